import type { IceServerFacts, PathFacts } from "./check-port";

/** What one attempt came to. */
interface Gathering {
  readonly candidates: readonly RTCIceCandidate[];
  /** STUN and TURN errors of the address that was asked (W3C WebRTC, `icecandidateerror`). */
  readonly errorCodes: readonly number[];
  readonly isComplete: boolean;
}

/** Wrong user or password (RFC 8489 section 9.2, RFC 8656 section 5). */
const refusals = new Set([401, 403, 438, 441]);

/**
 * Looks for ways out of here, each configured address by a connection of its own: of several that are asked together
 * nobody tells which one gave no answer.
 */
export async function gatherPaths(
  iceServers: readonly RTCIceServer[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<PathFacts> {
  const each = iceServers.flatMap((server) =>
    [server.urls].flat().map((url) => ({ ...server, urls: url })),
  );
  const [own, ...found] = await Promise.all([
    gather(null, timeoutMs, signal),
    ...each.map((server) => gather(server, timeoutMs, signal)),
  ]);
  const all = found.flatMap(({ candidates }) => candidates);
  const count = (
    candidates: readonly RTCIceCandidate[],
    type: RTCIceCandidateType,
    isWanted: (candidate: RTCIceCandidate) => boolean = () => true,
  ): number => candidates.filter((one) => one.type === type && isWanted(one)).length;
  const hosts = own?.candidates ?? [];
  return {
    hosts: {
      udp: count(hosts, "host", ({ protocol }) => protocol === "udp"),
      tcp: count(hosts, "host", ({ protocol }) => protocol === "tcp"),
    },
    reflexive: count(all, "srflx"),
    relays: {
      udp: count(all, "relay", (one) => relayProtocol(one) === "udp"),
      tcp: count(all, "relay", (one) => relayProtocol(one) !== "udp"),
    },
    servers: each.map(({ urls }, at) => judge(urls, found[at])),
  };
}

/** How the relay itself is reached; browsers that do not say mean UDP. */
function relayProtocol(candidate: RTCIceCandidate): string {
  return (candidate as { relayProtocol?: string | null }).relayProtocol ?? "udp";
}

function judge(url: string, found: Gathering | undefined): IceServerFacts {
  const isTurn = /^turn/i.test(url);
  const { candidates = [], errorCodes = [], isComplete = false } = found ?? {};
  const isFound = candidates.some(({ type }) => type === (isTurn ? "relay" : "srflx"));
  if (isFound) return { url, outcome: "answered" };
  if (errorCodes.some((code) => refusals.has(code))) return { url, outcome: "refused" };
  // A STUN server that sees the very address of this computer adds nothing (RFC 8445 section 5.1.3).
  const isRedundant = !isTurn && isComplete && errorCodes.length === 0;
  return { url, outcome: isRedundant ? "answered" : "silent" };
}

async function gather(
  server: RTCIceServer | null,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Gathering> {
  const connection = new RTCPeerConnection({ iceServers: server === null ? [] : [server] });
  const candidates: RTCIceCandidate[] = [];
  const errorCodes: number[] = [];
  connection.addEventListener("icecandidate", ({ candidate }) => {
    if (candidate !== null && candidate.candidate !== "") candidates.push(candidate);
  });
  connection.addEventListener("icecandidateerror", ({ errorCode }) => errorCodes.push(errorCode));
  try {
    connection.createDataChannel("check");
    await connection.setLocalDescription(await connection.createOffer());
    const isComplete = await completed(connection, timeoutMs, signal);
    return { candidates, errorCodes, isComplete };
  } finally {
    connection.close();
  }
}

function completed(
  connection: RTCPeerConnection,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): void => done(connection.iceGatheringState === "complete");
    const changed = (): void => {
      if (connection.iceGatheringState === "complete") look();
    };
    const timer = setTimeout(look, timeoutMs);
    function done(isComplete: boolean): void {
      clearTimeout(timer);
      connection.removeEventListener("icegatheringstatechange", changed);
      signal.removeEventListener("abort", look);
      resolve(isComplete);
    }
    connection.addEventListener("icegatheringstatechange", changed);
    signal.addEventListener("abort", look);
    changed();
  });
}
