import type { Attempt, AttemptEvents, AttemptOrder } from "../calls/attempt";
import type { Bridges } from "../calls/bridges";
import type { LegBook } from "../calls/owner";
import type { Agents } from "../queues/agents";
import type { DeviceStates } from "../watch/device-states";
import { createAudit, type Deed } from "./audit";
import { createSupervisionCommands, type SupervisionCommands } from "./commands";
import { createHands } from "./hands";
import { createHearers } from "./hearers";
import { createOrders } from "./orders";
import { createRights, type Rights, type RightsOptions } from "./rights";
import { createSpies, type Spies } from "./spies";
import { createTakeOvers } from "./take-overs";

/** Supervisors: what they may, what they do to agents and their calls, and what is told of it. */
export interface Supervision {
  readonly rights: Rights;
  readonly dial: Spies["dial"];
  readonly commands: SupervisionCommands;
  /** Legs have come, gone or moved. */
  changed(): void;
}

export interface SupervisionWorld extends RightsOptions {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly agents: Agents;
  readonly devices: Pick<DeviceStates, "legsOf">;
  readonly takeOverMs: number;
  startAttempt(order: AttemptOrder, events: AttemptEvents): Attempt;
  isRegistered(extension: string): boolean;
  tell(extension: string, line: string): void;
  setDesk(extension: string, summary: string): void;
}

export function createSupervision(world: SupervisionWorld): Supervision {
  const { tell } = world;
  const rights = createRights(world);
  const audit = createAudit();
  const hearers = createHearers({ ...world, audit });
  const hands = createHands((agent, line) => {
    for (const supervisor of rights.supervisorsOf(agent)) tell(supervisor, line);
  });

  function done(deed: Deed): void {
    const { supervisor, agent, act, detail, text } = deed;
    tell(agent, `supervised ${supervisor} ${act} ${detail ?? "-"} ${text ?? "-"}`);
    audit.write(deed);
  }

  const orders = createOrders({ ...world, done });
  const takeOvers = createTakeOvers({
    ...world,
    taken: (order) => done({ ...order, act: "take", detail: null }),
    failed: (order) => audit.write({ ...order, act: "take", detail: "noanswer" }),
  });
  const spies = createSpies({ ...world, rights, hearers });
  const parts = { rights, audit, hands, hearers, orders, takeOvers };
  return {
    rights,
    dial: spies.dial,
    commands: createSupervisionCommands({ ...world, ...parts }),
    changed() {
      spies.check();
      takeOvers.check();
    },
  };
}
