import { createSocket } from "node:dgram";

export interface SilentServer {
  /** A STUN server that never answers, and a TURN server that cannot be reached. */
  readonly iceServers: readonly RTCIceServer[];
  /** How many packets came and were swallowed. */
  heard(): number;
  close(): Promise<void>;
}

/** A port on loopback that takes everything and says nothing. */
export async function startSilentServer(): Promise<SilentServer> {
  const socket = createSocket("udp4");
  let packets = 0;
  socket.on("message", () => {
    packets += 1;
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  const at = `127.0.0.1:${port}`;
  return {
    iceServers: [
      { urls: `stun:${at}` },
      { urls: `turn:${at}`, username: "nobody", credential: "nothing" },
    ],
    heard: () => packets,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
