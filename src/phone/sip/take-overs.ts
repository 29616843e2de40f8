import type { CallId } from "@/phone/calls/call";
import type { CallSink, EdgeFact } from "@/phone/calls/sink";
import type { DialogName, LostCall } from "@/phone/recovery/lost-call";

import { endSession, type Leg, type Tell } from "./leg";

export interface TakeOverOptions {
  readonly sink: CallSink;
  readonly isConnected: () => boolean;
  /** Sends the INVITE that takes the call's place; how it goes is told. */
  readonly start: (lost: LostCall, tell: Tell) => Leg;
  /** The INVITE went down with its socket: it ends without an answer. */
  readonly giveUp: (attempt: Leg) => void;
  /** A call that was up is here; the phone system may want something more. */
  readonly arrived: (leg: Leg) => void;
  readonly now: () => number;
}

/**
 * Calls of a page that is gone, on their way to this one by INVITE with Replaces (RFC 3891). Tried again while the phone
 * system cannot be reached or says nothing to the point, for as long as it keeps the call.
 */
export interface TakeOvers {
  expect(lost: readonly LostCall[]): void;
  has(id: CallId): boolean;
  /** Nothing if there is no such call. */
  dialogOf(id: CallId): DialogName | null;
  begin(id: CallId): void;
  /** There is a new socket: what went into the one before is given up, and so sent again. */
  resume(): void;
  /** It is taken over all the same, and ended: nobody else can. */
  hangUp(id: CallId): void;
  /** Who rings is left to ring: their call cannot be refused without having been answered. */
  forget(id: CallId): void;
  /** The phone system rings us anew for a call that rang on the page before. */
  rungAgain(callUuid: string | null): CallId | null;
  count(): number;
}

interface Order {
  readonly lost: LostCall;
  isWanted: boolean;
  endsAtOnce: boolean;
  attempt: Leg | null;
  timer: ReturnType<typeof setTimeout> | null;
}

const againMs = 300;
/** How long a call that rang may still be answered: its caller may have given up, and nobody would tell this page. */
const ringingMs = 10_000;
/** "Call/Transaction Does Not Exist". */
const gone = 481;

export function createTakeOvers(options: TakeOverOptions): TakeOvers {
  const { sink, now } = options;
  const orders = new Map<CallId, Order>();

  function settle(order: Order): void {
    if (order.timer !== null) clearTimeout(order.timer);
    orders.delete(order.lost.id);
  }

  function lose(order: Order, reason: "endedWhileAway" | "missed", sipStatus: number | null): void {
    settle(order);
    // What was over before the page came back was over then.
    const at = Math.min(now(), order.lost.keptUntil);
    sink.happened(order.lost.id, { type: "terminated", reason, sipStatus, at });
  }

  function attempt(order: Order): void {
    const { lost } = order;
    if (order.attempt !== null || orders.get(lost.id) !== order) return;
    if (now() > lost.keptUntil) return lose(order, "endedWhileAway", null);
    if (options.isConnected()) order.attempt = options.start(lost, (fact) => hear(order, fact));
    else again(order);
  }

  function again(order: Order): void {
    if (order.timer !== null) clearTimeout(order.timer);
    order.timer = setTimeout(() => attempt(order), againMs);
  }

  function hear(order: Order, fact: EdgeFact): void {
    const { id, stage } = order.lost;
    if (orders.get(id) !== order) return sink.happened(id, fact);
    switch (fact.type) {
      case "established": {
        settle(order);
        if (order.endsAtOnce) {
          if (order.attempt) void endSession(order.attempt.session).catch(() => undefined);
          return;
        }
        sink.happened(id, { type: "takenOver" });
        if (order.attempt && stage === "up") options.arrived(order.attempt);
        return;
      }
      case "terminated": {
        order.attempt = null;
        const { sipStatus } = fact;
        const saysNothing = sipStatus === null || sipStatus === 408 || sipStatus >= 500;
        // Asterisk 22 knows a call that rings elsewhere only once it is answered there.
        if (saysNothing || (stage === "dialing" && sipStatus === gone)) return again(order);
        return lose(order, stage === "ringing" ? "missed" : "endedWhileAway", sipStatus);
      }
      case "progressed":
        return;
      default:
        return sink.happened(id, fact);
    }
  }

  function want(id: CallId): Order | null {
    const order = orders.get(id) ?? null;
    if (order === null) return null;
    order.isWanted = true;
    if (order.timer !== null) clearTimeout(order.timer);
    return order;
  }

  return {
    expect(lost) {
      for (const each of lost) {
        const order: Order = {
          lost: each,
          isWanted: false,
          endsAtOnce: false,
          attempt: null,
          timer: null,
        };
        orders.set(each.id, order);
        if (each.stage === "ringing") {
          const mayRing = now() <= each.keptUntil;
          order.timer = setTimeout(() => lose(order, "missed", null), mayRing ? ringingMs : 0);
        }
      }
    },
    has: (id) => orders.has(id),
    dialogOf: (id) => orders.get(id)?.lost.dialog ?? null,
    begin(id) {
      const order = want(id);
      if (order) attempt(order);
    },
    resume() {
      for (const order of orders.values()) {
        if (order.attempt !== null) options.giveUp(order.attempt);
        else if (order.isWanted) attempt(order);
      }
    },
    hangUp(id) {
      const order = want(id);
      if (order === null) return;
      order.endsAtOnce = true;
      attempt(order);
    },
    forget(id) {
      const order = orders.get(id);
      if (order) settle(order);
    },
    rungAgain(callUuid) {
      if (callUuid === null) return null;
      const isIt = ({ lost, isWanted }: Order): boolean =>
        lost.stage === "ringing" && lost.callUuid === callUuid && !isWanted;
      const order = [...orders.values()].find(isIt);
      if (order === undefined) return null;
      settle(order);
      return order.lost.id;
    },
    count: () => orders.size,
  };
}
