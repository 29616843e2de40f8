import { nowSeconds } from "../now-seconds";

/** Agents who ask for help. */
export interface Hands {
  /** `reason` is percent-encoded; null: none given. */
  raise(agent: string, reason: string | null): void;
  lower(agent: string): void;
  /** A line for each hand that is up, the longest first. */
  of(isMeant: (agent: string) => boolean): readonly string[];
}

/** No reason, since "-" means that the hand is down: a blank. */
const noReason = "%20";

export function createHands(told: (agent: string, line: string) => void): Hands {
  const lines = new Map<string, string>();
  return {
    raise(agent, reason) {
      const line = `help ${agent} ${nowSeconds()} ${reason ?? noReason}`;
      lines.set(agent, line);
      told(agent, line);
    },
    lower(agent) {
      if (lines.delete(agent)) told(agent, `help ${agent} ${nowSeconds()} -`);
    },
    of: (isMeant) => [...lines].filter(([agent]) => isMeant(agent)).map(([, line]) => line),
  };
}
