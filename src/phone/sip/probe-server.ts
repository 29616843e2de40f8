import { newId } from "@/lib/new-id";
import type { Account } from "@/phone/connection/account";

import type { OpenSocket } from "./wire-transport";

/**
 * Whether SIP is spoken at this address: OPTIONS (RFC 3261 section 11) on a socket of its own, outside sip.js, whose
 * user agent has its socket elsewhere. A challenge is an answer; 5xx says that it is not well.
 */
export function probeServer(
  openSocket: OpenSocket,
  server: string,
  { extension, domain }: Account,
  timeoutMs: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = openSocket(server);
    const done = (answers: boolean): void => {
      clearTimeout(timer);
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.onerror = () => undefined;
      socket.close();
      resolve(answers);
    };
    const timer = setTimeout(() => done(false), timeoutMs);
    socket.onerror = () => undefined;
    socket.onclose = () => done(false);
    socket.onopen = () => socket.send(writeOptions(`sip:${extension}@${domain}`));
    socket.onmessage = ({ data }) => {
      const status = /^SIP\/2\.0 ([1-6]\d\d) /.exec(String(data))?.[1];
      if (status !== undefined && !status.startsWith("1")) done(!status.startsWith("5"));
    };
  });
}

function writeOptions(address: string): string {
  return [
    `OPTIONS ${address} SIP/2.0`,
    `Via: SIP/2.0/WSS ${newId().slice(0, 8)}.invalid;branch=z9hG4bK${newId()}`,
    "Max-Forwards: 70",
    `From: <${address}>;tag=${newId().slice(0, 8)}`,
    `To: <${address}>`,
    `Call-ID: ${newId()}`,
    "CSeq: 1 OPTIONS",
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}
