import { Lock } from "lucide-react";
import { useId } from "react";

import { classes } from "./classes";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** For a language named in itself. */
  readonly lang?: string;
}

export interface SelectBoxProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string) => void;
  readonly hideLabel?: boolean;
  /** The label stands beside it: a bar stays as high as its buttons. */
  readonly isInline?: boolean;
  readonly isDisabled?: boolean;
  /** Why it cannot be changed. */
  readonly lockedBecause?: string;
  readonly className?: string;
}

/** The browser's own select: the lightest one, and the one every screen reader and phone knows. */
export function SelectBox(props: SelectBoxProps) {
  const id = useId();
  return (
    <div
      className={classes(
        "flex",
        props.isInline === true ? "items-center gap-2" : "flex-col gap-1.5",
        props.className,
      )}
    >
      <label
        htmlFor={id}
        className={
          props.hideLabel
            ? "sr-only"
            : classes(
                "text-sm font-medium text-ink",
                props.isInline === true && "whitespace-nowrap",
              )
        }
      >
        {props.label}
      </label>
      <select
        id={id}
        value={props.value}
        disabled={props.isDisabled === true || props.lockedBecause !== undefined}
        onChange={(event) => props.onChange(event.target.value)}
        className="min-h-11 w-full rounded-lg border border-line-strong bg-field px-3 py-2 text-base text-ink focus-ring disabled:opacity-45"
      >
        {props.options.map(({ value, label, lang }) => (
          <option key={value} value={value} lang={lang}>
            {label}
          </option>
        ))}
      </select>
      {props.lockedBecause !== undefined && (
        <span className="flex items-center gap-1 text-xs text-muted">
          <Lock aria-hidden="true" className="size-3.5" />
          {props.lockedBecause}
        </span>
      )}
    </div>
  );
}
