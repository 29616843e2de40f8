import { TransportError } from "sip.js/lib/core/exceptions/transport-error";
import type { Transport } from "sip.js/lib/core/transport";
import type { WebSocket } from "ws";

import type { MessageFault, SocketFault } from "../control";
import { type Faults, malform, replyTo } from "../faults";
import type { Timers } from "../timers";

/** One WebSocket of a client, as a transport for sip.js. */
export interface Connection extends Transport {
  readonly id: string;
  /** Who last signed a request here; only faults look at it. */
  user: string | null;
  readonly isOpen: boolean;
  keepAlive(): void;
  fail(fault: SocketFault): void;
  terminate(): void;
}

export interface ConnectionEvents {
  text(connection: Connection, text: string): void;
  closed(connection: Connection): void;
}

const keepAlive = "\r\n\r\n";

function signerOf(text: string): string | null {
  if (text.startsWith("SIP/2.0")) return null;
  return /^(?:From|f):[^\r\n]*sips?:([^@>;\s]+)@/im.exec(text)?.[1] ?? null;
}

/** Faults work here: on what has arrived and is not yet parsed, and on what has been written. */
export function createConnection(
  socket: WebSocket,
  id: string,
  world: { faults: Faults; timers: Timers; events: ConnectionEvents },
): Connection {
  const { faults, timers, events } = world;
  let silenced = false;

  const connection: Connection = {
    id,
    protocol: "WS",
    user: null,
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    send(text) {
      if (!connection.isOpen) return Promise.reject(new TransportError("WebSocket is closed"));
      pass("toClient", text, write);
      return Promise.resolve();
    },
    keepAlive: () => write(keepAlive),
    fail,
    terminate: () => socket.terminate(),
  };

  function write(text: string): void {
    if (!silenced && connection.isOpen) socket.send(text);
  }

  function read(text: string): void {
    if (!silenced) events.text(connection, text);
  }

  function pass(
    direction: "fromClient" | "toClient",
    text: string,
    onwards: (text: string) => void,
  ): void {
    const fault = faults.forMessage(direction, text, connection.user);
    if (fault === null) onwards(text);
    else apply(fault, text, onwards);
  }

  function apply(fault: MessageFault, text: string, onwards: (text: string) => void): void {
    switch (fault.do) {
      case "drop":
        return;
      case "delay":
        timers.after(fault.delayMs, () => onwards(text));
        return;
      case "duplicate":
        onwards(text);
        return onwards(text);
      case "malform":
        return onwards(malform(text, fault.part));
      case "reply":
        return write(replyTo(text, fault));
      default:
        return fail(fault);
    }
  }

  function fail(fault: SocketFault): void {
    if (fault.do === "close") socket.close(fault.code);
    else if (fault.do === "terminate") socket.terminate();
    else {
      silenced = true;
      socket.pause(); // or ws would still answer a closing handshake
    }
  }

  socket.on("message", (data: Buffer) => {
    if (silenced) return;
    const text = data.toString("utf8");
    connection.user = signerOf(text) ?? connection.user;
    pass("fromClient", text, read);
  });
  // An unreadable frame closes the socket; ws reports it here first.
  socket.on("error", () => undefined);
  socket.on("close", () => events.closed(connection));
  return connection;
}
