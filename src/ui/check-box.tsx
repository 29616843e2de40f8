import { Check, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components/Checkbox";

export interface CheckBoxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
  readonly hint?: string;
  /** Decided by somebody else: why, with a lock. */
  readonly lockedBecause?: string | undefined;
}

export function CheckBox({ isSelected, onChange, children, hint, lockedBecause }: CheckBoxProps) {
  return (
    <Checkbox
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={lockedBecause !== undefined}
      className="group flex min-h-11 cursor-default items-center gap-3 py-1 text-sm text-ink"
    >
      <span className="flex size-5 shrink-0 items-center justify-center rounded border-2 border-line-strong bg-field text-on-brand group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus group-data-selected:border-brand group-data-selected:bg-brand">
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
    </Checkbox>
  );
}
