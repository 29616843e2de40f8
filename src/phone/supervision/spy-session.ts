import type { StoreApi } from "zustand/vanilla";

import { newId } from "@/lib/new-id";
import type { CallId } from "@/phone/calls/call";

import { audiences, quietMs } from "./modes";
import type { SpyMode, SpySession, SupervisionState } from "./supervision-state";

/** What is shown of listening, and above all who hears us: never fewer than may do so. */
export interface ShownSession {
  get(): SpySession | null;
  /** A session, in the place of the one before. */
  begin(agent: string, part: Partial<SpySession>): void;
  change(part: Partial<SpySession>): void;
  /** Before the microphone opens. */
  mayBeHeard(mode: SpyMode): void;
  /** The microphone has closed: what is on its way is still heard for a moment. */
  fallSilent(): void;
  /** A call of it has really been listened to. */
  hasListened(): void;
  /** It is over, and was with this agent. */
  end(agent: string): void;
}

export function createShownSession(
  store: StoreApi<SupervisionState>,
  now: () => number,
): ShownSession {
  let silence: ReturnType<typeof setTimeout> | undefined;
  /** It is shown only for as long as something of it may still be heard. */
  let isOver = false;
  let isWorthTelling = false;

  const get = (): SpySession | null => store.getState().session;

  function change(part: Partial<SpySession>): void {
    const before = get();
    if (before !== null) store.setState({ session: { ...before, ...part } });
  }

  function fallSilent(): void {
    clearTimeout(silence);
    silence = setTimeout(() => {
      change({ heardBy: "nobody" });
      if (isOver) store.setState({ session: null });
    }, quietMs);
  }

  return {
    get,
    change,
    begin(agent, part) {
      isOver = false;
      const heardBy = get()?.heardBy ?? "nobody";
      const base = { agent, callId: newId() as CallId, startedAt: now(), problem: null } as const;
      const quiet = {
        phase: "dialing",
        wish: "monitor",
        mode: "monitor",
        isSwitching: false,
      } as const;
      store.setState({ session: { ...base, ...quiet, heardBy, ...part } });
    },
    mayBeHeard(mode) {
      clearTimeout(silence);
      change({ heardBy: audiences[mode] });
    },
    fallSilent,
    hasListened: () => void (isWorthTelling = true),
    end(agent) {
      const before = get();
      if (isWorthTelling) {
        const startedAt = before?.startedAt ?? now();
        store.setState({ last: { agent, startedAt, endedAt: now() } });
      }
      isWorthTelling = false;
      if (before?.heardBy === "nobody") return store.setState({ session: null });
      isOver = true;
      change({ wish: "monitor", mode: "monitor", isSwitching: false });
      fallSilent();
    },
  };
}
