import { type AgentOrder, type KnownState, queuesIn, wrapUpReason } from "./agent-state";

export type Effect =
  | { readonly type: "send"; readonly order: AgentOrder }
  /** Adds the length of the work after it to a call. */
  | { readonly type: "annotate"; readonly callId: string; readonly wrapUpMs: number };

export type Step = readonly [KnownState, readonly Effect[]];

/** What the phone system should say, by what the agent wants. */
export interface Target {
  readonly queues: readonly string[];
  readonly pause: string | null;
}

/**
 * What is to follow a call is made so while the call is up: nobody else's call comes between. In wrap-up any pause will
 * do: it is told apart by the phone system when it ends.
 */
export function targetOf(state: KnownState): Target {
  const { isBusy, next, pause, queues, rest, wrapUp } = state;
  const leaves = next?.type === "signOff";
  if (wrapUp !== null) {
    const held = leaves && queuesIn(state).length === 0 ? null : wrapUpReason;
    return { queues: leaves ? queuesIn(state) : queues, pause: pause?.reason ?? held };
  }
  if (!isBusy) return { queues, pause: rest?.reason ?? null };
  // The phone system was quicker with the end of the call.
  if (pause?.reason === wrapUpReason) return { queues, pause: wrapUpReason };
  return {
    queues: leaves ? [] : queues,
    pause: next?.type === "break" ? next.reason : (rest?.reason ?? null),
  };
}

/** A pause comes before everything else, and its end after everything else: no call slips through. */
export function ordersTo(state: KnownState): readonly AgentOrder[] {
  const target = targetOf(state);
  const { offered, pause } = state;
  const orders: AgentOrder[] = [];
  if (target.pause !== null && pause?.reason !== target.pause) {
    orders.push({ do: "pause", reason: target.pause });
  }
  for (const { id, isIn } of offered) {
    const isWanted = target.queues.includes(id);
    if (isWanted !== isIn) orders.push({ do: isWanted ? "login" : "logout", queue: id });
  }
  if (target.pause === null && pause !== null) orders.push({ do: "unpause" });
  return orders;
}

/** Sends what is missing once everything under way is done. */
export function pursue([state, effects]: Step): Step {
  const { pending } = state;
  const at = state.since;
  const orders = ordersTo(pending.reduce((soon, order) => withDone(soon, order, at), state));
  const sends = orders.map((order) => ({ type: "send", order }) as const);
  const isSettled = orders.length === 0 && pending.length === 0;
  return [{ ...state, isSettled, pending: [...pending, ...orders] }, [...effects, ...sends]];
}

const accepted: Readonly<Record<AgentOrder["do"], readonly string[]>> = {
  login: ["ADDED", "MEMBERALREADY"],
  logout: ["REMOVED", "NOTINQUEUE"],
  pause: ["PAUSED", "NOTINQUEUE"],
  unpause: ["UNPAUSED", "NOTINQUEUE"],
};

export function isAccepted(order: AgentOrder, answer: string): boolean {
  return accepted[order.do].includes(answer);
}

/** What the phone system will tell of itself once it has done it. */
export function withDone(state: KnownState, order: AgentOrder, at: number): KnownState {
  switch (order.do) {
    case "login":
    case "logout":
      return {
        ...state,
        offered: state.offered.map((queue) =>
          queue.id === order.queue ? { ...queue, isIn: order.do === "login" } : queue,
        ),
      };
    case "pause":
      return state.pause?.reason === order.reason
        ? state
        : { ...state, pause: { reason: order.reason, since: at } };
    case "unpause":
      return { ...state, pause: null };
  }
}
