import type { Direction } from "../media/leg";

/** Just enough SDP for signalling stories. */
export function fakeSdp(direction: Direction): string {
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 0 126",
    "c=IN IP4 0.0.0.0",
    `a=${direction}`,
    "",
  ].join("\r\n");
}

export function readFakeDirection(sdp: string): Direction {
  return (/^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(sdp)?.[1] ?? "sendrecv") as Direction;
}
