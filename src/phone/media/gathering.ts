/** What ICE has found so far, UDP only. Times are milliseconds since gathering began. */
export interface Gathering {
  readonly hosts: number;
  /** Server-reflexive and relayed. */
  readonly beyond: number;
  readonly lastFoundAt: number;
  readonly complete: boolean;
}

export const nothingGathered: Gathering = { hosts: 0, beyond: 0, lastFoundAt: 0, complete: false };

/** After a useful candidate its neighbours (other interfaces, IPv6) have this long to come along. */
const settleMs = 40;
/** What is waited for: without servers a host candidate is enough, with servers one from beyond is wanted. */
export type Wanted = "host" | "beyond" | "relay";

/**
 * A STUN server that never answers may cost this much and no more; browsers would wait up to 40 s. Where only a relay
 * will do there is nothing else to go on with, and TURN over TLS takes some seven round trips.
 */
const longestMs: Readonly<Record<Wanted, number>> = { host: 1_000, beyond: 1_000, relay: 5_000 };

/** How much longer to gather; 0 or less: what is there is enough. */
export function chooseGatheringRestMs(gathering: Gathering, wanted: Wanted, nowMs: number): number {
  if (gathering.complete) return 0;
  const mostMs = longestMs[wanted];
  const useful = wanted === "host" ? gathering.hosts > 0 : gathering.beyond > 0;
  const endMs = useful ? Math.min(gathering.lastFoundAt + settleMs, mostMs) : mostMs;
  return endMs - nowMs;
}
