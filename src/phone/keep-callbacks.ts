import { log } from "@/lib/log";

import type { Keeper, KeeperOptions } from "./callbacks/keeper";
import type { CallbacksOrder } from "./callbacks/orders";
import type { Commands } from "./commands/commands";
import { type Connection, selectAccount } from "./connection/connection";
import { isMissed, numberKey } from "./history/fold-call";
import type { Shelves } from "./shelves";

/** The list of callbacks in the tab that has the phone; what keeps it is loaded with the first connection. */
export interface KeptCallbacks {
  /** Resolves when it has had its outcome. */
  do(order: CallbacksOrder): Promise<void>;
}

export interface KeptCallbacksOptions extends Pick<KeeperOptions, "now"> {
  readonly shelves: Shelves;
  readonly commands: Commands;
  readonly connection: Pick<Connection, "store">;
}

export function keepCallbacks(options: KeptCallbacksOptions): KeptCallbacks {
  const { shelves, commands, connection } = options;
  let keeper: Promise<Keeper | null> | null = null;

  async function load(): Promise<Keeper | null> {
    try {
      const { createKeeper } = await import("./callbacks/keeper");
      return createKeeper({
        ...options,
        table: shelves.storage.callbacks,
        history: shelves.history,
        identify: shelves.directory.identify,
        isMissed,
        keyOf: numberKey,
        send: commands.send,
        agent: () => selectAccount(connection.store.getState())?.extension ?? "",
      });
    } catch (error) {
      log("warn", "callbacks", "the list is not kept", { error: String(error) });
      keeper = null;
      return null;
    }
  }

  const tell = async (work: (loaded: Keeper) => unknown): Promise<void> => {
    const loaded = await keeper;
    if (loaded) await work(loaded);
  };
  commands.watch((text) => void tell(({ hear }) => hear(text)));
  connection.store.subscribe(({ phase }, before) => {
    if (phase === before.phase) return;
    if (phase === "connected") {
      keeper ??= load();
      void tell(({ linkUp }) => linkUp());
    } else if (phase === "signedOut") {
      void tell(({ stop }) => stop());
      keeper = null;
    }
  });

  return { do: (order) => tell((loaded) => loaded.do(order)) };
}
