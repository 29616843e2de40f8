import { PhoneError } from "@/phone/errors";

/** What can be found out about a connection that failed. */
export interface Reach {
  readonly online: boolean;
  readonly pageIsLocal: boolean;
  readonly serverHost: string;
  /** The browser's answer to "may this page reach the local network" (Chrome 142 and newer), or `null`. */
  readonly localNetwork: "granted" | "prompt" | "denied" | null;
}

/** Private, link-local and loopback addresses, and names that only a local network knows. */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  return (
    /^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
      name,
    ) ||
    /^(?:::1|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(name) ||
    name === "localhost" ||
    /\.(?:local|localhost|lan|home|internal)$/.test(name)
  );
}

/**
 * Makes more of "unreachable". A browser tells a page nothing about why a socket failed; what is known beside it
 * often does: no network at all, or a public page that may not reach a private server.
 */
export function explainUnreachable(error: PhoneError, reach: Reach): PhoneError {
  if (error.code !== "serverUnreachable" && error.code !== "serverTimedOut") return error;
  if (!reach.online) return new PhoneError("offline", error.detail, error);
  const asksPermission = !reach.pageIsLocal && isPrivateHost(reach.serverHost);
  const refused = reach.localNetwork === "denied" || reach.localNetwork === "prompt";
  if (asksPermission && refused) {
    return new PhoneError("serverBlocked", { server: reach.serverHost }, error);
  }
  return error;
}
