/** What the phone system said about where the call came from. */
export interface Origin {
  readonly kind: "direct" | "queue";
  readonly queue: string | null;
  /** What people call it. */
  readonly queueLabel: string | null;
  readonly waitedSeconds: number | null;
  /** What they chose in the menu before the queue: its label, else the key. */
  readonly menuChoice: string | null;
  /** The phone system's own id of the whole call, the same on every leg. */
  readonly callUuid: string | null;
  /** Who sent the call here, if it was transferred. */
  readonly transferredBy: string | null;
  /** What they wrote about it. */
  readonly transferNote: string | null;
  /** Whose phone sent it on before it was answered there. */
  readonly divertedFrom: string | null;
  /** The number that a transfer of ours went to and came back from. */
  readonly returnedFrom: string | null;
  /** The slot that we parked the call in and that nobody fetched it from. */
  readonly returnedFromSlot: string | null;
  /** The phone system asks that it be answered by itself after so long; `null`: it does not ask. */
  readonly autoAnswerSeconds: number | null;
  /** The agent whose call it was until we took it over, by our own wish. */
  readonly tookFrom: string | null;
}

export const directOrigin: Origin = {
  kind: "direct",
  queue: null,
  queueLabel: null,
  waitedSeconds: null,
  menuChoice: null,
  callUuid: null,
  transferredBy: null,
  transferNote: null,
  divertedFrom: null,
  returnedFrom: null,
  returnedFromSlot: null,
  autoAnswerSeconds: null,
  tookFrom: null,
};
