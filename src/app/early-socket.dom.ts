import { isOpenElsewhere } from "./is-open-elsewhere.dom";

/** Nobody keeps a socket for longer that the engine did not want. */
const mostMs = 10_000;

/** The socket that the engine will want first, opened while it is on its way; nothing is said on it before that. */
export interface EarlySocket {
  /** `null`: there is none to this server. What it told before it was taken, it tells once more. */
  take(server: string): WebSocket | null;
}

/** `stored`: the sign-in as it is stored. Its server is the one that was used last, and the engine asks that one first. */
export function openEarly(stored: string | null): EarlySocket {
  const wanted = stored === null ? null : serverOf(stored);
  let socket: WebSocket | null = null;
  let isOver = wanted === null;

  async function open(server: string): Promise<void> {
    // Another tab has the phone, and its socket.
    if ((await isOpenElsewhere()) || isOver) return;
    socket = new WebSocket(server, "sip");
    setTimeout(drop, mostMs);
  }

  function drop(): void {
    isOver = true;
    socket?.close();
    socket = null;
  }

  if (wanted !== null) void open(wanted).catch(drop);
  return {
    take(server) {
      const taken = server === wanted ? socket : null;
      if (taken !== null) socket = null;
      drop();
      if (taken !== null) tellAgain(taken);
      return taken;
    },
  };
}

function serverOf(stored: string): string | null {
  try {
    const { used, account } = JSON.parse(stored) as {
      used?: unknown;
      account?: { server?: unknown };
    };
    const server = used ?? account?.server;
    return typeof server === "string" && /^wss?:/.test(server) ? server : null;
  } catch {
    return null;
  }
}

function tellAgain(socket: WebSocket): void {
  const missed =
    socket.readyState === WebSocket.OPEN
      ? new Event("open")
      : socket.readyState === WebSocket.CLOSED
        ? new CloseEvent("close", { code: 1006 })
        : null;
  if (missed !== null) queueMicrotask(() => socket.dispatchEvent(missed));
}
