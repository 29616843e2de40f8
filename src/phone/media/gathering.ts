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
/** A STUN server that never answers may cost this much and no more; browsers would wait up to 40 s. */
const longestMs = 1_000;

/**
 * How much longer to gather; 0 or less: what is there is enough. Without servers a host candidate is enough, with
 * servers one from beyond is waited for.
 */
export function chooseGatheringRestMs(
  gathering: Gathering,
  hasServers: boolean,
  nowMs: number,
): number {
  if (gathering.complete) return 0;
  const useful = hasServers ? gathering.beyond > 0 : gathering.hosts > 0;
  const endMs = useful ? Math.min(gathering.lastFoundAt + settleMs, longestMs) : longestMs;
  return endMs - nowMs;
}
