import type { Origin } from "@/phone/calls/origin";
import type { SpyMode } from "@/phone/supervision/supervision-state";

export const dialectNames = ["embedded", "asterisk", "freeswitch", "kamailio", "generic"] as const;
/** How to listen to a call of somebody's, and to be heard in it. */
export interface SpyPlan {
  /** What is dialled; it begins as `monitor` and ends with that call. */
  readonly dial: string;
  /** The digit (SIP INFO) that changes the mode. */
  readonly digits: Readonly<Record<SpyMode, string>>;
}

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
  /** What to dial to hear oneself, or `null`. */
  readonly echoNumber: string | null;
  /** Where a ringing call is sent to end in somebody's voicemail, or `null`. */
  voicemailOf(extension: string): string | null;
  /** The status that declines a ringing call. */
  declineStatus(call: CallAtEdge): number;
  /** Whether a ringing call that is answered 302 goes on to the contact in it. */
  readonly redirects: boolean;
  /** Whether REFER moves a call to a number, and, with Replaces, into another call. */
  readonly transfers: boolean;
  readonly transfersAfterAsking: boolean;
  /**
   * Whether a transfer that failed with this status in its NOTIFY has cost us our leg, and the phone system offers the
   * call again (`Origin.returnedFrom`). Otherwise the call goes on as it was.
   */
  comesBackFromTransfer(status: number): boolean;
  /**
   * Whether the other side of a call may hear nothing of a leg that takes the place of another (Replaces: a call that is
   * taken over, a transfer after asking) unless it was on hold in between.
   */
  readonly needsHoldBetweenLegs: boolean;
  /** Whether who is in a call, rings or is away can be subscribed to (RFC 4235, RFC 3856). */
  readonly watchesPeople: boolean;
  /** What to dial to take a call that rings at an extension, or `null`. */
  pickup(extension: string): string | null;
  /** Numbers that parked calls are fetched by. */
  readonly parkingSlots: readonly string[];
  /** Where a call is sent (REFER) to be parked in a slot, or `null`. */
  park(slot: string): string | null;
  /**
   * The number by which member `member` (0: whoever makes it) comes into a conference of eight digits, or `null`: the
   * phone system has none, and the browser mixes.
   */
  conference(room: string, member: number): string | null;
  /**
   * Whose conference a party is, by the number that the phone system shows to those who are brought into one; `null` for
   * every other number.
   */
  conferenceHost(number: string): string | null;
  /** Whom commands are written to (MESSAGE, answered by MESSAGE with our `X-Ref` as first word), or `null`. */
  readonly commandUser: string | null;
  /** Whether the number to be shown may be asked for (`P-Preferred-Identity`, RFC 3325). */
  readonly showsChosenNumber: boolean;
  /** How a call of this extension is listened to, or `null`: it cannot be. */
  supervise(extension: string): SpyPlan | null;
  /**
   * Whether the sound of a ringing call may have its way (183 with the answer) before it is answered. Only where the phone
   * system keeps its own sound for the caller until the 200, as queues do: on a direct call Asterisk 22 ends the caller's
   * ringback at the 183, and would pass on what we send.
   */
  connectsBeforeAnswer(header: ReadHeader): boolean;
  /** Where a call came from, by the headers of its INVITE. Values come from the network: hostile. */
  readOrigin(header: ReadHeader): Origin;
}
