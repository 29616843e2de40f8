import type { LucideIcon } from "lucide-react";

import { Button } from "@/ui/button";

export interface ControlProps {
  readonly icon: LucideIcon;
  readonly turnsIcon?: boolean;
  readonly children: string;
  readonly onPress: () => void;
  readonly isOn?: boolean;
  readonly isExpanded?: boolean;
  readonly isDisabled?: boolean;
}

/** One of the buttons that stand in the same places in every call. */
export function Control({
  icon,
  turnsIcon = false,
  children,
  onPress,
  isOn = false,
  isExpanded,
  isDisabled = false,
}: ControlProps) {
  return (
    <Button
      icon={icon}
      turnsIcon={turnsIcon}
      onPress={onPress}
      isDisabled={isDisabled}
      {...(isExpanded === undefined ? {} : { isExpanded })}
      look={isOn || isExpanded === true ? "primary" : "plain"}
      className="min-h-16 flex-col px-1 text-xs"
    >
      {children}
    </Button>
  );
}
