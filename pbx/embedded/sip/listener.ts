import { createServer, type IncomingMessage, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

import { WebSocketServer } from "ws";

import type { SocketFault } from "../control";
import type { Faults } from "../faults";
import { isWelcome } from "../origin";
import type { Timers } from "../timers";
import { type Connection, type ConnectionEvents, createConnection } from "./connection";

/** No SIP message of a client is longer; a video offer of Chromium has 8 kB. */
const mostBytes = 65_536;

export interface Listener {
  readonly port: number;
  readonly sockets: number;
  /** To every socket, or those of one user. */
  fail(fault: SocketFault, user: string | null): void;
  close(): Promise<void>;
}

function refuse(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? "Refused";
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Subprotocol of RFC 7118; a client that does not ask for it is no SIP client. */
function speaksSip(request: IncomingMessage): boolean {
  const offered = request.headers["sec-websocket-protocol"] ?? "";
  return offered.split(",").some((name) => name.trim() === "sip");
}

/** Takes WebSockets on 127.0.0.1 and on nothing else. */
export function startListener(settings: {
  port: number;
  allowedHosts: readonly string[];
  keepAliveMs: number;
  faults: Faults;
  timers: Timers;
  events: ConnectionEvents;
}): Promise<Listener> {
  const { faults, timers, events } = settings;
  const connections = new Set<Connection>();
  let opened = 0;

  const server = createServer((_request, response) => {
    response.writeHead(426, { Connection: "close" }).end();
  });
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytes,
    handleProtocols: () => "sip",
  });

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    const status = refusalOf(request);
    if (status !== null) return refuse(socket, status);
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      opened += 1;
      const connection = createConnection(webSocket, `connection-${opened}`, {
        faults,
        timers,
        events: {
          text: events.text,
          closed(closed) {
            connections.delete(closed);
            events.closed(closed);
          },
        },
      });
      connections.add(connection);
    });
  }

  function refusalOf(request: IncomingMessage): number | null {
    if (!isWelcome(request.headers, settings.allowedHosts)) return 403;
    if (!speaksSip(request)) return 400;
    return faults.forUpgrade();
  }

  server.on("upgrade", onUpgrade);
  timers.every(settings.keepAliveMs, () => {
    for (const connection of connections) connection.keepAlive();
  });

  function close(): Promise<void> {
    for (const connection of connections) connection.terminate();
    connections.clear();
    return new Promise((resolve) => {
      webSockets.close();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        port,
        get sockets() {
          return connections.size;
        },
        fail(fault, user) {
          for (const connection of connections) {
            if (user === null || connection.user === user) connection.fail(fault);
          }
        },
        close,
      });
    });
  });
}
