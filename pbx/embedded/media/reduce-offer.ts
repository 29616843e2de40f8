import type { Direction } from "./leg";

/** The far end's description has no audio this switch can carry: answer 488. */
export class UnusableOffer extends Error {
  override readonly name = "UnusableOffer";
}

/** One m= section of the far end's description, in order; all but one are refused. */
export interface OfferedSection {
  readonly mLine: string;
  readonly mid: string | null;
  readonly chosen: boolean;
}

/** What is needed of a browser's description, and a shorter one for werift. */
export interface ReducedOffer {
  readonly sections: readonly OfferedSection[];
  readonly direction: Direction;
  /** Payload type of telephone-event/8000; null: no digits by RTP. */
  readonly eventType: number | null;
  readonly iceUfrag: string;
  readonly fingerprint: string;
  /** Describes one sendrecv section with PCMU and keys, and nothing else. */
  readonly sdp: string;
}

const directions: readonly string[] = ["sendrecv", "sendonly", "recvonly", "inactive"];

interface Section {
  lines: string[];
}

function split(sdp: string): { session: string[]; sections: Section[] } {
  const session: string[] = [];
  const sections: Section[] = [];
  for (const line of sdp.split(/\r?\n/)) {
    if (line === "") continue;
    if (line.startsWith("m=")) sections.push({ lines: [] });
    (sections.at(-1)?.lines ?? session).push(line);
  }
  return { session, sections };
}

function valueOf(lines: readonly string[], prefix: string): string | null {
  return lines.find((line) => line.startsWith(prefix))?.slice(prefix.length) ?? null;
}

function payloadTypes(section: Section): string[] {
  return section.lines[0]?.split(" ").slice(3) ?? [];
}

function eventTypeOf(section: Section): number | null {
  for (const line of section.lines) {
    const type = /^a=rtpmap:(\d+) telephone-event\/8000$/i.exec(line)?.[1];
    if (type !== undefined && payloadTypes(section).includes(type)) return Number(type);
  }
  return null;
}

function isUsable(section: Section): boolean {
  const [media, port, protocol] = section.lines[0]?.split(" ") ?? [];
  return (
    media === "m=audio" &&
    port !== "0" &&
    (protocol?.endsWith("TLS/RTP/SAVPF") ?? false) &&
    payloadTypes(section).includes("0")
  );
}

/** Candidates by name (mDNS) and by TCP lead nowhere here. */
function isReachable(candidate: string): boolean {
  const [, , transport, , address] = candidate.split(" ");
  return transport?.toLowerCase() === "udp" && !(address?.endsWith(".local") ?? true);
}

/**
 * With no candidate at all an ICE restart ends with one-way audio (werift 0.24.4 drops the checks of
 * a far end while its list of pairs is empty), so an address where nobody answers stands in.
 */
const standInCandidate = "1 1 udp 1 127.0.0.1 9 typ host";

function candidatesOf(section: Section): string[] {
  const candidates = section.lines
    .filter((line) => line.startsWith("a=candidate:"))
    .map((line) => line.slice("a=candidate:".length))
    .filter(isReachable);
  return candidates.length > 0 ? candidates : [standInCandidate];
}

interface Transport {
  mid: string;
  ufrag: string;
  password: string;
  fingerprint: string;
  setup: string;
}

function transportOf(session: string[], section: Section): Transport {
  const lines = [...section.lines, ...session];
  const ufrag = valueOf(lines, "a=ice-ufrag:");
  const password = valueOf(lines, "a=ice-pwd:");
  const fingerprint = valueOf(lines, "a=fingerprint:");
  if (ufrag === null || password === null || fingerprint === null) {
    throw new UnusableOffer("no ICE or no DTLS in the description");
  }
  const setup = valueOf(lines, "a=setup:") ?? "actpass";
  return { mid: valueOf(section.lines, "a=mid:") ?? "0", ufrag, password, fingerprint, setup };
}

/**
 * The direction is left out on purpose: hold is kept to this side of werift, which answers an
 * inactive section with port 0 (a refusal) and takes an ICE restart for something else after it.
 * The end of candidates is left out because werift gives up when none of a complete list answers.
 */
function describe(transport: Transport, section: Section): string {
  const eventType = eventTypeOf(section);
  const ssrcLine = section.lines.find((line) => /^a=ssrc:\d+ cname:/.test(line));
  const lines = [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    `a=group:BUNDLE ${transport.mid}`,
    `m=audio 9 UDP/TLS/RTP/SAVPF 0${eventType === null ? "" : ` ${eventType}`}`,
    "c=IN IP4 0.0.0.0",
    "a=rtpmap:0 PCMU/8000",
    ...(eventType === null ? [] : [`a=rtpmap:${eventType} telephone-event/8000`]),
    `a=mid:${transport.mid}`,
    "a=rtcp-mux",
    "a=sendrecv",
    `a=ice-ufrag:${transport.ufrag}`,
    `a=ice-pwd:${transport.password}`,
    `a=fingerprint:${transport.fingerprint}`,
    `a=setup:${transport.setup}`,
    ...(ssrcLine === undefined ? [] : [ssrcLine]),
    ...candidatesOf(section).map((candidate) => `a=candidate:${candidate}`),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

function directionOf(session: string[], section: Section): Direction {
  const line = [...section.lines, ...session].find((candidate) =>
    directions.includes(candidate.slice(2)),
  );
  return (line?.slice(2) ?? "sendrecv") as Direction;
}

/**
 * Cuts a browser's description down to its first usable audio section with PCMU and
 * telephone-event/8000, by text and before werift sees it: an audio and video offer otherwise fails
 * as a whole ("negotiate codecs failed"), and names of candidates would be looked up by multicast.
 */
export function reduceOffer(sdp: string): ReducedOffer {
  const { session, sections } = split(sdp);
  const chosen = sections.find(isUsable);
  if (chosen === undefined) throw new UnusableOffer("no audio section with PCMU over DTLS");
  const transport = transportOf(session, chosen);
  return {
    sections: sections.map((section) => ({
      mLine: section.lines[0] ?? "",
      mid: valueOf(section.lines, "a=mid:"),
      chosen: section === chosen,
    })),
    direction: directionOf(session, chosen),
    eventType: eventTypeOf(chosen),
    iceUfrag: transport.ufrag,
    fingerprint: transport.fingerprint,
    sdp: describe(transport, chosen),
  };
}
