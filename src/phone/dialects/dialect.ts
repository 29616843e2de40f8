import type { Origin } from "@/phone/calls/call";

export const dialectNames = ["embedded", "asterisk", "freeswitch", "kamailio", "generic"] as const;
export type DialectName = (typeof dialectNames)[number];

/** One header of a SIP message by its name, any case; `null` if it is not there. */
export type ReadHeader = (name: string) => string | null;

/** What an answer may depend on: the call as the edge knows it. */
export interface CallAtEdge {
  readonly number: string;
  readonly direction: "in" | "out";
}

/** How one kind of phone system behaves, as pure answers. The only place where phone systems differ. */
export interface Dialect {
  readonly name: DialectName;
  /**
   * Whether early media may be played. sip.js ends a call that forks after early media (docs/sip-js.md 13), so
   * only a phone system that answers every INVITE itself may say yes.
   */
  earlyMedia(call: CallAtEdge): boolean;
  /** What to dial to hear one's voice messages, or `null`. */
  readonly voicemailNumber: string | null;
  /** The status that declines a ringing call. */
  declineStatus(call: CallAtEdge): number;
  /**
   * Whether a transfer that failed with this status in its NOTIFY has cost us our leg, and the phone system offers the
   * call again (`Origin.returnedFrom`). Otherwise the call goes on as it was.
   */
  comesBackFromTransfer(status: number): boolean;
  /** Where a call came from, by the headers of its INVITE. Values come from the network: hostile. */
  readOrigin(header: ReadHeader): Origin;
}
