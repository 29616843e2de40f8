import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

function requestText(request: IncomingMessage, path: string): string {
  const lines = [`${request.method ?? "GET"} ${path} HTTP/1.1`];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
  }
  return [...lines, "", ""].join("\r\n");
}

/**
 * Hands a WebSocket upgrade to the switch byte by byte, headers untouched: the switch itself compares
 * Origin with Host. When either side breaks off so does the other, and nothing is thrown.
 */
export function pipeUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Uint8Array,
  port: number,
  path = request.url ?? "/",
): void {
  const upstream = connect({ port, host: "127.0.0.1", noDelay: true });
  const closeBoth = () => {
    upstream.destroy();
    socket.destroy();
  };
  for (const side of [upstream, socket]) {
    side.on("error", closeBoth);
    side.on("close", closeBoth);
  }
  upstream.once("connect", () => {
    upstream.write(requestText(request, path), "latin1");
    if (head.length > 0) upstream.write(head);
    upstream.pipe(socket);
    socket.pipe(upstream);
  });
}
