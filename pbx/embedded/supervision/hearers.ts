import { type SpyMode, spyModes } from "../media/hearing";
import { nowSeconds } from "../now-seconds";
import type { Audit } from "./audit";
import type { TellAgents } from "./rights";

type Step = SpyMode | "end";

/**
 * Who listens to whom, as it is told to agents and written down. A supervisor's phone announces a mode before it asks for
 * it, and the switch sees it happen: what has been announced is not told once more.
 */
export interface Hearers {
  /** To come: the agent has been told when this returns. */
  announce(supervisor: string, agent: string, step: Step, text: string | null): void;
  /** It is so now. */
  happened(supervisor: string, agent: string, step: Step): void;
}

export interface HearersWorld {
  readonly tellAgents: TellAgents;
  readonly audit: Pick<Audit, "write">;
  tell(extension: string, line: string): void;
}

interface Hearer {
  mode: SpyMode;
  widest: SpyMode;
  wasTold: boolean;
  /** There is a call. */
  isThere: boolean;
}

function widerOf(a: SpyMode, b: SpyMode): SpyMode {
  return spyModes.indexOf(a) > spyModes.indexOf(b) ? a : b;
}

export function createHearers({ tellAgents, audit, tell }: HearersWorld): Hearers {
  const hearers = new Map<string, Hearer>();

  function isTold(step: Step, hearer: Hearer | undefined): boolean {
    if (tellAgents === "always") return true;
    if (tellAgents !== "whispered") return false;
    return step === "end" ? hearer?.wasTold === true : step !== "monitor";
  }

  function step(supervisor: string, agent: string, next: Step, text: string | null): void {
    const key = `${supervisor} ${agent}`;
    const known = hearers.get(key);
    const told = isTold(next, known);
    if (told) tell(agent, `heard ${supervisor} ${next} ${nowSeconds()}`);
    audit.write({ supervisor, agent, act: next, detail: null, text });
    if (next !== "end") {
      const widest = widerOf(next, known?.widest ?? next);
      const wasTold = told || known?.wasTold === true;
      return void hearers.set(key, {
        ...known,
        mode: next,
        widest,
        wasTold,
        isThere: known?.isThere === true,
      });
    }
    hearers.delete(key);
    if (tellAgents !== "afterwards" || known === undefined) return;
    tell(agent, `heard ${supervisor} after ${nowSeconds()} ${known.widest}`);
  }

  return {
    announce(supervisor, agent, next, text) {
      const known = hearers.get(`${supervisor} ${agent}`);
      if (next === "end" && known === undefined) return;
      const isSo = known?.isThere === true && known.mode === next;
      if (!isSo || text !== null) step(supervisor, agent, next, text);
    },
    happened(supervisor, agent, next) {
      const key = `${supervisor} ${agent}`;
      const mode = hearers.get(key)?.mode ?? "end";
      if (mode !== next) step(supervisor, agent, next, null);
      const hearer = hearers.get(key);
      if (hearer !== undefined) hearer.isThere = true;
    },
  };
}
