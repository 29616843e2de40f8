import type { Direction } from "./leg";
import type { OfferedSection } from "./reduce-offer";

/** Where our side of a leg can be reached, read from werift's own description. */
export interface LocalTransport {
  readonly iceUfrag: string;
  readonly icePassword: string;
  readonly fingerprint: string;
  readonly candidates: readonly string[];
}

export interface Description {
  readonly sessionId: number;
  /** Grows with every description of a session (RFC 3264, section 8). */
  readonly version: number;
  readonly sections: readonly OfferedSection[];
  readonly transport: LocalTransport;
  readonly setup: "actpass" | "active" | "passive";
  readonly direction: Direction;
  readonly eventType: number | null;
  readonly ssrc: number;
}

/**
 * In the order in which they are worth a check, since Chromium 156 begins with what it is told first and goes on after 50 ms:
 * our own loopback is reached from loopback only, and werift names it first.
 */
function inOrder(candidates: readonly string[]): readonly string[] {
  const isLoopback = (candidate: string): boolean => candidate.includes(" 127.0.0.1 ");
  return candidates.toSorted((one, other) => Number(isLoopback(one)) - Number(isLoopback(other)));
}

export function readTransport(sdp: string): LocalTransport {
  const value = (name: string) => new RegExp(`^a=${name}:(.*)$`, "m").exec(sdp)?.[1]?.trim() ?? "";
  return {
    iceUfrag: value("ice-ufrag"),
    icePassword: value("ice-pwd"),
    fingerprint: value("fingerprint"),
    candidates: inOrder(
      [...sdp.matchAll(/^a=(candidate:.*)$/gm)].map(([, line]) => line?.trim() ?? ""),
    ),
  };
}

/** What our side does, given what the far end asked for. */
export function answerTo(direction: Direction): Direction {
  if (direction === "sendonly") return "recvonly";
  return direction === "recvonly" ? "sendonly" : direction;
}

function refused({ mLine, mid }: OfferedSection): string[] {
  const [media, , ...rest] = mLine.split(" ");
  return [
    [media, "0", ...rest].join(" "),
    "c=IN IP4 0.0.0.0",
    ...(mid === null ? [] : [`a=mid:${mid}`]),
    "a=inactive",
  ];
}

function accepted(description: Description, mid: string): string[] {
  const { transport, eventType, ssrc } = description;
  const events =
    eventType === null
      ? []
      : [`a=rtpmap:${eventType} telephone-event/8000`, `a=fmtp:${eventType} 0-16`];
  return [
    `m=audio 9 UDP/TLS/RTP/SAVPF 0${eventType === null ? "" : ` ${eventType}`}`,
    "c=IN IP4 0.0.0.0",
    `a=mid:${mid}`,
    `a=${description.direction}`,
    "a=rtpmap:0 PCMU/8000",
    ...events,
    "a=ptime:20",
    "a=rtcp-mux",
    `a=ice-ufrag:${transport.iceUfrag}`,
    `a=ice-pwd:${transport.icePassword}`,
    `a=fingerprint:${transport.fingerprint}`,
    `a=setup:${description.setup}`,
    "a=msid:switch voice",
    `a=ssrc:${ssrc} cname:switch`,
    ...transport.candidates.map((candidate) => `a=${candidate}`),
    "a=end-of-candidates",
  ];
}

/** Our offer or answer. Without trickle, as Asterisk: every candidate is in it. */
export function describe(description: Description): string {
  const mids = description.sections.map((section, index) => section.mid ?? String(index));
  const chosen = description.sections.findIndex((section) => section.chosen);
  const lines = [
    "v=0",
    `o=- ${description.sessionId} ${description.version} IN IP4 127.0.0.1`,
    "s=Hamsa-Switch",
    "t=0 0",
    `a=group:BUNDLE ${mids[chosen] ?? "0"}`,
    "a=msid-semantic: WMS switch",
    ...description.sections.flatMap((section, index) =>
      section.chosen ? accepted(description, mids[index] ?? "0") : refused(section),
    ),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}
