import { type ReactNode, useDeferredValue } from "react";

interface AfterwardsProps {
  readonly children: ReactNode;
  /** Keeps the place of what comes. */
  readonly until?: ReactNode;
}

/** Drawn once what stands around it is on the screen: in slices, between which the page reads what comes. */
export function Afterwards({ children, until = null }: AfterwardsProps) {
  return useDeferredValue(true, false) ? children : until;
}
