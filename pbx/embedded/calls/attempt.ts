import type { CalleeEvents, CalleeOrder } from "../legs/callee-leg";
import { type Cause, causeOfStatus, causes, worstOf } from "../legs/cause";
import type { Leg, LegEvents } from "../legs/leg";
import type { LocalLeg } from "../legs/local-leg";
import { planFor, type Service, type User } from "../numbers";
import type { Identity } from "../sip/headers";
import type { Binding } from "../sip/registrar";
import type { Cancel, Timers } from "../timers";
import { type CallKind, kindHeaders } from "./call-kind";
import type { LegBook, Owner } from "./owner";

/** What becomes of dialling a number; each is told at most once, and one of the last two always. */
export interface AttemptEvents {
  ringing(): void;
  /** The called party may be heard before it answers. */
  earlyMedia(callee: Leg): void;
  answered(callee: Leg): void;
  failed(cause: Cause): void;
}

/** Somebody is being called. It owns the ringing legs. */
export interface Attempt {
  /** The caller has gone: nothing is told any more. */
  cancel(cause: Cause): void;
}

/** The owner of a ringing leg: another leg may answer in its place. */
export interface RingingOwner extends Owner {
  takeOver(newcomer: Leg): void;
}

export function isRinging(owner: Owner): owner is RingingOwner {
  return "takeOver" in owner;
}

export interface AttemptOrder {
  readonly number: string;
  readonly caller: Identity;
  readonly kind: CallKind;
  /** Besides those of the kind. */
  readonly headers: readonly string[];
}

export interface AttemptWorld {
  readonly book: LegBook;
  readonly timers: Timers;
  readonly ringTimeoutMs: number;
  readonly earlyMediaMs: number;
  readonly earlyMediaTalkMs: number;
  readonly legEvents: LegEvents;
  bindingsOf(extension: string): readonly Binding[];
  callDevice(order: CalleeOrder, events: CalleeEvents): Leg;
  openService(service: Service): LocalLeg;
}

/** Calls whatever a number stands for; with several devices the first to answer wins. */
export function startAttempt(
  world: AttemptWorld,
  order: AttemptOrder,
  events: AttemptEvents,
): Attempt {
  const { book, timers } = world;
  const ringing = new Set<Leg>();
  const refusals: Cause[] = [];
  let isOver = false;
  let hasRung = false;
  let stopTimer: Cancel = () => undefined;

  function finish(cause: Cause): void {
    isOver = true;
    stopTimer();
    for (const leg of ringing) leg.end(cause);
    ringing.clear();
  }

  function fail(cause: Cause): void {
    if (isOver) return;
    finish(cause);
    events.failed(cause);
  }

  function succeed(callee: Leg): void {
    if (isOver) return;
    ringing.delete(callee);
    finish(causes.elsewhere);
    events.answered(callee);
  }

  const owner: RingingOwner = {
    ended(leg, cause) {
      ringing.delete(leg);
      refusals.push(cause);
      if (ringing.size === 0) fail(worstOf(refusals));
    },
    swap: () => null,
    peersOf: () => [],
    takeOver: succeed,
  };

  function callUser(user: User): void {
    const headers = [...kindHeaders(order.kind), ...order.headers];
    for (const binding of world.bindingsOf(user.extension)) {
      const device = { user, binding, caller: order.caller, headers };
      const leg = world.callDevice(device, {
        ...world.legEvents,
        ringing() {
          if (!hasRung && !isOver) events.ringing();
          hasRung = true;
        },
        answered: succeed,
      });
      ringing.add(leg);
      book.add(leg, owner);
    }
    if (ringing.size === 0) return fail(causes.absent);
    stopTimer = timers.after(world.ringTimeoutMs, () => fail(causes.noAnswer));
  }

  function callService(service: Service): void {
    const leg = world.openService(service);
    ringing.add(leg);
    book.add(leg, owner);
    const answer = () => {
      leg.start();
      succeed(leg);
    };
    if (service.kind !== "earlyMedia") return answer();
    events.earlyMedia(leg);
    stopTimer = timers.after(world.earlyMediaMs, () => {
      answer();
      timers.after(world.earlyMediaTalkMs, () => leg.end(causes.busy));
    });
  }

  function begin(): void {
    if (isOver) return;
    const plan = planFor(order.number);
    if (plan.kind === "user") callUser(plan.user);
    else if (plan.kind === "service") callService(plan.service);
    else if (plan.kind === "refuse") fail(causeOfStatus(plan.status));
    else fail(causes.unknownNumber);
  }

  queueMicrotask(begin); // whoever asked has the attempt in hand before it hears anything
  return {
    cancel(cause) {
      if (!isOver) finish(cause);
    },
  };
}
