import { createStore, type StoreApi } from "zustand/vanilla";

import { lazily } from "@/lib/lazily";
import { log } from "@/lib/log";
import type { Call, CallId } from "@/phone/calls/call";
import type { Calls } from "@/phone/calls/calls";
import type { Commands } from "@/phone/commands/commands";
import type { Dialect } from "@/phone/dialects/dialect";
import { PhoneError } from "@/phone/errors";
import type { ReadonlyStore } from "@/phone/store";
import type { Watches } from "@/phone/watches/watches";

import type { SupervisionCommand, SupervisionQueries, SupervisionState } from "./supervision-state";
import type { SupervisionWork } from "./supervision-work";

export interface SupervisionOptions {
  readonly calls: Pick<Calls, "store" | "do" | "watch" | "sink" | "supervise">;
  readonly commands: Pick<Commands, "isThere" | "send" | "watch">;
  readonly watches: Pick<Watches, "watch">;
  readonly dialect: () => Dialect;
  readonly isConnected: () => boolean;
  /** One digit by SIP INFO; resolves when the phone system has taken it. */
  readonly sendDigit: (id: CallId, digit: string) => Promise<void>;
  readonly now: () => number;
}

/** Helping others in their calls. The phone system is the judge of who may; here is what is known of it. */
export interface Supervision extends SupervisionQueries {
  readonly store: ReadonlyStore<SupervisionState>;
  /** Rejects with a `PhoneError` where it cannot be done; what goes wrong later is in the store. */
  do(command: SupervisionCommand): Promise<void>;
  /** Connected. */
  begin(): void;
  /** Signed out. */
  end(): void;
  /** Whether a call that was just asked for comes from this agent; it is asked once. */
  isTakenFrom(agent: string): boolean;
}

export const noSupervision: SupervisionState = {
  rights: null,
  session: null,
  next: null,
  cues: [],
  last: null,
};

/** Loads nothing where nobody can be listened to. */
export function createSupervision(
  { calls, commands, dialect, isConnected }: SupervisionOptions,
  loadWork: (store: StoreApi<SupervisionState>) => Promise<SupervisionWork>,
): Supervision {
  const store = createStore<SupervisionState>(() => noSupervision);
  let work: SupervisionWork | null = null;
  /** Whom the page before this one listened to. */
  let lost: string | null = null;
  const load = lazily(async () => (work = await loadWork(store)));

  const isPossible = (): boolean => commands.isThere() && dialect().supervise("0") !== null;

  async function begin(): Promise<void> {
    const loaded = await load();
    if (!isConnected()) return;
    const begun = loaded.begin();
    listenAgain();
    await begun;
  }

  function listenAgain(): void {
    if (lost === null || work === null || !isConnected()) return;
    const agent = lost;
    lost = null;
    work.listenAgain(agent);
  }

  calls.watch((call: Call) => {
    if (call.purpose.kind !== "supervision" || call.phase !== "ended") return;
    if (call.reason !== "endedWhileAway") return;
    lost = call.purpose.agent;
    queueMicrotask(listenAgain);
  });

  async function reach(): Promise<SupervisionWork> {
    if (work !== null) return work;
    if (!isConnected()) throw new PhoneError("notConnected");
    if (!isPossible()) throw new PhoneError("forbidden");
    return load();
  }

  return {
    store,
    do: async (command) => (await reach()).do(command),
    audit: async (page) => (await reach()).audit(page),
    begin() {
      if (!isPossible()) return;
      begin().catch((error: unknown) =>
        log("warn", "supervision", "no rights", { error: String(error) }),
      );
    },
    end() {
      lost = null;
      work?.end();
      store.setState(noSupervision, true);
    },
    isTakenFrom: (agent) => work?.isTakenFrom(agent) ?? false,
  };
}
