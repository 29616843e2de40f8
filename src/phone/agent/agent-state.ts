import type { EndReason } from "@/phone/calls/call";

/** A queue that this agent may join, as the phone system tells it. */
export interface AgentQueue {
  readonly id: string;
  readonly isIn: boolean;
  /** 0: calls come here first; those with more come when the others are busy. */
  readonly penalty: number;
}

/** The phone system offers no calls. Times are milliseconds since 1970. */
export interface Pause {
  readonly reason: string;
  readonly since: number;
}

/** What follows the call, or the wrap-up, of this moment. */
export type Next =
  | { readonly type: "ready" }
  | { readonly type: "break"; readonly reason: string }
  | { readonly type: "signOff" };

/** Work after a call. */
export interface WrapUp {
  /** `null`: the page was gone when the call ended, and does not know which it was. */
  readonly callId: string | null;
  readonly queue: string | null;
  readonly startedAt: number;
  /** It ends by itself then; `null`: the agent ends it. */
  readonly endsAt: number | null;
  /** Until when it is meant to last, where the agent ends it. */
  readonly dueAt: number | null;
  readonly extensions: number;
  readonly mostExtensions: number;
}

/** A call after which there is work. */
export interface WorkedCall {
  readonly id: string;
  /** `null`: somebody has called directly, or was called. */
  readonly queue: string | null;
}

/** What became of the agent's state without the agent: data for a sentence. */
export type NoticeNews =
  | { readonly kind: "pausedBy"; readonly by: string; readonly reason: string }
  | { readonly kind: "readiedBy"; readonly by: string }
  | { readonly kind: "signedOnBy"; readonly by: string; readonly queues: readonly string[] }
  | { readonly kind: "signedOffBy"; readonly by: string; readonly queues: readonly string[] }
  /** By the policy of the queue; `because` tells what kind of miss it was. */
  | {
      readonly kind: "pausedForMiss" | "missedAndReady";
      readonly because: EndReason;
      readonly queue: string | null;
    }
  /** The phone system had forgotten it, and has been told again. */
  | { readonly kind: "pausedAgain"; readonly reason: string }
  | { readonly kind: "signedOnAgain"; readonly queues: readonly string[] }
  /** It was changed while this page was not connected. */
  | { readonly kind: "pausedMeanwhile"; readonly reason: string }
  | { readonly kind: "signedOnMeanwhile"; readonly queues: readonly string[] }
  | { readonly kind: "noLongerOffered"; readonly queues: readonly string[] }
  | { readonly kind: "wrapUpEndedMeanwhile" }
  | { readonly kind: "refused"; readonly queue: string }
  | { readonly kind: "notDone" };

export type AgentNotice = NoticeNews & {
  readonly id: number;
  readonly at: number;
  readonly isDismissed: boolean;
};

/** What the agent wants, whatever the phone system knows of it: kept, so that it is the same after a reload. */
export interface Wanted {
  readonly queues: readonly string[];
  /** A break, and since when. */
  readonly rest: Pause | null;
  readonly wrapUp: WrapUp | null;
  readonly next: Next | null;
  /** The call that is up and that there will be work after. */
  readonly call: WorkedCall | null;
  /** The phone system has confirmed it; until then what it says otherwise is old. */
  readonly isSettled: boolean;
  /** Of the last time that there were any. */
  readonly lastQueues: readonly string[];
  /** Since when the agent is as they are. */
  readonly since: number;
  /** Oldest first. */
  readonly notices: readonly AgentNotice[];
}

/** How the agent stands with the queues. Plain data. */
export type AgentState =
  /** The phone system has no queues for this agent: there is no such thing as their state. */
  | { readonly phase: "none"; readonly wrapUp: null }
  /** It is being asked; while nothing has been heard. */
  | { readonly phase: "asked"; readonly wrapUp: null }
  | KnownState;

export interface KnownState extends Wanted {
  readonly phase: "known";
  readonly offered: readonly AgentQueue[];
  readonly pause: Pause | null;
  /** A call is dialled or up. */
  readonly isBusy: boolean;
  /** Commands that are not answered yet, in their order. */
  readonly pending: readonly AgentOrder[];
  /** How often in a row the phone system was asked for the same again. */
  readonly rounds: number;
  /** The last call of a queue that rang here and was not taken. */
  readonly missed: { readonly because: EndReason; readonly queue: string | null } | null;
}

/** A command to the phone system. */
export type AgentOrder =
  | { readonly do: "login" | "logout"; readonly queue: string }
  | { readonly do: "pause"; readonly reason: string }
  | { readonly do: "unpause" };

export type AgentMode = "ready" | "break" | "wrapUp" | "out";

export const wrapUpReason = "wrapup";
export const missedReason = "missed";

/** What the phone system told last of queues. */
export function queuesIn({ offered }: Pick<KnownState, "offered">): readonly string[] {
  return offered.filter(({ isIn }) => isIn).map(({ id }) => id);
}

/** In one word how the agent stands, by what the phone system has confirmed. */
export function modeOf(state: KnownState): AgentMode {
  if (state.wrapUp !== null) return "wrapUp";
  const { isBusy, next, pause } = state;
  const isForLater = isBusy && (next?.type === "break" || pause?.reason === wrapUpReason);
  // Over for the agent, and the phone system has not been told yet.
  if (pause?.reason === wrapUpReason && !isForLater) return "wrapUp";
  if (pause !== null && !isForLater) return "break";
  if (queuesIn(state).length > 0 || (isBusy && next?.type === "signOff")) return "ready";
  return "out";
}

export type AgentCommand =
  | { readonly type: "signOn"; readonly queue: string }
  /** `null`: from all of them, and a break is over. */
  | { readonly type: "signOff"; readonly queue: string | null }
  /** Signed on to no queue: to those of last time too. */
  | { readonly type: "ready" }
  /** In a call: after it. */
  | { readonly type: "break"; readonly reason: string }
  | { readonly type: "chooseNext"; readonly next: Next }
  | { readonly type: "extendWrapUp" }
  | { readonly type: "endWrapUp" }
  /** `null`: all. */
  | { readonly type: "dismiss"; readonly id: number | null };
