import {
  type AgentQueue,
  type KnownState,
  missedReason,
  modeOf,
  type NoticeNews,
  queuesIn,
  type WorkedCall,
  wrapUpReason,
} from "./agent-state";
import { pursue, type Step, targetOf } from "./orders";
import type { Told, ToldChange } from "./told";
import { beginWrapUp, lengthMs, policyOf, type WrapUpPolicies } from "./wrap-up";

const mostNotices = 20;
/** What the phone system makes of a missed call is told within so much. */
const missMs = 5_000;

export function note(state: KnownState, news: NoticeNews, at: number): KnownState {
  const id = (state.notices.at(-1)?.id ?? 0) + 1;
  const notice = { ...news, id, at, isDismissed: false };
  return { ...state, notices: [...state.notices, notice].slice(-mostNotices) };
}

export function startWrapUp(
  state: KnownState,
  call: WorkedCall | null,
  policies: WrapUpPolicies,
  at: number,
): KnownState {
  const policy = policyOf(policies, call?.queue ?? null);
  return { ...state, wrapUp: beginWrapUp(call, policy, at), call: null };
}

/** The agent begins what was chosen to follow. */
export function enterNext(state: KnownState, at: number): KnownState {
  const { next } = state;
  const settled = { ...state, next: null };
  switch (next?.type) {
    case "break":
      return { ...settled, rest: { reason: next.reason, since: at } };
    case "signOff":
      return { ...settled, queues: [], rest: null };
    case "ready":
    case undefined:
      return settled;
  }
}

export function finishWrapUp(state: KnownState, at: number): Step {
  const { wrapUp } = state;
  if (wrapUp === null) return [state, []];
  const over = enterNext({ ...state, wrapUp: null }, at);
  const { callId } = wrapUp;
  const wrapUpMs = lengthMs(wrapUp, at);
  return [over, callId === null ? [] : [{ type: "annotate", callId, wrapUpMs }]];
}

/** What the phone system says is right: somebody has decided it, and the agent wants it from now on. */
export function follow(
  state: KnownState,
  { queues: offered, pause }: Told,
  policies: WrapUpPolicies,
  at: number,
): Step {
  const heard = withQueues({ ...state, offered, pause, isSettled: true });
  if (pause === null) {
    const next = heard.next?.type === "break" ? null : heard.next;
    return finishWrapUp({ ...heard, next, rest: null }, at);
  }
  if (heard.rest?.reason === pause.reason) return [heard, []];
  if (pause.reason === wrapUpReason) {
    const begins = heard.wrapUp === null && !heard.isBusy;
    return [begins ? startWrapUp({ ...heard, rest: null }, heard.call, policies, at) : heard, []];
  }
  const isLater = heard.wrapUp !== null || heard.isBusy;
  return [
    isLater
      ? { ...heard, next: { type: "break", reason: pause.reason } }
      : { ...heard, rest: pause },
    [],
  ];
}

function withQueues(state: KnownState): KnownState {
  const queues = queuesIn(state);
  // Signed off already for what follows the call: which they were is still to be known if that is taken back.
  if (queues.length === 0 && state.next?.type === "signOff") return state;
  return { ...state, queues, lastQueues: queues.length > 0 ? queues : state.lastQueues };
}

/** Somebody else has changed it: who, and what. */
export function noteChange(
  before: KnownState,
  change: ToldChange,
  after: KnownState,
  at: number,
): KnownState {
  const { by, pause, why } = change;
  if (why === "missed") {
    const notices = after.notices.filter(
      (each) => each.kind !== "missedAndReady" || at - each.at > missMs,
    );
    return note({ ...after, notices }, { kind: "pausedForMiss", ...missOf(before) }, at);
  }
  if (why !== "supervisor") return after;
  const had = queuesIn(before);
  const has = queuesIn(after);
  const on = has.filter((id) => !had.includes(id));
  const off = had.filter((id) => !has.includes(id));
  let noted = after;
  if (on.length > 0) noted = note(noted, { kind: "signedOnBy", by, queues: on }, at);
  if (off.length > 0) noted = note(noted, { kind: "signedOffBy", by, queues: off }, at);
  if (pause !== null && pause.reason !== before.pause?.reason) {
    noted = note(noted, { kind: "pausedBy", by, reason: pause.reason }, at);
  }
  if (pause === null && before.pause !== null) noted = note(noted, { kind: "readiedBy", by }, at);
  return noted;
}

function missOf({ missed }: KnownState) {
  return missed ?? { because: "missed" as const, queue: null };
}

/**
 * After a time in which nothing was heard: what the agent wants and what the phone system says come together again, and
 * what had to be changed for it is told. A break that the phone system has forgotten is begun anew.
 */
export function reconcile(
  state: KnownState,
  told: Told,
  policies: WrapUpPolicies,
  at: number,
): Step {
  const heard = { ...state, offered: told.queues, pause: told.pause, rounds: 0 };
  if (!state.isSettled) return pursue([withoutGone(heard), []]);
  return pursue(settlePause(settleQueues(heard, at), policies, at));
}

const idsOf = (queues: readonly AgentQueue[]): readonly string[] => queues.map(({ id }) => id);

/** Queues that the agent may not join any more. */
function withoutGone(state: KnownState): KnownState {
  const known = idsOf(state.offered);
  return { ...state, queues: state.queues.filter((id) => known.includes(id)) };
}

function settleQueues(heard: KnownState, at: number): KnownState {
  const gone = heard.queues.filter((id) => !idsOf(heard.offered).includes(id));
  let state = withoutGone(heard);
  if (gone.length > 0) state = note(state, { kind: "noLongerOffered", queues: gone }, at);
  const wanted = targetOf(state).queues;
  const has = queuesIn(state);
  const lost = wanted.filter((id) => !has.includes(id));
  if (lost.length > 0) state = note(state, { kind: "signedOnAgain", queues: lost }, at);
  const more = has.filter((id) => !wanted.includes(id));
  if (more.length === 0) return state;
  // Signing off is under way, or is to follow the call: nobody else has done anything.
  if (state.next?.type === "signOff") return state;
  const queues = [...state.queues, ...more];
  return note(
    { ...state, queues, lastQueues: queues },
    { kind: "signedOnMeanwhile", queues: more },
    at,
  );
}

function settlePause(state: KnownState, policies: WrapUpPolicies, at: number): Step {
  const { pause, rest } = state;
  const target = targetOf(state).pause;
  if (pause?.reason === target) return [state, []];
  if (pause === null) {
    return target === null
      ? [state, []]
      : [note(state, { kind: "pausedAgain", reason: target }, at), []];
  }
  if (pause.reason === wrapUpReason) {
    // On a break already: that is said again.
    if (rest !== null) return [state, []];
    return [startWrapUp(state, state.call, policies, pause.since), []];
  }
  if (pause.reason === missedReason && rest !== null) return [state, []];
  const followed: KnownState = state.isBusy
    ? { ...state, next: { type: "break", reason: pause.reason } }
    : { ...state, rest: pause };
  const news: NoticeNews =
    pause.reason === missedReason
      ? { kind: "pausedForMiss", ...missOf(state) }
      : { kind: "pausedMeanwhile", reason: pause.reason };
  return [note(followed, news, at), []];
}

/** A page, or an agent, from before: as they were, with what the phone system says now. */
export interface Arrival {
  readonly told: Told;
  readonly lastQueues: readonly string[];
  readonly notices: KnownState["notices"];
  /** Signing in means being ready in the queues of last time. */
  readonly isReady: boolean;
}

/** A shift begins: as the phone system says, and ready if that is wanted and nothing else is said. */
export function arrive(arrival: Arrival, policies: WrapUpPolicies, at: number): Step {
  const { told, lastQueues, notices, isReady } = arrival;
  const blank: KnownState = {
    phase: "known",
    offered: [],
    pause: null,
    isBusy: false,
    pending: [],
    rounds: 0,
    missed: null,
    queues: [],
    rest: null,
    wrapUp: null,
    next: null,
    call: null,
    isSettled: true,
    lastQueues,
    since: at,
    notices,
  };
  const [state, effects] = follow(blank, told, policies, at);
  if (!isReady || modeOf(state) !== "out") return [state, effects];
  const queues = lastQueues.filter((id) => idsOf(state.offered).includes(id));
  return pursue([{ ...state, queues }, effects]);
}
