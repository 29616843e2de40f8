import type { Stop } from "@/phone/store";

export type Tick =
  /** A second is over; `lateMs`: how long the page was busy with something else. */
  | { readonly type: "second"; readonly lateMs: number }
  /** The way into the network has perhaps changed. */
  | { readonly type: "networkChanged" };

/** Seconds that keep their pace in a hidden tab. */
export type WatchTicks = (listener: (tick: Tick) => void) => Stop;
