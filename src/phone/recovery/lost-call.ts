import type { CallId, LiveCall, Party } from "@/phone/calls/call";

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

/** A call as whoever takes it over needs it; a call that rings is taken over with the answer. */
export function loseCall(
  { id, phase, party, origin }: LiveCall,
  dialog: DialogName,
  keptUntil: number,
): LostCall {
  const stage = phase === "ringing" || phase === "dialing" ? phase : "up";
  return { id, dialog, stage, party, callUuid: origin.callUuid, keptUntil };
}
