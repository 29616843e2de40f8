import { useEffect } from "react";
import { useStore } from "zustand";

import { keepWork } from "@/features/shared/kept-work";
import { usePhone } from "@/features/shared/phone-context";

import { laterPage } from "./later-page";
import { Panel } from "./panel";

const AgentBar = laterPage(async () => (await import("@/features/agent/agent-bar")).AgentBar);

/** How the agent stands with the queues; nothing where they have none. */
export function AgentPlace() {
  const { store } = usePhone().agent;
  const isThere = useStore(store, ({ phase }) => phase === "known");
  const workedOn = useStore(store, ({ wrapUp }) => wrapUp?.callId ?? null);
  // Notes and outcome of the call stay in view while its wrap-up lasts.
  useEffect(() => {
    if (workedOn === null) return undefined;
    keepWork(workedOn, "wrapUp", true);
    return () => keepWork(workedOn, "wrapUp", false);
  }, [workedOn]);
  return isThere ? (
    <Panel>
      <AgentBar />
    </Panel>
  ) : null;
}
