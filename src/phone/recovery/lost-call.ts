import type { CallId, Party } from "@/phone/calls/call";

/** A dialog as its two ends name it (RFC 3261 section 12), the tags as we see them. */
export interface DialogName {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

/** A call whose page is gone, as whoever takes it over needs it. */
export interface LostCall {
  readonly id: CallId;
  readonly dialog: DialogName;
  /** `ringing`: nobody has answered it here; `dialing`: nobody has answered it there, as far as we know. */
  readonly stage: "ringing" | "dialing" | "up";
  readonly party: Pick<Party, "number" | "display">;
  readonly callUuid: string | null;
  /** Until when the phone system keeps it for us. Milliseconds since 1970. */
  readonly keptUntil: number;
}
