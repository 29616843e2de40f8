import type { SpyMode } from "@/phone/supervision/supervision-state";

import type { CallId, Party } from "./call";

/** One of the others in a conference of ours on the phone system. */
export interface Member {
  /** The last digit of the number that brings them in: 1 to 9. */
  readonly digit: number;
  readonly party: Party;
  /** The call that is brought in. It ends when they have come, and they stay. */
  readonly callId: CallId;
  readonly state: "joining" | "in" | "left";
}

/** Why the call exists. It travels with the call, so no table beside it can go stale. */
export type Purpose =
  | { readonly kind: "conversation" }
  /** It is not put on hold, and nothing else is done with it: who takes it asks for everything. */
  | { readonly kind: "emergency" }
  /** Somebody is asked before `forCall` is transferred to them; `isCompleting`: the two are being put together. */
  | {
      readonly kind: "consultation";
      readonly forCall: CallId;
      readonly isCompleting: boolean;
      /** Goes along if the call is sent there without having asked after all. */
      readonly note: string | null;
    }
  /** A colleague has brought us into a conference of theirs: only leaving it is ours. */
  | { readonly kind: "attending"; readonly host: string }
  /** A call that rang at a colleague's. */
  | { readonly kind: "pickup"; readonly extension: string }
  /** A call that was parked. */
  | { readonly kind: "fetch"; readonly slot: string }
  /** Our way into a conference that the phone system mixes. */
  | { readonly kind: "conference"; readonly room: string; readonly members: readonly Member[] }
  /**
   * We listen to a call of `agent`. `mode` is what our microphone follows: closed in `monitor`. It becomes another one
   * after the phone system has changed, and is `monitor` for as long as that is not sure.
   */
  | { readonly kind: "supervision"; readonly agent: string; readonly mode: SpyMode };

export const conversation: Purpose = { kind: "conversation" };

/** Whether there is one other party, whom one may transfer, park and bring into a conference. */
export function isConversation({ kind }: Purpose): boolean {
  return kind === "conversation" || kind === "pickup" || kind === "fetch";
}
