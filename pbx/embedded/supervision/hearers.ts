import { type SpyMode, spyModes } from "../media/hearing";
import { nowSeconds } from "../now-seconds";
import type { Audit } from "./audit";
import type { TellAgents } from "./rights";

/**
 * Who listens to whom, as it is told to agents and written down. A supervisor's phone announces a mode before it asks for
 * it; one that it has not announced is told when it is asked for.
 */
export interface Hearers {
  /** A supervisor listens in another mode, or will in a moment: the agent has been told when this returns. */
  listens(supervisor: string, agent: string, mode: SpyMode, text: string | null): void;
  isListening(supervisor: string, agent: string): boolean;
  ended(supervisor: string, agent: string): void;
}

export interface HearersWorld {
  readonly tellAgents: TellAgents;
  readonly audit: Pick<Audit, "write">;
  tell(extension: string, line: string): void;
}

interface Hearer {
  readonly mode: SpyMode;
  readonly widest: SpyMode;
}

function widerOf(a: SpyMode, b: SpyMode): SpyMode {
  return spyModes.indexOf(a) > spyModes.indexOf(b) ? a : b;
}

export function createHearers({ tellAgents, audit, tell }: HearersWorld): Hearers {
  const hearers = new Map<string, Hearer>();
  const keyOf = (supervisor: string, agent: string): string => `${supervisor} ${agent}`;

  const isTold = (mode: SpyMode): boolean =>
    tellAgents === "always" || (tellAgents === "whispered" && mode !== "monitor");

  /** Of what the agent has been told: nobody is shown a whisper that is over. */
  function tellEnd(supervisor: string, agent: string, mode: SpyMode): void {
    if (isTold(mode)) tell(agent, `heard ${supervisor} end ${nowSeconds()}`);
  }

  return {
    isListening: (supervisor, agent) => hearers.has(keyOf(supervisor, agent)),
    listens(supervisor, agent, mode, text) {
      const key = keyOf(supervisor, agent);
      const known = hearers.get(key);
      if (known?.mode === mode) return;
      if (isTold(mode)) tell(agent, `heard ${supervisor} ${mode} ${nowSeconds()}`);
      else if (known !== undefined) tellEnd(supervisor, agent, known.mode);
      audit.write({ supervisor, agent, act: mode, detail: null, text });
      const widest = widerOf(mode, known?.widest ?? mode);
      hearers.set(key, { mode, widest });
    },
    ended(supervisor, agent) {
      const key = keyOf(supervisor, agent);
      const known = hearers.get(key);
      if (known === undefined) return;
      hearers.delete(key);
      const { mode, widest } = known;
      tellEnd(supervisor, agent, mode);
      if (tellAgents === "afterwards") {
        tell(agent, `heard ${supervisor} after ${nowSeconds()} ${widest}`);
      }
      audit.write({ supervisor, agent, act: "end", detail: widest, text: null });
    },
  };
}
