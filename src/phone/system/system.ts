import { createStore } from "zustand/vanilla";

import type { Config } from "@/phone/config/config";
import { chooseDialect } from "@/phone/dialects";
import { configureDialect } from "@/phone/dialects/configure";
import type { Dialect, DialectName } from "@/phone/dialects/dialect";
import type { ReadonlyStore } from "@/phone/store";

/** What this phone system can do: a button for anything else does not exist. Plain data. */
export interface SystemState {
  readonly name: DialectName;
  readonly transfer: boolean;
  readonly attendedTransfer: boolean;
  /** One line goes along with a transfer. */
  readonly transferNote: boolean;
  readonly redirect: boolean;
  readonly voicemailOf: boolean;
  readonly watchPeople: boolean;
  readonly pickUp: boolean;
  readonly park: boolean;
  /** `browser`: this computer mixes. */
  readonly conference: "room" | "browser";
  /** Members of a conference can be taken out of it, and it can be ended for all. */
  readonly removeMember: boolean;
  readonly chooseNumber: boolean;
  /** Calls of others can be listened to, and the phone system says by whom. */
  readonly supervise: boolean;
}

export interface System {
  readonly store: ReadonlyStore<SystemState>;
  readonly dialect: () => Dialect;
  /** What the phone system calls itself. */
  learn(pbx: string | null): void;
}

export function createSystem(config: Config): System {
  let dialect = choose(null);
  const store = createStore<SystemState>(() => describe(dialect));

  function choose(pbx: string | null): Dialect {
    return configureDialect(chooseDialect(config.dialect, pbx), config);
  }

  return {
    store,
    dialect: () => dialect,
    learn(pbx) {
      dialect = choose(pbx);
      store.setState(describe(dialect), true);
    },
  };
}

function describe(dialect: Dialect): SystemState {
  const hasCommands = dialect.commandUser !== null;
  const hasRooms = dialect.conference("00000000", 0) !== null;
  return {
    name: dialect.name,
    transfer: dialect.transfers,
    attendedTransfer: dialect.transfersAfterAsking,
    transferNote: hasCommands && dialect.transfers,
    redirect: dialect.redirects,
    voicemailOf: dialect.redirects && dialect.voicemailOf("0") !== null,
    watchPeople: dialect.watchesPeople,
    pickUp: dialect.watchesPeople && dialect.pickup("0") !== null,
    park: dialect.transfers && dialect.park("0") !== null && dialect.parkingSlots.length > 0,
    conference: hasRooms ? "room" : "browser",
    removeMember: hasRooms && hasCommands,
    chooseNumber: dialect.showsChosenNumber,
    supervise: hasCommands && dialect.supervise("0") !== null,
  };
}
