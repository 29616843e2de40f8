import { Check, Lock } from "lucide-react";
import type { ReactNode } from "react";

export interface CheckBoxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
  readonly hint?: string;
  /** Decided by somebody else: why, with a lock. */
  readonly lockedBecause?: string | undefined;
}

/** The browser's own: one of a library would be 1.5 kB of the first load for the sign-in's single box. */
export function CheckBox({ isSelected, onChange, children, hint, lockedBecause }: CheckBoxProps) {
  return (
    <label className="relative flex min-h-11 cursor-default items-center gap-3 py-1 text-sm text-ink">
      <input
        type="checkbox"
        checked={isSelected}
        onChange={({ target }) => onChange(target.checked)}
        disabled={lockedBecause !== undefined}
        className="peer sr-only"
      />
      <span className="flex size-5 shrink-0 items-center justify-center rounded border-2 border-line-strong bg-field text-on-brand peer-checked:border-brand peer-checked:bg-brand peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus">
        {isSelected && <Check aria-hidden="true" className="size-4" strokeWidth={3} />}
      </span>
      <span className="flex flex-col">
        {children}
        {lockedBecause !== undefined && (
          <span className="flex items-center gap-1 text-xs text-muted">
            <Lock aria-hidden="true" className="size-3.5" />
            {lockedBecause}
          </span>
        )}
        {hint !== undefined && <span className="text-xs text-muted">{hint}</span>}
      </span>
    </label>
  );
}
