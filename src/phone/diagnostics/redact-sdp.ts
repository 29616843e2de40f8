import type { Pseudonyms } from "./pseudonyms";
import { removed } from "./redact-address";
import { isKnownWord } from "./vocabulary";

/** Attributes that are told as they are when they look like this. */
const plainAttributes: readonly RegExp[] = [
  /^(?:sendrecv|sendonly|recvonly|inactive|rtcp-mux|rtcp-mux-only|rtcp-rsize|ice-lite|end-of-candidates|extmap-allow-mixed)$/,
  /^(?:ptime|maxptime|mid):\d{1,3}$/,
  /^setup:(?:actpass|active|passive|holdconn)$/,
  /^ice-options:(?:trickle|ice2|renomination)(?: (?:trickle|ice2|renomination))*$/,
  /^group:BUNDLE(?: \d{1,2})*$/,
  /^fmtp:\d{1,3} \d{1,3}(?:[-/,]\d{1,3}){0,8}$/,
];

/** Keys and names: that they are there is told, and nothing of them. */
const silentAttributes = [
  "ice-ufrag",
  "ice-pwd",
  "fingerprint",
  "crypto",
  "msid",
  "msid-semantic",
  "identity",
  "key-mgmt",
  "tls-id",
  "label",
  "cname",
];

/** SDP line by line (RFC 8866); what is not known is removed and counted. */
export function redactSdp(text: string, pseudonyms: Pseudonyms): readonly string[] {
  const told: string[] = [];
  let untold = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === "") continue;
    const redacted = redactLine(line.trim(), pseudonyms);
    if (redacted === null) untold += 1;
    else told.push(redacted);
  }
  return untold === 0 ? told : [...told, `[lines removed: ${untold}]`];
}

function redactLine(line: string, pseudonyms: Pseudonyms): string | null {
  const value = line.slice(2).trim();
  switch (line.slice(0, 2)) {
    case "v=":
      return value === "0" ? line : null;
    case "o=":
      return `o=- ${removed} ${removed} IN ${lastAddress(value, pseudonyms)}`;
    case "s=":
      return `s=${removed}`;
    case "t=":
      return value === "0 0" ? line : null;
    case "c=":
      return `c=IN ${lastAddress(value, pseudonyms)}`;
    case "b=":
      return /^(?:AS|TIAS|CT|RS|RR):\d{1,6}$/.test(value) ? line : null;
    case "m=":
      return redactMedia(value);
    case "a=":
      return redactAttribute(value, pseudonyms);
    default:
      return null;
  }
}

function lastAddress(value: string, pseudonyms: Pseudonyms): string {
  const [, family, address = ""] = /\bIN (IP[46]) (\S+)$/i.exec(value) ?? [];
  return family === undefined ? removed : `${family.toUpperCase()} ${pseudonyms.host(address)}`;
}

function redactMedia(value: string): string | null {
  const [, kind = "", port = "", protocol = "", formats = ""] =
    /^(\w{1,12}) (\d{1,5}) ([\w/]{1,24})((?: \d{1,3}){0,40})$/.exec(value) ?? [];
  return isKnownWord(kind) && isKnownWord(protocol)
    ? `m=${kind} ${port} ${protocol}${formats}`
    : null;
}

function redactAttribute(value: string, pseudonyms: Pseudonyms): string | null {
  if (plainAttributes.some((pattern) => pattern.test(value))) return `a=${value}`;
  const name = (value.split(":", 1)[0] ?? "").toLowerCase();
  if (silentAttributes.includes(name)) return `a=${name}:${removed}`;
  const rest = value.slice(name.length + 1);
  switch (name) {
    case "candidate":
      return redactCandidate(rest, pseudonyms);
    case "rtpmap":
      return redactMap(rest);
    case "fmtp":
      return redactFormat(rest);
    case "rtcp": {
      const port = /^\d{1,5}(?=$| )/.exec(rest)?.[0];
      const address = rest.includes(" ") ? ` IN ${lastAddress(rest, pseudonyms)}` : "";
      return port === undefined ? null : `a=rtcp:${port}${address}`;
    }
    case "rtcp-fb": {
      const [, format = "", kind = ""] = /^(\d{1,3}|\*) ([\w-]+)/.exec(rest) ?? [];
      return isKnownWord(kind) ? `a=rtcp-fb:${format} ${kind}` : null;
    }
    case "extmap": {
      const [, id = "", uri = ""] = /^(\d{1,3}) (\S+)$/.exec(rest) ?? [];
      return isKnownWord(uri) ? `a=extmap:${id} ${uri}` : null;
    }
    case "ssrc":
      return `a=ssrc:${removed}`;
    default:
      return null;
  }
}

/** RFC 8839 section 5.1: what kind of path it would be, and not where. */
function redactCandidate(text: string, pseudonyms: Pseudonyms): string | null {
  const found =
    /^\S+ ([12]) (udp|tcp) \d+ (\S+) (\d{1,5}) typ (host|srflx|prflx|relay)(?= |$)(.*)$/i.exec(
      text,
    );
  if (found === null) return null;
  const [, component, protocol = "", address = "", port, type = "", rest = ""] = found;
  const [, relatedAddress, relatedPort] = / raddr (\S+) rport (\d{1,5})(?= |$)/i.exec(rest) ?? [];
  const tcpType = / tcptype (active|passive|so)(?= |$)/i.exec(rest)?.[0]?.toLowerCase() ?? "";
  const related =
    relatedAddress === undefined
      ? ""
      : ` raddr ${pseudonyms.host(relatedAddress)} rport ${relatedPort}`;
  const path = `${component} ${protocol.toLowerCase()} ${removed} ${pseudonyms.host(address)} ${port}`;
  return `a=candidate:${removed} ${path} typ ${type.toLowerCase()}${related}${tcpType}`;
}

function redactMap(text: string): string | null {
  const [, format, codec = "", rate] =
    /^(\d{1,3}) ([\w.-]{1,20})(\/\d{4,6}(?:\/\d)?)$/.exec(text) ?? [];
  return isKnownWord(codec) ? `a=rtpmap:${format} ${codec}${rate}` : null;
}

function redactFormat(text: string): string | null {
  const [, format, rest = ""] = /^(\d{1,3}) (.+)$/.exec(text) ?? [];
  if (format === undefined) return null;
  const told = rest.split(";").map((parameter) => {
    const [, name = "", value = ""] =
      /^\s*([\w-]{1,30})=(\d{1,6}|yes|no)\s*$/.exec(parameter) ?? [];
    return isKnownWord(name) ? `${name}=${value}` : removed;
  });
  return `a=fmtp:${format} ${told.join(";")}`;
}
