import { createSocket, type RemoteInfo, type Socket } from "node:dgram";

/** Carries one call's packets between a browser and a phone system on this machine, and loses some of them. */
export interface LossyRelay {
  /** Where the browser sends to, and where the phone system does. */
  readonly browserPort: number;
  readonly systemPort: number;
  /** Where the phone system expects the browser's packets. */
  aim(address: string, port: number): void;
  /** RTP that the browser has sent since the last call of this. */
  takeSent(): { readonly packets: number; readonly bytes: number };
  close(): Promise<void>;
}

/** RTP and RTCP begin with 128 to 191, STUN and DTLS do not (RFC 9443); RTCP types are 192 to 223 in the next byte. */
function isRtp(packet: Buffer): boolean {
  const [first = 0, second = 0] = packet;
  return first >= 128 && first <= 191 && (second < 192 || second > 223);
}

function bind(socket: Socket): Promise<number> {
  return new Promise((resolve) => {
    socket.bind(0, "0.0.0.0", () => resolve(socket.address().port));
  });
}

/** Loses that share of the browser's RTP, by a sequence that is the same in every run. */
export async function startLossyRelay(lossPercent: number): Promise<LossyRelay> {
  const toBrowser = createSocket("udp4");
  const toSystem = createSocket("udp4");
  let target: { readonly address: string; readonly port: number } | null = null;
  let browser: RemoteInfo | null = null;
  let sent = { packets: 0, bytes: 0 };
  const next = createSequence();

  toBrowser.on("message", (packet, from) => {
    browser = from;
    if (target === null) return;
    if (isRtp(packet)) {
      sent = { packets: sent.packets + 1, bytes: sent.bytes + packet.length };
      if (next() * 100 < lossPercent) return;
    }
    toSystem.send(packet, target.port, target.address);
  });
  toSystem.on("message", (packet) => {
    if (browser !== null) toBrowser.send(packet, browser.port, browser.address);
  });
  return {
    browserPort: await bind(toBrowser),
    systemPort: await bind(toSystem),
    aim(address, port) {
      target = { address, port };
    },
    takeSent() {
      const taken = sent;
      sent = { packets: 0, bytes: 0 };
      return taken;
    },
    async close() {
      for (const socket of [toBrowser, toSystem]) {
        await new Promise<void>((resolve) => socket.close(() => resolve()));
      }
    },
  };
}

/** Numbers from 0 to 1, always the same (a linear congruential generator, Numerical Recipes). */
function createSequence(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
