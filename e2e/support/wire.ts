import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

import { type RawData, WebSocket, WebSocketServer } from "ws";

import type { FaultRule, MessageFault } from "../../pbx/embedded/control";
import { createFaults, malform, replyTo } from "../../pbx/embedded/faults";

type Direction = "fromClient" | "toClient";
type MessageRule = Extract<FaultRule, { on: "message" }>;

/** Another text in place of the message: what no phone system here can be brought to send. */
interface Rewrite {
  readonly do: "rewrite";
  readonly rewrite: (text: string) => string;
}

export type WireRule =
  | Extract<FaultRule, { on: "upgrade" }>
  | (Omit<MessageRule, "action"> & { readonly action: MessageFault | Rewrite });

/** What goes wrong between the pages and the phone system, whichever that is. */
export interface WireFaults {
  add(rule: WireRule): void;
  clear(): void;
}

/** The way of the WebSockets of one site to its phone system. */
export interface Wire {
  readonly faults: WireFaults;
  carry(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Breaks every WebSocket off, as a reset does; so many of the next ones are refused with 503. */
  cut(refusals: number): void;
  /** From now on nothing goes through the WebSockets that are open, and none of them is closed: a black hole. */
  silence(): void;
}

/** These belong to one handshake; everything else, Origin and Host too, is handed on. */
const handshakeHeaders = new Set(["connection", "upgrade"]);

function headersToHandOn({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const isOwn = handshakeHeaders.has(name) || name.startsWith("sec-websocket-");
      return isOwn || value === undefined ? [] : [[name, String(value)]];
    }),
  );
}

function protocolsOf({ headers }: IncomingMessage): string[] {
  const offered = headers["sec-websocket-protocol"];
  return offered === undefined ? [] : offered.split(",").map((name) => name.trim());
}

function refuse(socket: Duplex, status: number): void {
  const reason = STATUS_CODES[status] ?? "Refused";
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Whoever sends requests on a socket: the user of their From. */
function senderOf(text: string): string | null {
  if (text.startsWith("SIP/2.0")) return null;
  return /^(?:From|f):[^\r\n]*sips?:([^@>;\s]+)@/im.exec(text)?.[1] ?? null;
}

/** As the other side was closed: with the same code, or broken off when it was. */
function closeAlike(socket: WebSocket, code: number, reason: Buffer): void {
  const noCode = 1005;
  const brokenOff = 1006;
  if (code === brokenOff) socket.terminate();
  else if (code === noCode) socket.close();
  else socket.close(code, reason);
}

export function createWire(pbx: { readonly port: number; readonly path: string }): Wire {
  const faults = createFaults();
  const rewrites = new Map<MessageFault, Rewrite["rewrite"]>();
  const clients = new Set<Duplex>();
  const silencers = new Set<() => void>();
  let refusals = 0;
  // What passes is neither checked nor answered here: that is for the ends.
  const unread = { skipUTF8Validation: true, autoPong: false, perMessageDeflate: false };

  function connect(client: WebSocket, upstream: WebSocket): void {
    let user: string | null = null;
    let isSilenced = false;

    function silence(): void {
      isSilenced = true;
      // Or a closing handshake would still be answered.
      for (const socket of [client, upstream]) socket.pause();
    }
    silencers.add(silence);
    client.once("close", () => silencers.delete(silence));

    function send(socket: WebSocket, text: RawData | string, binary = false): void {
      if (!isSilenced && socket.readyState === WebSocket.OPEN) socket.send(text, { binary });
    }

    function apply(fault: MessageFault, text: string, onwards: (text: string) => void): void {
      const rewrite = rewrites.get(fault);
      if (rewrite !== undefined) return onwards(rewrite(text));
      switch (fault.do) {
        case "drop":
          return;
        case "delay":
          setTimeout(() => onwards(text), fault.delayMs).unref();
          return;
        case "duplicate":
          onwards(text);
          return onwards(text);
        case "malform":
          return onwards(malform(text, fault.part));
        case "reply":
          return send(client, replyTo(text, fault));
        case "close":
          return client.close(fault.code);
        case "terminate":
          return client.terminate();
        case "blackHole":
          silence();
      }
    }

    function pass(direction: Direction, from: WebSocket, to: WebSocket): void {
      from.on("message", (data: Buffer, isBinary) => {
        if (isSilenced) return;
        const text = data.toString("utf8");
        if (direction === "fromClient") user = senderOf(text) ?? user;
        const fault = faults.forMessage(direction, text, user);
        if (fault === null) send(to, data, isBinary);
        else apply(fault, text, (changed) => send(to, changed));
      });
      from.on("ping", (data) => to.ping(data));
      from.on("pong", (data) => to.pong(data));
      // A close follows, which says the rest.
      from.on("error", () => undefined);
      from.on("close", (code, reason) => closeAlike(to, code, reason));
    }

    pass("fromClient", client, upstream);
    pass("toClient", upstream, client);
  }

  function carry(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const status = refusals > 0 ? 503 : faults.forUpgrade();
    refusals = Math.max(0, refusals - 1);
    socket.on("error", () => socket.destroy());
    if (status !== null) return refuse(socket, status);
    clients.add(socket);
    const upstream = new WebSocket(`ws://127.0.0.1:${pbx.port}${pbx.path}`, protocolsOf(request), {
      ...unread,
      headers: headersToHandOn(request),
    });
    const giveUp = () => upstream.terminate();
    const breakOff = () => socket.destroy();
    socket.once("close", () => clients.delete(socket));
    socket.once("close", giveUp);
    upstream.once("error", breakOff);
    upstream.once("unexpected-response", (_, response) => {
      refuse(socket, response.statusCode ?? 502);
      response.resume();
    });
    upstream.once("open", () => {
      socket.off("close", giveUp);
      upstream.off("error", breakOff);
      const handleProtocols = () => upstream.protocol || false;
      const server = new WebSocketServer({ ...unread, noServer: true, handleProtocols });
      server.handleUpgrade(request, socket, head, (client) => connect(client, upstream));
    });
  }

  return {
    faults: {
      add(rule) {
        if (rule.on === "upgrade") return void faults.add(rule);
        const { action, ...rest } = rule;
        if (action.do !== "rewrite") return void faults.add({ ...rest, action });
        // The rule is found by any action of its own.
        const found: MessageFault = { do: "drop" };
        rewrites.set(found, action.rewrite);
        faults.add({ ...rest, action: found });
      },
      clear() {
        faults.clear();
        rewrites.clear();
      },
    },
    carry,
    cut(count) {
      refusals = count;
      for (const socket of clients) socket.destroy();
    },
    silence() {
      for (const silenceOne of silencers) silenceOne();
    },
  };
}
