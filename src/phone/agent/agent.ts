import { createStore, type StoreApi } from "zustand/vanilla";

import { lazily } from "@/lib/lazily";
import { log } from "@/lib/log";
import type { CallsState } from "@/phone/calls/state";
import type { Commands } from "@/phone/commands/commands";
import type { Config } from "@/phone/config/config";
import type { Account } from "@/phone/connection/account";
import type { History } from "@/phone/history/history";
import type { SettingsModule } from "@/phone/settings/settings";
import type { Storage } from "@/phone/storage/storage";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { AgentCommand, AgentState } from "./agent-state";
import type { AgentWork } from "./agent-work";

export interface AgentOptions {
  readonly config: Config;
  readonly calls: ReadonlyStore<CallsState>;
  readonly commands: Pick<Commands, "isThere" | "send" | "watch">;
  readonly shelves: {
    readonly storage: Pick<Storage, "facts" | "shifts">;
    readonly history: Pick<History, "annotate">;
    readonly settings: Pick<SettingsModule, "store">;
  };
  readonly watchSeconds: (listener: (at: number) => void) => Stop;
  readonly now: () => number;
}

/** How the agent stands with the queues. It lives on the phone system; here is what is known and wanted of it. */
export interface Agent {
  readonly store: ReadonlyStore<AgentState>;
  /** Impossible commands change nothing. */
  do(command: AgentCommand): void;
  /**
   * Connected: once what is kept of the account is open, both sides tell each other how it stands. `signsIn`: a person
   * has just signed in.
   */
  begin(opened: Promise<Account>, signsIn: boolean): void;
  /** The agent signs out: nothing is offered any more. */
  leave(): Promise<void>;
  /** Nobody is here any more, or it goes on in another browser: what the phone system knows stays. */
  end(): void;
  /** The page goes, and another one goes on with it. */
  letGo(): void;
}

export const noAgent: AgentState = { phase: "none", wrapUp: null };

/** Loads nothing where there are no queues, or no way to speak of them. */
export function createAgent(
  { config, commands }: AgentOptions,
  loadWork: (store: StoreApi<AgentState>) => Promise<AgentWork>,
): Agent {
  const store = createStore<AgentState>(() => noAgent);
  let work: AgentWork | null = null;
  const load = lazily(async () => (work = await loadWork(store)));
  return {
    store,
    do: (command) => work?.do(command),
    begin(opened, signsIn) {
      if (config.queues.length === 0 || !commands.isThere()) return;
      if (store.getState().phase === "none") store.setState({ phase: "asked", wrapUp: null }, true);
      Promise.all([load(), opened]).then(
        ([loaded, { extension }]) => loaded.begin(extension, signsIn),
        (error: unknown) => {
          log("warn", "agent", "no state", { error: String(error) });
          if (store.getState().phase === "asked") store.setState(noAgent, true);
        },
      );
    },
    leave: async () => work?.leave(),
    end: () => work?.end(),
    letGo: () => work?.letGo(),
  };
}

/** `config.json` may decide it for everybody (`agent.autoAnswer`); it is read before the desk is. */
export function mayAutoAnswer({ whole }: Config, chosen: boolean): boolean {
  const { agent } = whole as { readonly agent?: { readonly autoAnswer?: unknown } | null };
  const policy = agent?.autoAnswer;
  return policy === "always" || (policy !== "never" && chosen);
}
