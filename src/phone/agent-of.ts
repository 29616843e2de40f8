import { type Agent, type AgentOptions, createAgent } from "./agent/agent";

/** The agent's state; what it is worked out with is loaded when there is any. */
export function agentOf(options: AgentOptions): Agent {
  return createAgent(options, async (store) => {
    const [{ createAgentWork }, { readDeskConfig }] = await Promise.all([
      import("./agent/agent-work"),
      import("./config/desk-config"),
    ]);
    return createAgentWork(options, readDeskConfig(options.config.whole).fields, store);
  });
}
