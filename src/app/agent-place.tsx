import { useStore } from "zustand";

import { usePhone } from "@/features/shared/phone-context";

import { laterPage } from "./later-page";
import { Panel } from "./panel";

const AgentBar = laterPage(async () => (await import("@/features/agent/agent-bar")).AgentBar);

/** How the agent stands with the queues; nothing where they have none. */
export function AgentPlace() {
  const isThere = useStore(usePhone().agent.store, ({ phase }) => phase === "known");
  return isThere ? (
    <Panel>
      <AgentBar />
    </Panel>
  ) : null;
}
