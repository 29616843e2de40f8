import type { AudioPeer } from "./audio-peer";

/** The first byte of a DTLS record with a handshake message (RFC 9147, section 4.1). */
const handshakeType = 22;

/** Of any browser's hello; with the keys of ML-KEM in it Chromium's takes two. */
const mostParts = 8;

/**
 * A browser says its DTLS hello as soon as its own check is answered. werift 0.24.4 listens only once it has a pair, some
 * milliseconds later, and Chromium 156 says it again after 50 ms: so what came before is heard the moment it listens.
 */
export function keepEarlyHello({ transport }: AudioPeer): void {
  const { onData } = transport.iceTransport.connection;
  const parts: Buffer[] = [];
  const { unSubscribe } = onData.subscribe((data) => {
    if (data[0] === handshakeType && parts.length < mostParts) parts.push(data);
  });
  transport.onStateChange.once(() => {
    unSubscribe();
    // It begins to listen after it has told that it will.
    queueMicrotask(() => {
      for (const part of parts) onData.execute(part);
    });
  });
}
