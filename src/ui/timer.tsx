import { useFormat } from "@/i18n/use-format";

import { classes } from "./classes";
import { useNow } from "./use-now";

export interface TimerProps {
  readonly since: number;
  /** Only one span of a card is its timer to assistive technology. */
  readonly isMain?: boolean;
  readonly className?: string;
}

/** Time since a moment, once a second, from a timestamp: nothing counts, so nothing drifts. */
export function Timer({ since, isMain = true, className }: TimerProps) {
  const format = useFormat();
  const now = useNow();
  return (
    <span
      role={isMain ? "timer" : undefined}
      dir="ltr"
      className={classes("tabular-nums", className)}
    >
      {format.duration(now - since)}
    </span>
  );
}
