import { chooseGatheringRestMs, type Gathering, nothingGathered } from "./gathering";
import type { IceOptions } from "./session.dom";

/** Resolves when enough candidates are in the local description (`chooseGatheringRestMs`). */
export function gathered(connection: RTCPeerConnection, ice: IceOptions): Promise<void> {
  const withServers = ice.iceTransportPolicy === "relay" ? "relay" : "beyond";
  const wanted = ice.iceServers.length > 0 ? withServers : "host";
  const has = connection.localDescription?.sdp.includes("a=candidate:") ?? false;
  // Right after an ICE restart the state still says "complete", for the old candidates.
  if (connection.iceGatheringState === "complete" && has) return Promise.resolve();
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let gathering = nothingGathered;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      const restMs = chooseGatheringRestMs(gathering, wanted, performance.now() - startedAt);
      if (restMs > 0 && connection.signalingState !== "closed") {
        timer = setTimeout(look, restMs);
        return;
      }
      connection.removeEventListener("icecandidate", heard);
      resolve();
    };
    const heard = ({ candidate }: RTCPeerConnectionIceEvent): void => {
      gathering = addCandidate(gathering, candidate, performance.now() - startedAt);
      look();
    };
    connection.addEventListener("icecandidate", heard);
    look();
  });
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
