import type { AudioPeer } from "./audio-peer";

type Address = readonly [host: string, port: number];

/** A UDP socket of werift's, as far as it is used here. */
interface UdpSocket {
  onData: (data: Buffer, address: Address) => void;
  send: (data: Buffer, address?: Address) => Promise<void>;
}

/** Whether nothing passes to and from an address of the far end that was first seen then (`performance.now()`). */
export type IsPathCut = (seenAtMs: number) => boolean;

/** Lets nothing through, STUN included, while the path is cut: for every socket that gathering has opened. */
export function createPathGuard(isCut: IsPathCut): (peer: AudioPeer) => void {
  const seenAt = new Map<string, number>();
  const guarded = new WeakSet<UdpSocket>();

  function passes(address: Address | undefined): boolean {
    if (address === undefined) return !isCut(performance.now());
    const name = address.join(" ");
    const at = seenAt.get(name) ?? performance.now();
    seenAt.set(name, at);
    return !isCut(at);
  }

  function guard(socket: UdpSocket): void {
    if (guarded.has(socket)) return;
    guarded.add(socket);
    const { onData, send } = socket;
    socket.onData = (data, address) => {
      if (passes(address)) onData(data, address);
    };
    socket.send = async (data, address) => {
      if (passes(address)) await send(data, address);
    };
  }

  return ({ transport }) => {
    // werift 0.24.4 has no seam between ICE and its sockets; the list is private.
    const { protocols } = transport.iceTransport.connection as unknown as {
      readonly protocols: readonly { readonly transport: UdpSocket }[];
    };
    for (const { transport: socket } of protocols) guard(socket);
  };
}
