import { causes } from "../legs/cause";
import type { Agents, StateChange } from "../queues/agents";
import { reasonWord } from "../queues/words";
import type { DeviceStates } from "../watch/device-states";
import type { Deed } from "./audit";
import { textWord } from "./words";

/** What supervisors do to agents without talking with anybody. */
export interface Orders {
  /** The answer; null: there is no such order. */
  run(supervisor: string, act: string, agent: string, words: readonly string[]): string | null;
}

export interface OrdersWorld {
  readonly agents: Agents;
  readonly devices: Pick<DeviceStates, "legsOf">;
  /** To be told to the agent and written down. */
  done(deed: Deed): void;
}

/** Answers to an order that has changed nothing. */
const vain: readonly string[] = ["FORBIDDEN", "MEMBERALREADY", "NOTINQUEUE"];

export function createOrders({ agents, devices, done }: OrdersWorld): Orders {
  return {
    run(supervisor, act, agent, words) {
      const change: StateChange = { by: supervisor, why: "supervisor" };
      const [first = "", second] = words;
      const carriedOut = (detail: string | null, text: string | undefined): void =>
        done({ supervisor, agent, act, detail, text: textWord(text) });
      switch (act) {
        case "pause": {
          const reason = reasonWord(first);
          const answer = agents.pause(agent, reason, change);
          carriedOut(reason, second);
          return answer;
        }
        case "unpause": {
          const answer = agents.unpause(agent, change);
          carriedOut(null, first);
          return answer;
        }
        case "logout":
          agents.logoutAll(agent, change);
          carriedOut(null, first);
          return "OK";
        case "login":
        case "leave": {
          const move = act === "login" ? agents.login : agents.logout;
          const answer = move(agent, first, change);
          if (!vain.includes(answer)) carriedOut(first, second);
          return answer;
        }
        case "hangup":
          carriedOut(null, first); // first: the sentence is on the screen when the call ends
          for (const leg of devices.legsOf(agent)) leg.end(causes.normal);
          return "OK";
        default:
          return null;
      }
    },
  };
}
