import { useEffect } from "react";
import { useStore } from "zustand";

import { usePhone } from "@/features/shared/phone-context";
import type { AgentNotice } from "@/phone/agent/agent-state";
import type { Supervised } from "@/phone/coaching/coaching-state";

/** Acts that change the agent's state, which is told of by itself, by the notice that tells it. */
const notices: Readonly<Record<string, AgentNotice["kind"]>> = {
  pause: "pausedBy",
  unpause: "readiedBy",
  login: "signedOnBy",
  leave: "signedOffBy",
  logout: "signedOffBy",
};

/** Both come within a moment of each other. */
const togetherMs = 10_000;

/** What has no reason is told of well enough by the notice of the agent's state. */
export function isToldHere({ act, reason }: Supervised): boolean {
  return reason !== null || notices[act] === undefined;
}

/** What comes with a reason is told of once, with it: the notice of the agent's state counts as seen. */
export function useToldOnce(supervised: readonly Supervised[]): void {
  const { agent } = usePhone();
  const known = useStore(agent.store, (state) => (state.phase === "known" ? state.notices : null));
  useEffect(() => {
    for (const notice of known ?? []) {
      if (!notice.isDismissed && supervised.some((each) => isSame(notice, each))) {
        agent.do({ type: "dismiss", id: notice.id });
      }
    }
  }, [agent, known, supervised]);
}

function isSame(notice: AgentNotice, each: Supervised): boolean {
  return (
    each.reason !== null &&
    notice.kind === notices[each.act] &&
    "by" in notice &&
    notice.by === each.by &&
    Math.abs(notice.at - each.at) < togetherMs
  );
}
