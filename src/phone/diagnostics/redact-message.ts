import type { Pseudonyms } from "./pseudonyms";
import { redactUri, removed } from "./redact-address";
import { longName, redactHeader } from "./redact-headers";
import { redactSdp } from "./redact-sdp";
import { isKnownWord, phraseOf } from "./vocabulary";

/** What is longer is read up to here: nothing of a message is worth more. */
const longestMessage = 64_000;
const longestTold = 12_000;
const mostHeaders = 120;

/** What is kept of a SIP message. */
export interface RedactedMessage {
  readonly method: string;
  readonly status: number | null;
  readonly label: string;
  readonly call: string;
  readonly transaction: string;
  readonly text: string;
}

interface Header {
  readonly field: string;
  readonly value: string;
}

interface StartLine {
  readonly method: string;
  readonly status: number | null;
  readonly label: string;
  readonly text: string;
}

const unreadable = "[unreadable]";

/**
 * A SIP message with everything removed that could be a number, a name, a secret or an address: by a list of what may
 * stay, header by header and line by line. Numbers and names become pseudonyms.
 */
export function redactMessage(raw: string, pseudonyms: Pseudonyms): RedactedMessage {
  const { start, headers, body } = takeApart(raw.slice(0, longestMessage));
  const line = redactStart(start, pseudonyms);
  const find = (name: string): string =>
    headers.find(({ field }) => longName(field) === name)?.value ?? "";
  const told = headers
    .slice(0, mostHeaders)
    .map(({ field, value }) => redactHeader(field, value, pseudonyms));
  const known = told.filter((header) => header !== null);
  const untold = headers.length - known.length;
  const sequence = /^(\d{1,10})\s+([A-Z]{3,12})$/i.exec(find("cseq"));
  const method = (sequence?.[2] ?? "").toUpperCase();
  const branch = /;\s*branch\s*=\s*([^;,\s]+)/i.exec(find("via"))?.[1] ?? "";
  const lines = [
    line.text,
    ...known,
    ...(untold === 0 ? [] : [`[headers removed: ${untold}]`]),
    ...(body.trim() === "" ? [] : ["", ...redactBody(find("content-type"), body, pseudonyms)]),
  ];
  return {
    method: line.status === null ? line.method : isKnownWord(method) ? method : "",
    status: line.status,
    label: line.label,
    call: find("call-id") === "" ? "" : pseudonyms.id("c", find("call-id")),
    // The ACK to a refusal has the branch of its INVITE (RFC 3261 section 17.1.1.3), and is none of its answers.
    transaction: pseudonyms.id("b", `${branch} ${sequence?.[1] ?? ""}`),
    text: lines.join("\n").slice(0, longestTold),
  };
}

/** Lines may end in any way, and go on in the next one if that begins with a space (RFC 3261 section 7.3.1). */
function takeApart(raw: string): { start: string; headers: readonly Header[]; body: string } {
  const text = raw.replace(/^[\r\n]+/, "");
  const end = /\r\n\r\n|\n\n|\r\r|\n\r\n/.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  const body = end === null ? "" : text.slice(end.index + end[0].length);
  const [start = "", ...rest] = head.split(/\r\n|\r|\n/);
  const lines: string[] = [];
  for (const line of rest) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined)
      lines[lines.length - 1] = `${last} ${line.trim()}`;
    else lines.push(line);
  }
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return { field: line.slice(0, Math.max(0, colon)), value: line.slice(colon + 1).trim() };
  });
  return { start, headers, body };
}

function redactStart(line: string, pseudonyms: Pseudonyms): StartLine {
  const status = /^SIP\/2\.0 +([1-6]\d\d)(?= |$)/i.exec(line)?.[1];
  if (status !== undefined) {
    const label = `${status} ${phraseOf(Number(status))}`.trim();
    return { method: "", status: Number(status), label, text: `SIP/2.0 ${label}` };
  }
  const [method = "", ...rest] = line.split(" ").filter((word) => word !== "");
  const version = rest.pop()?.toUpperCase();
  const uri = rest.join(" ");
  if (!isMethod(method) || version !== "SIP/2.0")
    return { method: "", status: null, label: unreadable, text: unreadable };
  const name = method.toUpperCase();
  const text = `${name} ${redactUri(uri, pseudonyms)} SIP/2.0`;
  return { method: name, status: null, label: name, text };
}

function isMethod(text: string): boolean {
  return /^(?:INVITE|ACK|BYE|CANCEL|OPTIONS|REGISTER|SUBSCRIBE|NOTIFY|MESSAGE|REFER|INFO|UPDATE|PRACK|PUBLISH)$/i.test(
    text,
  );
}

function redactBody(contentType: string, body: string, pseudonyms: Pseudonyms): readonly string[] {
  const type = (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
  // Only what calls itself SDP and begins like it.
  if (type === "application/sdp" && /^v=0\s/.test(body)) return redactSdp(body, pseudonyms);
  const count = `${body.length} characters removed`;
  if (type === "message/sipfrag") {
    return [redactStart(body.split(/\r\n|\r|\n/, 1)[0] ?? "", pseudonyms).text, `[${count}]`];
  }
  return [...readStates(type, body), `[${isKnownWord(type) ? type : removed}: ${count}]`];
}

/** Of a NOTIFY how somebody stands; not who. */
function readStates(type: string, body: string): readonly string[] {
  const pattern =
    type === "application/dialog-info+xml"
      ? /<state[^<>]{0,100}>\s*(trying|proceeding|early|confirmed|terminated)\s*</g
      : type === "application/pidf+xml"
        ? /<basic[^<>]{0,100}>\s*(open|closed)\s*</g
        : null;
  const states = pattern === null ? [] : [...body.matchAll(pattern)].slice(0, 10);
  return states.map(([, state = ""]) => `[state: ${state}]`);
}
