import type { EndReason } from "@/phone/calls/call";

import {
  type AgentCommand,
  type AgentOrder,
  type KnownState,
  modeOf,
  type Next,
  type NoticeNews,
  queuesIn,
  type WorkedCall,
  wrapUpReason,
} from "./agent-state";
import { isAccepted, pursue, type Step, withDone } from "./orders";
import {
  enterNext,
  finishWrapUp,
  follow,
  note,
  noteChange,
  reconcile,
  startWrapUp,
} from "./reconcile";
import type { Told, ToldChange } from "./told";
import { extend, isOver, policyOf, type WrapUpPolicies } from "./wrap-up";

/** Facts, and what the agent asks. */
export type AgentEvent = { readonly at: number } & (
  | AgentCommand
  /** The answer to a question of ours. */
  | { readonly type: "answered"; readonly told: Told }
  | { readonly type: "told"; readonly change: ToldChange }
  | { readonly type: "done"; readonly order: AgentOrder; readonly answer: string }
  /** `isCut`: it is not known whether it was heard. */
  | { readonly type: "failed"; readonly isCut: boolean }
  /** Calls have changed; `ended`: one that there is work after. */
  | {
      readonly type: "calls";
      readonly isBusy: boolean;
      readonly call: WorkedCall | null;
      readonly ended: WorkedCall | null;
    }
  /** A call of a queue rang here and was not taken. */
  | { readonly type: "missed"; readonly because: EndReason; readonly queue: string | null }
  | { readonly type: "second" }
  /** The agent signs out. */
  | { readonly type: "left" }
);

/** Later than so much after its end, wrap-up has not ended before anybody's eyes. */
const unseenMs = 5_000;
/** What was said to be done and is not so is asked for once more. */
const mostRounds = 1;

/** The whole life of the agent's state. The time comes in with the event. */
export function transition(state: KnownState, event: AgentEvent, policies: WrapUpPolicies): Step {
  const [after, effects] = react(state, event, policies);
  return [withSince(state, after, event.at), effects];
}

function react(state: KnownState, event: AgentEvent, policies: WrapUpPolicies): Step {
  const { at } = event;
  switch (event.type) {
    case "answered": {
      const [ticked, effects] = tick(state, at);
      const [after, more] = reconcile(ticked, event.told, policies, at);
      return [after, [...effects, ...more]];
    }
    case "told":
      return hear(state, event.change, policies, at);
    case "done":
      return done(state, event.order, event.answer, at);
    case "failed":
      return failed(state, event.isCut, at);
    case "calls":
      return callsChanged(state, event, policies);
    case "missed":
      return [miss(state, event, policies), []];
    case "second": {
      const ticked = tick(state, at);
      return ticked[0] === state ? ticked : pursue(ticked);
    }
    case "left": {
      const [over, effects] = finishWrapUp({ ...state, next: { type: "signOff" } }, at);
      return pursue([enterNext({ ...over, call: null, isBusy: false }, at), effects]);
    }
    case "extendWrapUp": {
      const { wrapUp } = state;
      if (wrapUp === null) return [state, []];
      return [{ ...state, wrapUp: extend(wrapUp, policyOf(policies, wrapUp.queue), at) }, []];
    }
    case "dismiss": {
      const notices = state.notices.map((notice) =>
        event.id === null || notice.id === event.id ? { ...notice, isDismissed: true } : notice,
      );
      return [{ ...state, notices }, []];
    }
    default:
      return command({ ...state, rounds: 0 }, event);
  }
}

/** Wrap-up that ends by itself; not while somebody is spoken with. */
function tick(state: KnownState, at: number): Step {
  const { isBusy, wrapUp } = state;
  if (wrapUp === null || isBusy || !isOver(wrapUp, at)) return [state, []];
  const isUnseen = at - (wrapUp.endsAt ?? at) > unseenMs;
  const noted = isUnseen ? note(state, { kind: "wrapUpEndedMeanwhile" }, at) : state;
  return finishWrapUp({ ...noted, isSettled: false }, at);
}

type Choice = Exclude<AgentCommand, { readonly type: "extendWrapUp" | "dismiss" }>;

function command(state: KnownState, event: Choice & { readonly at: number }): Step {
  const { at } = event;
  switch (event.type) {
    case "signOn": {
      if (state.queues.includes(event.queue)) return pursue([state, []]);
      const queues = [...state.queues, event.queue];
      return pursue([{ ...state, queues, lastQueues: queues }, []]);
    }
    case "signOff": {
      if (event.queue === null) return choose(state, { type: "signOff" }, true, at);
      const queues = state.queues.filter((id) => id !== event.queue);
      const lastQueues = queues.length > 0 ? queues : state.lastQueues;
      return pursue([{ ...state, queues, lastQueues }, []]);
    }
    case "ready":
      return choose(seen(state), { type: "ready" }, true, at);
    case "break":
      return choose(seen(state), { type: "break", reason: event.reason }, true, at);
    case "chooseNext":
      return choose(state, event.next, false, at);
    case "endWrapUp":
      return state.wrapUp === null ? [state, []] : pursue(finishWrapUp(state, at));
  }
}

const pauses: readonly NoticeNews["kind"][] = [
  "pausedBy",
  "pausedForMiss",
  "pausedAgain",
  "pausedMeanwhile",
];

/** Who chooses another state has seen what became of the one before, and its advice is no longer true. */
function seen(state: KnownState): KnownState {
  const notices = state.notices.map((notice) =>
    pauses.includes(notice.kind) ? { ...notice, isDismissed: true } : notice,
  );
  return { ...state, notices };
}

/** `isNow`: wrap-up is over with it; a call is not. */
function choose(state: KnownState, next: Next, isNow: boolean, at: number): Step {
  const chosen = { ...state, next: next.type === "ready" ? null : next };
  if (state.wrapUp !== null) return isNow ? pursue(finishWrapUp(chosen, at)) : pursue([chosen, []]);
  if (next.type === "ready") return pursue([makeReady(chosen), []]);
  const isSame = next.type === "break" && state.rest?.reason === next.reason;
  if (isSame) return pursue([{ ...chosen, next: null }, []]);
  return pursue([state.isBusy ? chosen : enterNext(chosen, at), []]);
}

function makeReady(state: KnownState): KnownState {
  const ready = { ...state, rest: null };
  if (state.queues.length > 0) return ready;
  const offered = state.offered.map(({ id }) => id);
  const last = state.lastQueues.filter((id) => offered.includes(id));
  const queues = last.length > 0 ? last : offered;
  return { ...ready, queues, lastQueues: queues };
}

function hear(state: KnownState, change: ToldChange, policies: WrapUpPolicies, at: number): Step {
  const { pause, queues, why } = change;
  if (why === "expired") return reconcile(state, change, policies, at);
  // Of our own commands: more of them are under way, and this one is not the last word.
  if (why === "own" && state.pending.length > 0) return [{ ...state, offered: queues, pause }, []];
  const [after, effects] = follow(state, change, policies, at);
  return [noteChange(state, change, after, at), effects];
}

function done(state: KnownState, order: AgentOrder, answer: string, at: number): Step {
  const heard = { ...state, pending: state.pending.slice(1) };
  if (!isAccepted(order, answer)) {
    if (order.do !== "login") return [giveUp(heard, at), []];
    const queues = heard.queues.filter((id) => id !== order.queue);
    const isSettled = heard.pending.length === 0;
    return [note({ ...heard, queues, isSettled }, { kind: "refused", queue: order.queue }, at), []];
  }
  const after = withDone(heard, order, at);
  if (after.pending.length > 0) return [after, []];
  const [pursued, effects] = pursue([after, []]);
  if (effects.length === 0) return [{ ...pursued, rounds: 0 }, []];
  // Chosen again while the first choice was on its way; or the phone system does not do as it says.
  if (state.rounds >= mostRounds) return [giveUp(after, at), []];
  return [{ ...pursued, rounds: state.rounds + 1 }, effects];
}

/** The agent can try again: what the phone system says stands. */
function giveUp(state: KnownState, at: number): KnownState {
  const noted = note(state, { kind: "notDone" }, at);
  // What is wanted is clear: with the next connection both sides come together again.
  if (state.wrapUp !== null || state.pause?.reason === wrapUpReason) {
    return { ...noted, isSettled: false };
  }
  const isLater = state.isBusy || state.pause === null;
  return {
    ...noted,
    queues: queuesIn(state),
    rest: isLater ? null : state.pause,
    next: null,
    isSettled: true,
  };
}

function failed(state: KnownState, isCut: boolean, at: number): Step {
  const heard = { ...state, pending: state.pending.slice(1), isSettled: false };
  return [isCut || heard.pending.length > 0 ? heard : giveUp(heard, at), []];
}

function callsChanged(
  state: KnownState,
  event: Extract<AgentEvent, { readonly type: "calls" }>,
  policies: WrapUpPolicies,
): Step {
  const { at, ended, isBusy } = event;
  const wasWorking = modeOf(state) === "ready";
  // A page that has just begun does not know the call that went on without it; it is not forgotten for that.
  const isOver = ended !== null || (state.isBusy && !isBusy);
  const call = event.call ?? (isOver ? null : state.call);
  const after = { ...state, isBusy, call };
  if (after.wrapUp === null) {
    const isWork = ended !== null && policyOf(policies, ended.queue).mode !== "off" && wasWorking;
    if (isWork) return pursue([startWrapUp(after, ended, policies, at), []]);
    if (!isBusy && after.pause?.reason === wrapUpReason) {
      return pursue([startWrapUp(after, ended ?? state.call, policies, at), []]);
    }
    if (state.isBusy && !isBusy) return pursue([enterNext(after, at), []]);
  }
  return [after, []];
}

function miss(
  state: KnownState,
  { at, because, queue }: Extract<AgentEvent, { readonly type: "missed" }>,
  { queues }: WrapUpPolicies,
): KnownState {
  const missed = { because, queue };
  const heard = { ...state, missed };
  // Declining was the agent's own doing; and whoever is paused for a miss is told so by the phone system.
  const isOwn = because !== "missed" && because !== "missedUnheard";
  const isPaused = queues.find(({ id }) => id === queue)?.missed === "pause";
  if (isOwn || isPaused || modeOf(state) !== "ready") return heard;
  return note(heard, { kind: "missedAndReady", ...missed }, at);
}

function keyOf(state: KnownState): string {
  const mode = modeOf(state);
  return mode === "break" ? `${mode} ${state.pause?.reason}` : `${mode} ${state.wrapUp?.startedAt}`;
}

function withSince(before: KnownState, after: KnownState, at: number): KnownState {
  if (keyOf(before) === keyOf(after)) return after;
  const since = after.wrapUp?.startedAt ?? after.rest?.since ?? at;
  return { ...after, since };
}
