import type { Bridges } from "../calls/bridges";
import type { LegBook } from "../calls/owner";
import { isInCall, successorOf } from "../calls/talking";
import type { Leg } from "../legs/leg";
import type { Queue } from "./table";

/** A call of a queue that an agent has answered. */
export interface ServedCall {
  readonly extension: string;
  readonly queue: Queue;
  /** X-Call-UUID. */
  readonly uuid: string;
  readonly answeredMs: number;
}

/** Calls that agents have from queues, until they are over for the agent: hung up or transferred. */
export interface Served {
  begin(call: ServedCall, leg: Leg): void;
  /** The call that this leg is the agent's part of. */
  of(leg: Leg): ServedCall | null;
  /** Legs have come or gone. */
  check(): void;
}

export interface ServedWorld {
  readonly book: LegBook;
  readonly bridges: Pick<Bridges, "bridgeOf">;
  ended(call: ServedCall): void;
}

export function createServed({ book, bridges, ended }: ServedWorld): Served {
  const legs = new Map<ServedCall, Leg>();

  function checkOne(call: ServedCall, leg: Leg): void {
    if (isInCall(book, leg)) return;
    const successor = successorOf({ book, bridges }, call);
    if (successor !== null) return void legs.set(call, successor);
    legs.delete(call);
    ended(call);
  }

  return {
    begin: (call, leg) => void legs.set(call, leg),
    of(leg) {
      for (const [call, own] of legs) if (own === leg) return call;
      return null;
    },
    check() {
      for (const [call, leg] of legs) checkOne(call, leg);
    },
  };
}
