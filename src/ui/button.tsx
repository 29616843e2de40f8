import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";

import { classes } from "./classes";

type Look = "primary" | "plain" | "quiet" | "danger" | "success";

const looks: Readonly<Record<Look, string>> = {
  primary: "bg-brand text-on-brand data-hovered:bg-brand-strong data-pressed:bg-brand-strong",
  plain: "bg-raised text-ink border border-line data-hovered:bg-hover data-pressed:bg-hover",
  quiet: "text-ink data-hovered:bg-hover data-pressed:bg-hover",
  danger: "bg-danger text-on-danger data-hovered:bg-danger-strong data-pressed:bg-danger-strong",
  success:
    "bg-success text-on-success data-hovered:bg-success-strong data-pressed:bg-success-strong",
};

export interface ButtonProps {
  readonly children?: ReactNode;
  readonly icon?: LucideIcon;
  /** The icon shows a direction of reading (forward, out) and turns with it. */
  readonly turnsIcon?: boolean;
  readonly look?: Look;
  readonly onPress?: () => void;
  readonly type?: "button" | "submit";
  readonly isDisabled?: boolean;
  /** The accessible name where the visible text is not enough. */
  readonly label?: string;
  readonly className?: string;
  /** The button opens something below it. */
  readonly isExpanded?: boolean;
  /** The button is one of several states, and it is this one now. */
  readonly isPressed?: boolean;
  readonly autoFocus?: boolean;
}

export function Button({
  children,
  icon: Icon,
  turnsIcon = false,
  look = "plain",
  onPress,
  type = "button",
  isDisabled = false,
  label,
  className,
  isExpanded,
  isPressed,
  autoFocus = false,
}: ButtonProps) {
  return (
    <AriaButton
      type={type}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      {...(onPress ? { onPress } : {})}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(isExpanded === undefined ? {} : { "aria-expanded": isExpanded })}
      {...(isPressed === undefined ? {} : { "aria-pressed": isPressed })}
      className={classes(
        "focus-ring inline-flex min-h-11 cursor-default items-center justify-center gap-2 rounded-lg px-4 py-2 text-sm font-semibold transition-colors disabled:opacity-45",
        looks[look],
        className,
      )}
    >
      {Icon && (
        <Icon
          aria-hidden="true"
          className={classes("size-5 shrink-0", turnsIcon && "rtl:-scale-x-100")}
        />
      )}
      {children}
    </AriaButton>
  );
}
