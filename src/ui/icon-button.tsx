import type { LucideIcon } from "lucide-react";
import { Button as AriaButton } from "react-aria-components/Button";

import { classes } from "./classes";

export interface IconButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
  /** `text`: as the words around it. */
  readonly colour?: "muted" | "text";
  readonly className?: string;
}

/** A button that shows only a sign; its name is for screen readers and the tooltip. */
export function IconButton({
  icon: Icon,
  label,
  onPress,
  isDisabled = false,
  colour = "muted",
  className,
}: IconButtonProps) {
  return (
    <AriaButton
      aria-label={label}
      onPress={onPress}
      isDisabled={isDisabled}
      className={classes(
        "focus-ring inline-flex size-11 shrink-0 cursor-default items-center justify-center rounded-lg transition-colors data-hovered:bg-hover disabled:opacity-45",
        colour === "muted" && "text-muted data-hovered:text-ink",
        className,
      )}
    >
      <span title={label} className="flex size-full items-center justify-center">
        <Icon aria-hidden="true" className="size-5" />
      </span>
    </AriaButton>
  );
}
