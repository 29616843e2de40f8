import { type KeyboardEvent, useEffect, useRef } from "react";
import { Button } from "react-aria-components/Button";

const keys = [
  ["1", ""],
  ["2", "ABC"],
  ["3", "DEF"],
  ["4", "GHI"],
  ["5", "JKL"],
  ["6", "MNO"],
  ["7", "PQRS"],
  ["8", "TUV"],
  ["9", "WXYZ"],
  ["*", ""],
  ["0", "+"],
  ["#", ""],
] as const;

export interface KeypadProps {
  readonly label: string;
  readonly digitLabel: (digit: string) => string;
  readonly onDigit: (digit: string) => void;
  /** Digit keys of the keyboard work too while the pad has the focus, which it then takes. */
  readonly takesKeys?: boolean;
}

/** The twelve keys, in the same places in every language: 1 is at the left even where text runs from the right. */
export function Keypad({ label, digitLabel, onDigit, takesKeys = false }: KeypadProps) {
  const pad = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesKeys) pad.current?.focus();
  }, [takesKeys]);
  const typed = (event: KeyboardEvent): void => {
    if (!takesKeys || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!/^[0-9*#]$/.test(event.key)) return;
    event.preventDefault();
    onDigit(event.key);
  };
  return (
    // The group itself takes keys so that digits can be typed one after the other, whatever button was pressed last.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={pad}
      role="group"
      aria-label={label}
      dir="ltr"
      tabIndex={-1}
      onKeyDown={typed}
      className="grid grid-cols-3 gap-2 rounded-lg focus-ring"
    >
      {keys.map(([digit, letters]) => (
        <Button
          key={digit}
          aria-label={digitLabel(digit)}
          onPress={() => onDigit(digit)}
          className="flex min-h-13 cursor-default flex-col items-center justify-center rounded-lg border border-line bg-raised text-xl leading-tight font-semibold text-ink focus-ring transition-colors data-hovered:bg-hover data-pressed:bg-brand-soft"
        >
          {digit}
          {/* Drawn, not written: the letters are no part of the key's name. */}
          <span
            data-letters={letters}
            className="h-3 text-[0.625rem] font-medium tracking-wider text-muted after:content-[attr(data-letters)]"
          />
        </Button>
      ))}
    </div>
  );
}
