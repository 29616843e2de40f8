import { chooseGatheringRestMs, type Gathering, nothingGathered, type Wanted } from "./gathering";

/** Resolves with what was found when it is enough for what is wanted (`chooseGatheringRestMs`). */
export function gathered(connection: RTCPeerConnection, wanted: Wanted): Promise<Gathering> {
  const found = foundIn(connection.localDescription?.sdp ?? "");
  // Right after an ICE restart the state still says "complete", for the old candidates.
  if (connection.iceGatheringState === "complete" && found.hosts + found.beyond > 0) {
    return Promise.resolve({ ...found, complete: true });
  }
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let gathering = found;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      const restMs = chooseGatheringRestMs(gathering, wanted, performance.now() - startedAt);
      if (restMs > 0 && connection.signalingState !== "closed") {
        timer = setTimeout(look, restMs);
        return;
      }
      connection.removeEventListener("icecandidate", heard);
      resolve(gathering);
    };
    const heard = ({ candidate }: RTCPeerConnectionIceEvent): void => {
      gathering = addCandidate(gathering, candidate, performance.now() - startedAt);
      look();
    };
    connection.addEventListener("icecandidate", heard);
    look();
  });
}

/** What is there already. */
function foundIn(sdp: string): Gathering {
  const count = (type: RegExp): number => [...sdp.matchAll(type)].length;
  return {
    ...nothingGathered,
    hosts: count(/^a=candidate:\S+ 1 udp .* typ host/gim),
    beyond: count(/^a=candidate:\S+ 1 udp .* typ (?:srflx|relay)/gim),
  };
}

/** TCP candidates are of no use to a phone system and come last, 100 ms after the others in Chromium 156: they are not waited for. */
function addCandidate(
  gathering: Gathering,
  candidate: RTCIceCandidate | null,
  nowMs: number,
): Gathering {
  if (candidate === null) return { ...gathering, complete: true };
  if (candidate.protocol !== "udp") return gathering;
  const found = { ...gathering, lastFoundAt: nowMs };
  return candidate.type === "host"
    ? { ...found, hosts: found.hosts + 1 }
    : { ...found, beyond: found.beyond + 1 };
}
