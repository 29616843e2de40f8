import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import type { PhoneSystem } from "./phone-system";
import { createWire, type WireFaults } from "./wire";

/** What a site must know of the phone system behind it. */
type SitePhoneSystem = Pick<PhoneSystem, "port" | "path" | "config">;

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".mp3": "audio/mpeg",
};

/** The built page as any static web server gives it, with `/sip` led to a phone system. */
export interface Site {
  readonly url: string;
  /** What `/config.json` says from now on; a string is served as it is. */
  config: object | string;
  /** Files that are not there, by part of their address: a deployment that removed them. */
  readonly missing: Set<string>;
  /** Files of the test's own, by address (`/jssip.html`). */
  readonly extra: Map<string, string>;
  /** The web server answers no request; WebSockets go on. */
  isGone: boolean;
  readonly faults: WireFaults;
  /** Breaks every WebSocket off, as a reset does; so many of the next ones are refused with 503. */
  cut(refusals?: number): void;
  /** Nothing goes through the WebSockets that are open any more, and none of them is closed. */
  silence(): void;
  close(): Promise<void>;
}

export async function startSite(pbx: SitePhoneSystem): Promise<Site> {
  const missing = new Set<string>();
  const extra = new Map<string, string>();

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const own = extra.get(path);
    if (own !== undefined) return send(response, extname(path) || ".html", own);
    if (path === "/config.json") {
      const { config } = site;
      return send(response, ".json", typeof config === "string" ? config : JSON.stringify(config));
    }
    const file = normalize(path === "/" ? "/index.html" : path);
    if ([...missing].some((part) => file.includes(part))) return notFound(response);
    try {
      send(response, extname(file), await readFile(join(dist, file)));
    } catch {
      notFound(response);
    }
  }

  const server: Server = createServer((request, response) => {
    if (site.isGone) return void request.destroy();
    void answer(new URL(request.url ?? "/", "http://site").pathname, response);
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const wire = createWire(pbx);
  server.on("upgrade", wire.carry);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  const site: Site = {
    url: `http://127.0.0.1:${port}/`,
    config: pbx.config,
    missing,
    extra,
    isGone: false,
    faults: wire.faults,
    cut: (refusals = 0) => wire.cut(refusals),
    silence: wire.silence,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return site;
}

function send(response: ServerResponse, extension: string, body: string | Uint8Array): void {
  const type = types[extension] ?? "application/octet-stream";
  response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache" }).end(body);
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
}
