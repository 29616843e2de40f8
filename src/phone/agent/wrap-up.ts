import type { DeskConfig, WrapUpPolicy } from "@/phone/config/desk-config";

import type { WorkedCall, WrapUp } from "./agent-state";

/** What the configuration says of work after calls. */
export type WrapUpPolicies = Pick<DeskConfig, "queues" | "wrapUp">;

export function policyOf({ queues, wrapUp }: WrapUpPolicies, queue: string | null): WrapUpPolicy {
  if (queue === null) return wrapUp;
  const own = queues.find(({ id }) => id === queue)?.wrapUp;
  return own ?? { mode: "off", seconds: 30, extendSeconds: 30, mostExtensions: 0 };
}

/** Where the phone system wants wrap-up and the configuration knows of none, the agent ends it. */
export function beginWrapUp(call: WorkedCall | null, policy: WrapUpPolicy, at: number): WrapUp {
  const endMs = at + policy.seconds * 1_000;
  return {
    callId: call?.id ?? null,
    queue: call?.queue ?? null,
    startedAt: at,
    endsAt: policy.mode === "fixed" ? endMs : null,
    dueAt: policy.mode === "untilDone" ? endMs : null,
    extensions: 0,
    mostExtensions: policy.mode === "off" ? 0 : policy.mostExtensions,
  };
}

/** The same wrap-up, longer; as it is when it has been extended often enough. */
export function extend(wrapUp: WrapUp, policy: WrapUpPolicy, at: number): WrapUp {
  if (wrapUp.extensions >= wrapUp.mostExtensions) return wrapUp;
  const moreMs = policy.extendSeconds * 1_000;
  // What is over already is extended from now on.
  const later = (end: number | null): number | null =>
    end === null ? null : Math.max(end, at) + moreMs;
  return {
    ...wrapUp,
    endsAt: later(wrapUp.endsAt),
    dueAt: later(wrapUp.dueAt),
    extensions: wrapUp.extensions + 1,
  };
}

export function isOver({ endsAt }: WrapUp, at: number): boolean {
  return endsAt !== null && at >= endsAt;
}

/** How long it was; one that ended by itself while the page was gone was no longer than it was to be. */
export function lengthMs({ startedAt, endsAt }: WrapUp, at: number): number {
  return Math.max(0, Math.min(at, endsAt ?? at) - startedAt);
}
