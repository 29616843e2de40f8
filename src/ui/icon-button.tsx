import type { LucideIcon } from "lucide-react";
import { Button as AriaButton } from "react-aria-components/Button";

import { classes } from "./classes";

export interface IconButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

/** A button that shows only a sign; its name is for screen readers and the tooltip. */
export function IconButton({
  icon: Icon,
  label,
  onPress,
  isDisabled = false,
  className,
}: IconButtonProps) {
  return (
    <AriaButton
      aria-label={label}
      onPress={onPress}
      isDisabled={isDisabled}
      className={classes(
        "focus-ring inline-flex size-11 shrink-0 cursor-default items-center justify-center rounded-lg text-muted transition-colors data-hovered:bg-hover data-hovered:text-ink disabled:opacity-45",
        className,
      )}
    >
      <span title={label} className="flex size-full items-center justify-center">
        <Icon aria-hidden="true" className="size-5" />
      </span>
    </AriaButton>
  );
}
