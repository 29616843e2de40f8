import type { ReactNode, Ref } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextField } from "react-aria-components/TextField";

import { classes } from "./classes";

export interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "password" | "tel" | "search" | "url";
  readonly inputMode?: "text" | "tel" | "search" | "url";
  readonly autoComplete?: string;
  readonly isRequired?: boolean;
  /** Numbers and addresses are written left to right in every language. */
  readonly ltr?: boolean;
  readonly hint?: ReactNode;
  /** Stands inside the box at its end: a "show" or "clear" button. */
  readonly end?: ReactNode;
  readonly placeholder?: string;
  readonly hideLabel?: boolean;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onKeyDown?: (event: { readonly key: string; preventDefault(): void }) => void;
  readonly onPaste?: (event: React.ClipboardEvent<HTMLInputElement>) => void;
  readonly className?: string;
  readonly inputClassName?: string;
}

export function TextBox(props: TextBoxProps) {
  const { label, hint, end, ltr = false } = props;
  return (
    <TextField
      value={props.value}
      onChange={props.onChange}
      type={props.type ?? "text"}
      isRequired={props.isRequired ?? false}
      validationBehavior="aria"
      className={classes("flex flex-col gap-1.5", props.className)}
      autoComplete={props.autoComplete ?? "off"}
      autoFocus={props.autoFocus ?? false}
      {...(props.inputMode ? { inputMode: props.inputMode } : {})}
    >
      <Label className={props.hideLabel ? "sr-only" : "text-sm font-medium text-ink"}>
        {label}
      </Label>
      <div className="relative flex items-center">
        <Input
          dir={ltr ? "ltr" : "auto"}
          spellCheck={false}
          {...(props.inputRef ? { ref: props.inputRef } : {})}
          {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
          {...(props.onKeyDown ? { onKeyDown: props.onKeyDown } : {})}
          {...(props.onPaste ? { onPaste: props.onPaste } : {})}
          className={classes(
            "focus-ring min-h-11 w-full rounded-lg border border-line-strong bg-field px-3 py-2 text-base text-ink placeholder:text-muted",
            // The text keeps its own direction but starts where the page does.
            ltr && "text-start rtl:text-end",
            end !== undefined && (ltr ? "pe-12 rtl:ps-12 rtl:pe-3" : "pe-12"),
            props.inputClassName,
          )}
        />
        {end !== undefined && <div className="absolute end-0">{end}</div>}
      </div>
      {hint !== undefined && (
        <Text slot="description" className="text-xs text-muted">
          {hint}
        </Text>
      )}
    </TextField>
  );
}
