import type { CalleeEvents, CalleeOrder } from "../legs/callee-leg";
import { type Cause, causeOfStatus, causes, worstOf } from "../legs/cause";
import type { Leg, LegEvents } from "../legs/leg";
import type { LocalLeg } from "../legs/local-leg";
import { isQueuePlan, planForTransfer, type QueuePlan, type Service, type User } from "../numbers";
import { type Identity, nameAddress } from "../sip/headers";
import type { Binding } from "../sip/registrar";
import type { Cancel, Timers } from "../timers";
import { type CallKind, kindHeaders } from "./call-kind";
import type { LegBook, Owner } from "./owner";
import { redirectTo } from "./redirect";

/** What becomes of dialling a number; each is told at most once, and one of the last three always. */
export interface AttemptEvents {
  ringing(): void;
  /** The called party may be heard before it answers. */
  earlyMedia(callee: Leg): void;
  answered(callee: Leg): void;
  failed(cause: Cause): void;
  /** Instead: whoever was called has sent the call on to a queue. */
  queued?(plan: QueuePlan): void;
}

/** Somebody is being called. It owns the ringing legs. */
export interface Attempt {
  /** The caller has gone: nothing is told any more. */
  cancel(cause: Cause): void;
}

/** The owner of a ringing leg: another leg may answer in its place. */
export interface RingingOwner extends Owner {
  readonly caller: Identity;
  takeOver(newcomer: Leg): void;
}

export function isRinging(owner: Owner): owner is RingingOwner {
  return "takeOver" in owner;
}

export interface AttemptOrder {
  /** A user, a service, a refusal or the outside: whatever else a number may be has no party that could ring. */
  readonly number: string;
  readonly caller: Identity;
  readonly kind: CallKind;
  /** Besides those of the kind. */
  readonly headers: readonly string[];
  /** The number the caller would like to show outside. */
  readonly wishedNumber: string | null;
  /** Instead of the switch's own. */
  readonly ringTimeoutMs?: number;
}

export interface AttemptWorld {
  readonly book: LegBook;
  readonly timers: Timers;
  readonly ringTimeoutMs: number;
  readonly earlyMediaMs: number;
  readonly earlyMediaTalkMs: number;
  readonly outsideRingMs: number;
  readonly legEvents: LegEvents;
  bindingsOf(extension: string): readonly Binding[];
  callDevice(order: CalleeOrder, events: CalleeEvents): Leg;
  openService(service: Service, caller: Identity): LocalLeg;
  callOutside(number: string, wishedNumber: string | null): LocalLeg;
}

/** Calls whatever a number stands for; with several devices the first to answer wins. */
export function startAttempt(
  world: AttemptWorld,
  order: AttemptOrder,
  events: AttemptEvents,
): Attempt {
  const { book, timers } = world;
  const ringing = new Set<Leg>();
  const tried: string[] = [];
  /** Who has sent the call on last, and where; until it has come back to them. */
  let sender: { readonly user: User; readonly number: string | null } | null = null;
  const cameBackTo = new Set<User>();
  let refusals: Cause[] = [];
  let isOver = false;
  let hasRung = false;
  let stopTimer: Cancel = () => undefined;

  function endRinging(cause: Cause): void {
    const legs = [...ringing];
    ringing.clear(); // they are of no interest any more, and tell nothing
    for (const leg of legs) leg.end(cause);
  }

  function finish(cause: Cause): void {
    isOver = true;
    stopTimer();
    endRinging(cause);
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

  function ring(): void {
    if (!hasRung && !isOver) events.ringing();
    hasRung = true;
  }

  const owner: RingingOwner = {
    caller: order.caller,
    ended(leg, cause) {
      if (!ringing.delete(leg)) return;
      refusals.push(cause);
      if (ringing.size === 0) giveUp(worstOf(refusals));
    },
    swap: () => null,
    peersOf: () => [],
    takeOver: succeed,
  };

  function add(leg: Leg): void {
    ringing.add(leg);
    book.add(leg, owner);
  }

  function ringFor(user: User, kind: CallKind, more: readonly string[]): void {
    stopTimer();
    stopTimer = timers.after(order.ringTimeoutMs ?? world.ringTimeoutMs, () => {
      endRinging(causes.noAnswer);
      giveUp(causes.noAnswer);
    });
    const headers = [...kindHeaders(kind), ...order.headers, ...more];
    for (const binding of world.bindingsOf(user.extension)) {
      const device = { user, binding, caller: order.caller, headers };
      const told = { ringing: ring, answered: succeed, redirected: sendOn.bind(null, user) };
      add(world.callDevice(device, { ...world.legEvents, ...told }));
    }
    if (ringing.size === 0) giveUp(causes.absent);
  }

  function callUser(user: User, more: readonly string[]): void {
    tried.push(user.extension);
    ringFor(user, order.kind, more);
  }

  /** Nobody has taken it. Whoever sent it on is offered it once more: it was theirs to answer. */
  function giveUp(cause: Cause): void {
    const from = sender;
    sender = null;
    refusals = [];
    if (isOver || from === null || cameBackTo.has(from.user)) return fail(cause);
    cameBackTo.add(from.user);
    const number = from.number?.replace(/[^0-9*#]/g, "") ?? "";
    const failed = number === "" ? [] : [`X-Transfer-Failed: ${number};cause=${cause.q850}`];
    ringFor(from.user, { ...order.kind, kind: "returned" }, failed);
  }

  /** RFC 5806: who sent the call on stands in Diversion. */
  function sendOn(from: User, leg: Leg, number: string | null): void {
    if (isOver) return;
    ringing.delete(leg); // it ends by itself
    endRinging(causes.elsewhere);
    refusals = [];
    const plan = planForTransfer(number ?? "");
    if (events.queued !== undefined && isQueuePlan(plan)) {
      finish(causes.elsewhere);
      return events.queued(plan);
    }
    sender = { user: from, number };
    const next = redirectTo(number, tried);
    if (next === null) return giveUp(causes.absent);
    const { extension, name } = from;
    const diverted = nameAddress({ number: extension, name });
    callUser(next, [`Diversion: ${diverted};reason=unknown`]);
  }

  function answer(leg: LocalLeg): void {
    leg.start();
    succeed(leg);
  }

  function callService(service: Service): void {
    const leg = world.openService(service, order.caller);
    add(leg);
    if (service.kind !== "earlyMedia") return answer(leg);
    events.earlyMedia(leg);
    stopTimer = timers.after(world.earlyMediaMs, () => {
      answer(leg);
      timers.after(world.earlyMediaTalkMs, () => leg.end(causes.busy));
    });
  }

  function callOutside(number: string): void {
    const leg = world.callOutside(number, order.wishedNumber);
    add(leg);
    ring();
    stopTimer = timers.after(world.outsideRingMs, () => answer(leg));
  }

  function begin(): void {
    if (isOver) return;
    const plan = planForTransfer(order.number);
    if (plan.kind === "user") callUser(plan.user, []);
    else if (plan.kind === "service") callService(plan.service);
    else if (plan.kind === "outside") callOutside(plan.number);
    else fail(plan.kind === "refuse" ? causeOfStatus(plan.status) : causes.unknownNumber);
  }

  queueMicrotask(begin); // whoever asked has the attempt in hand before it hears anything
  return {
    cancel(cause) {
      if (!isOver) finish(cause);
    },
  };
}
