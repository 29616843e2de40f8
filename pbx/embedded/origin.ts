import type { IncomingHttpHeaders } from "node:http";
import { isIPv4 } from "node:net";

function hostNameOf(host: string): string {
  return host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
}

function isLoopback(host: string): boolean {
  const name = hostNameOf(host);
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "::1" ||
    (isIPv4(name) && name.startsWith("127."))
  );
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

/**
 * Whether a page may talk to the switch: its own host only, under a loopback name or one that is
 * listed. Any site can open a WebSocket to localhost, and comparing names with Host alone would let
 * in a site whose name resolves to 127.0.0.1. A client that is no browser sends no Origin; it is on
 * this machine already.
 */
export function isWelcome(headers: IncomingHttpHeaders, allowedHosts: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  const originHost = hostOf(origin);
  if (originHost === null || originHost !== host) return false;
  return isLoopback(originHost) || allowedHosts.includes(originHost);
}
