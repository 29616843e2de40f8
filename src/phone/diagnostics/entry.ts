import type { Call } from "@/phone/calls/call";
import type { CallTold } from "@/phone/calls/calls-options";
import type { ConnectionState } from "@/phone/connection/connection";
import type { AudioState } from "@/phone/media/audio-state";

/** What is noted besides SIP messages. */
export type NoteKind = "page" | "socket" | "connection" | "call" | "sound" | "log";

/**
 * Something that has just happened, as it is: nothing of this is stored. `facts` are codes, numbers and flags; whatever
 * else is in them is removed.
 */
export type Noted =
  | { readonly kind: "sip"; readonly direction: Way; readonly text: string }
  | {
      readonly kind: "callEvent";
      readonly event: Parameters<CallTold>[0];
      readonly before: Call | null;
      readonly after: Call;
      readonly dialog: string | undefined;
    }
  | { readonly kind: "connectionState"; readonly state: ConnectionState }
  | { readonly kind: "audioState"; readonly state: AudioState }
  | {
      readonly kind: NoteKind;
      readonly what: string;
      readonly facts?: Readonly<Record<string, unknown>>;
    };

export type Way = "sent" | "received";

export interface Waiting {
  readonly at: number;
  readonly noted: Noted;
}

/** Plain values without numbers of people, names or secrets. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

interface Base {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The page it happened on: another one after each reload, and in each tab. */
  readonly page: string;
}

/** A SIP message, redacted. */
export interface SipEntry extends Base {
  readonly kind: "sip";
  readonly direction: Way;
  /** Of the request, or the one that is answered; empty if it could not be read. */
  readonly method: string;
  readonly status: number | null;
  /** `INVITE`, `486 Busy Here`. */
  readonly label: string;
  /** Stands for the Call-ID. */
  readonly call: string;
  /** Stands for branch and CSeq: a request and its answers have the same. */
  readonly transaction: string;
  readonly text: string;
}

export interface NoteEntry extends Base {
  readonly kind: NoteKind;
  readonly what: string;
  readonly facts: Facts;
}

export type Entry = SipEntry | NoteEntry;
