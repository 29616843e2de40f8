import { WebSocket } from "ws";

import { expectedResponse } from "../sip/digest";
import { until } from "./until";

type RawHeaders = Readonly<Record<string, string | null>>;

/** A client that writes its SIP by hand: what sip.js would never send, and what it would hide. */
export interface RawClient {
  readonly received: readonly string[];
  readonly closeCode: number | null;
  send(text: string): void;
  /** A request with the usual headers; null as a value leaves one out. */
  request(method: string, headers?: RawHeaders, body?: string, uri?: string): string;
  /** Sends a request, answers the challenge as user 1001, and gives the answer to that. */
  ask(method: string, uri: string, headers?: RawHeaders, body?: string): Promise<string>;
  /** Answers a request of the switch's, as "200 OK" or with more headers. */
  answer(request: string, status: string, headers?: readonly string[]): void;
  /** The next text that fits, from the first that has not been looked at. */
  next(what: string, fits: (text: string) => boolean): Promise<string>;
  close(): void;
}

const usual = (method: string, sequence: number): Record<string, string> => ({
  Via: `SIP/2.0/WS raw.invalid;branch=z9hG4bKraw${Math.random().toString(36).slice(2)}`,
  "Max-Forwards": "70",
  From: "<sip:1001@127.0.0.1>;tag=raw",
  To: "<sip:1001@127.0.0.1>",
  "Call-ID": `raw-${Math.random().toString(36).slice(2)}`,
  CSeq: `${sequence} ${method}`,
  Contact: "<sip:raw@raw.invalid;transport=ws>",
});

export async function createRawClient(
  port: number,
  options: { origin?: string; headers?: Record<string, string>; protocol?: string } = {},
): Promise<RawClient> {
  const { protocol = "sip", ...rest } = options;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/sip`, protocol, rest);
  const received: string[] = [];
  let looked = 0;
  let sequence = 0;
  let closeCode: number | null = null;
  socket.on("message", (data: Buffer) => void received.push(data.toString("utf8")));
  socket.on("close", (code) => {
    closeCode = code;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  socket.on("error", () => undefined);

  const client: RawClient = {
    received,
    get closeCode() {
      return closeCode;
    },
    send: (text) => socket.send(text),
    request(method, headers = {}, body = "", uri = "sip:127.0.0.1") {
      sequence += 1;
      const merged: Record<string, string | null> = { ...usual(method, sequence), ...headers };
      merged["Content-Length"] ??= String(Buffer.byteLength(body));
      const lines = Object.entries(merged).flatMap(([name, value]) =>
        value === null ? [] : [`${name}: ${value}`],
      );
      return [`${method} ${uri} SIP/2.0`, ...lines, "", body].join("\r\n");
    },
    async ask(method, uri, headers = {}, body = "") {
      const callId = `ask-${Math.random().toString(36).slice(2)}`;
      const all = { ...headers, "Call-ID": callId };
      const isAnswer = (text: string) => text.startsWith("SIP/2.0") && text.includes(callId);
      socket.send(client.request(method, all, body, uri));
      const challenge = await client.next("a challenge", isAnswer);
      const signature = answerChallenge(challenge, method, { name: "1001", password: "pw1001" });
      const signed = { ...all, Authorization: signature };
      socket.send(client.request(method, signed, body, uri));
      return client.next("an answer", isAnswer);
    },
    answer(request, status, headers = []) {
      const copied = request
        .split("\r\n")
        .filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line))
        .map((line) => (/^To:(?!.*;tag=)/i.test(line) ? `${line};tag=raw` : line));
      const lines = [`SIP/2.0 ${status}`, ...copied, ...headers, "Content-Length: 0", "", ""];
      socket.send(lines.join("\r\n"));
    },
    next: (what, fits) =>
      until(what, () => {
        while (looked < received.length) {
          const text = received[looked] ?? "";
          looked += 1;
          if (fits(text)) return text;
        }
        return null;
      }),
    close: () => socket.terminate(),
  };
  return client;
}

/** Authorization for a challenge in a response, as the user with this password writes it. */
export function answerChallenge(
  response: string,
  method: string,
  user: { name: string; password: string },
): string {
  const realm = /realm="([^"]+)"/.exec(response)?.[1] ?? "";
  const nonce = /nonce="([^"]+)"/.exec(response)?.[1] ?? "";
  const fields = {
    username: user.name,
    realm,
    nonce,
    uri: "sip:127.0.0.1",
    cnonce: "raw",
    nc: "00000001",
    qop: "auth",
  };
  const answer = expectedResponse(fields, method, user.password);
  return (
    `Digest username="${user.name}", realm="${realm}", nonce="${nonce}", uri="${fields.uri}", ` +
    `response="${answer}", algorithm=MD5, cnonce="raw", qop=auth, nc=00000001`
  );
}
