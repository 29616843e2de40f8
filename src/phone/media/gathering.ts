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

/** Whether servers are worth waiting for on this network: what was learned while nobody waited. */
export interface Patience {
  choose(ice: {
    readonly iceServers: readonly unknown[];
    readonly iceTransportPolicy: "all" | "relay";
  }): Wanted;
  /** What came of a gathering that wanted more than hosts. */
  learn(wanted: Wanted, gathering: Gathering): void;
  /** Another network, or other servers. */
  forget(): void;
}

/**
 * A server that did not answer once is not waited for again by a person: hosts go out alone, and what lies beyond is
 * learned by the phone system from the packets themselves (peer reflexive, RFC 8445 section 7.3.1.3).
 */
export function createPatience(): Patience {
  let isInVain = false;
  return {
    choose({ iceServers, iceTransportPolicy }) {
      if (iceTransportPolicy === "relay") return "relay";
      return iceServers.length === 0 || isInVain ? "host" : "beyond";
    },
    learn(wanted, { beyond }) {
      if (wanted === "beyond") isInVain = beyond === 0;
    },
    forget() {
      isInVain = false;
    },
  };
}
