import { useEffect } from "react";
import { useStore } from "zustand";

import { keepWork } from "@/features/shared/kept-work";
import { usePhone } from "@/features/shared/phone-context";

import { laterPage } from "./later-page";
import { Panel } from "./panel";

const AgentBar = laterPage(async () => (await import("@/features/agent/agent-bar")).AgentBar);

/** As high as the bar between calls: one may ring before it is there, and "Answer" must not move under a press. */
const place = <div className="min-h-[7.625rem] sm:min-h-[4.375rem]" />;

/** How the agent stands with the queues; nothing where they have none. */
export function AgentPlace() {
  const { store } = usePhone().agent;
  const phase = useStore(store, (state) => state.phase);
  const workedOn = useStore(store, ({ wrapUp }) => wrapUp?.callId ?? null);
  // Notes and outcome of the call stay in view while its wrap-up lasts.
  useEffect(() => {
    if (workedOn === null) return undefined;
    keepWork(workedOn, "wrapUp", true);
    return () => keepWork(workedOn, "wrapUp", false);
  }, [workedOn]);
  if (phase === "none") return null;
  if (phase === "asked") return place;
  return (
    <Panel until={place}>
      <AgentBar />
    </Panel>
  );
}
