import { createStore } from "zustand/vanilla";

import type { ReadonlyStore } from "@/phone/store";

/** Voice messages that wait in the agent's mailbox. */
export interface VoicemailState {
  /** Not heard yet. */
  readonly fresh: number;
  /** What to dial to hear them; `null` when nobody knows. */
  readonly number: string | null;
}

export interface Voicemail {
  readonly store: ReadonlyStore<VoicemailState>;
  /** Takes the body of a message summary (RFC 3842), as it came: hostile. */
  hear(body: string): void;
  /** Another agent's mailbox is none of the next one's business. */
  forget(): void;
}

const nothing: VoicemailState = { fresh: 0, number: null };

export function createVoicemail(number: () => string | null): Voicemail {
  const store = createStore<VoicemailState>(() => nothing);
  return {
    store,
    hear(body) {
      const fresh = readFreshMessages(body);
      if (fresh !== null) store.setState({ fresh, number: number() }, true);
    },
    forget: () => store.setState(nothing, true),
  };
}

/**
 * New messages by a summary; `null` when it says nothing. `Voice-Message` may be missing: `Messages-Waiting: yes` then
 * stands for one (RFC 3842 section 5.2).
 */
export function readFreshMessages(body: string): number | null {
  const head = body.slice(0, 2_000);
  const count = /^Voice-Message:\s*(\d{1,4})\//im.exec(head)?.[1];
  if (count !== undefined) return Number(count);
  const waiting = /^Messages-Waiting:\s*(yes|no)\b/im.exec(head)?.[1]?.toLowerCase();
  return waiting === undefined ? null : Number(waiting === "yes");
}
