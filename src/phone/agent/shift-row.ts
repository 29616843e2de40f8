/** A stretch of an agent's time in one state. Times are milliseconds since 1970. */
export interface ShiftRow {
  readonly id: string;
  readonly agent: string;
  /** `ready` counts whether or not a call is up: talk is in the calls. `out`: signed in and in no queue. */
  readonly state: "ready" | "break" | "wrapUp" | "out";
  /** Of a break. */
  readonly reason: string | null;
  /** Of wrap-up. */
  readonly callId: string | null;
  readonly startedAt: number;
  /** `null`: it still lasts, or the page ended with it. `seenAt` then says until when it is known. */
  readonly endedAt: number | null;
  readonly seenAt: number;
}
