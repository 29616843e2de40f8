import type { Attempt, AttemptEvents, AttemptOrder } from "../calls/attempt";
import type { Bridge, Bridges } from "../calls/bridges";
import { leaving, type LegBook } from "../calls/owner";
import { talkingOf } from "../calls/talking";
import { causes } from "../legs/cause";
import type { Leg } from "../legs/leg";

/** Supervisors who take a call from an agent. Until they have answered, the customer stays with the agent. */
export interface TakeOvers {
  start(order: TakeOver): "OK" | "NOCALL";
  /** Legs have come, gone or moved. */
  check(): void;
}

export interface TakeOver {
  readonly supervisor: string;
  readonly agent: string;
  /** Percent-encoded. */
  readonly text: string | null;
}

export interface TakeOversWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly takeOverMs: number;
  startAttempt(order: AttemptOrder, events: AttemptEvents): Attempt;
  /** The supervisor has answered; the agent's call is about to end. */
  taken(order: TakeOver): void;
  /** The supervisor has not answered. */
  failed(order: TakeOver): void;
}

interface Wish extends TakeOver {
  readonly bridge: Bridge;
  readonly attempt: Attempt;
}

interface Parties {
  readonly agent: Leg;
  readonly customer: Leg;
}

export function createTakeOvers(world: TakeOversWorld): TakeOvers {
  const { book } = world;
  const wishes = new Set<Wish>();

  /** Two who talk with each other, one of them the agent, and not with the supervisor. null: there is no such call any more. */
  function partiesOf(bridge: Bridge, { agent: extension, supervisor }: TakeOver): Parties | null {
    const agent = bridge.legs.find(({ user }) => user === extension);
    const customer = bridge.legs.find((leg) => leg !== agent);
    if (agent === undefined || customer === undefined || bridge.legs.length !== 2) return null;
    const isTheirs = book.ownerOf(agent) === bridge && book.ownerOf(customer) === bridge;
    return isTheirs && customer.user !== supervisor ? { agent, customer } : null;
  }

  function answered(bridge: Bridge, order: TakeOver, supervisor: Leg): void {
    const parties = partiesOf(bridge, order);
    if (parties === null) return supervisor.end(causes.normal);
    const { agent, customer } = parties;
    world.taken(order);
    bridge.swap(agent, supervisor);
    book.assign(agent, leaving);
    agent.end(causes.normal);
    customer.showPeer(supervisor.identity);
  }

  function begin(bridge: Bridge, order: TakeOver, { identity }: Leg): void {
    const over = (): void => void wishes.delete(wish);
    const attempt = world.startAttempt(
      {
        number: order.supervisor,
        caller: identity,
        kind: bridge.kind,
        headers: [`X-Took-From: ${order.agent}`],
        wishedNumber: null,
        ringTimeoutMs: world.takeOverMs,
      },
      {
        ringing: () => undefined,
        earlyMedia: () => undefined,
        answered(supervisor) {
          over();
          answered(bridge, order, supervisor);
        },
        failed() {
          over();
          world.failed(order);
        },
      },
    );
    const wish: Wish = { ...order, bridge, attempt };
    wishes.add(wish);
  }

  return {
    start(order) {
      const bridge = talkingOf(world, order.agent)?.bridge;
      if (bridge === undefined || bridge.isOpen) return "NOCALL";
      const parties = partiesOf(bridge, order);
      if (parties === null) return "NOCALL";
      const underWay = [...wishes].find((wish) => wish.bridge === bridge);
      if (underWay === undefined) begin(bridge, order, parties.customer);
      return underWay === undefined || underWay.supervisor === order.supervisor ? "OK" : "NOCALL";
    },
    check() {
      for (const wish of wishes) {
        // While a page that has loaded again takes its call back there are three.
        const { legs } = wish.bridge;
        if (legs.length > 1 && legs.some(({ user }) => user === wish.agent)) continue;
        wishes.delete(wish);
        wish.attempt.cancel(causes.cancelled);
      }
    },
  };
}
