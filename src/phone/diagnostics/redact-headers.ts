import type { Pseudonyms } from "./pseudonyms";
import {
  redactAddresses,
  redactHostPort,
  redactNumber,
  redactParameters,
  removed,
} from "./redact-address";
import { splitOutside } from "./split-outside";
import { isKnownWord, readProduct } from "./vocabulary";

type Redact = (value: string, pseudonyms: Pseudonyms) => string;

/** RFC 3261 section 7.3.3 and the registry: one letter for a name. */
const compactForms: Readonly<Record<string, string>> = {
  a: "accept-contact",
  b: "referred-by",
  c: "content-type",
  d: "request-disposition",
  e: "content-encoding",
  f: "from",
  i: "call-id",
  k: "supported",
  l: "content-length",
  m: "contact",
  o: "event",
  r: "refer-to",
  s: "subject",
  t: "to",
  u: "allow-events",
  v: "via",
  x: "session-expires",
};

const number: Redact = (value, pseudonyms) => {
  const [first = "", ...parameters] = value.split(";");
  return redactNumber(first) + redactParameters(parameters, pseudonyms);
};

const words: Redact = (value, pseudonyms) =>
  splitOutside(value, ",")
    .map((part) => {
      const [word = "", ...parameters] = splitOutside(part.trim(), ";");
      return (isKnownWord(word) ? word.trim() : removed) + redactParameters(parameters, pseudonyms);
    })
    .join(", ");

const product: Redact = (value) => readProduct(value) ?? removed;
const silent: Redact = () => removed;

const via: Redact = (value, pseudonyms) =>
  splitOutside(value, ",")
    .map((part) => {
      const [, protocol = "", rest = ""] =
        /^\s*SIP\s*\/\s*2\.0\s*\/\s*(\w{2,8})\s+(.*)$/i.exec(part) ?? [];
      if (!isKnownWord(protocol)) return removed;
      const [host = "", ...parameters] = splitOutside(rest, ";");
      const sentBy = redactHostPort(host, pseudonyms);
      return `SIP/2.0/${protocol.toUpperCase()} ${sentBy}${redactParameters(parameters, pseudonyms)}`;
    })
    .join(", ");

/** Whoever knows the names of a dialog can take the call: a beginning is enough to find it in the phone system's log. */
const callId: Redact = (value, pseudonyms) => {
  const start = value.slice(0, 8);
  const isRandom =
    /^(?:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|[\da-z]{20,22})$/.test(value) &&
    (start.match(/[a-z]/g) ?? []).length >= 2 &&
    (start.match(/\d/g) ?? []).length >= 2 &&
    !/\d{4}/.test(start);
  return pseudonyms.id("c", value) + (isRandom ? ` (begins with ${start})` : "");
};

const sequence: Redact = (value) => {
  const [, count = "", method = ""] = /^(\d{1,10})\s+(\S+)$/.exec(value) ?? [];
  return `${redactNumber(count)} ${isKnownWord(method) ? method : removed}`;
};

const digest: Redact = (value, pseudonyms) => {
  const [, scheme = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(value) ?? [];
  if (scheme.toLowerCase() !== "digest") return removed;
  const told = splitOutside(rest, ",").map((part) => {
    const [name = "", ...quoted] = part.split("=");
    const text = quoted.join("=").replaceAll('"', "").trim();
    switch (name.trim().toLowerCase()) {
      case "username":
        return `username=${pseudonyms.user(text)}`;
      case "algorithm":
        return /^(?:MD5|SHA-256|SHA-512-256)(?:-sess)?$/i.test(text)
          ? `algorithm=${text}`
          : removed;
      case "qop":
        return `qop=${text.split(",").every(isKnownWord) ? text : removed}`;
      case "stale":
        return isKnownWord(text) ? `stale=${text}` : removed;
      case "nc":
        return /^0{4}[\da-f]{4}$/.test(text) ? `nc=${text}` : removed;
      case "realm":
      case "nonce":
      case "uri":
      case "response":
      case "cnonce":
      case "opaque":
        return `${name.trim().toLowerCase()}=${removed}`;
      default:
        return removed;
    }
  });
  return `Digest ${told.join(", ")}`;
};

/** RFC 3326: the cause is a number; the text is anybody's. */
const reason: Redact = words;

const replaces: Redact = (value, pseudonyms) => {
  const [id = "", ...parameters] = value.split(";");
  return callId(id.trim(), pseudonyms) + redactParameters(parameters, pseudonyms);
};

const warning: Redact = (value) => `${/^\d{3}(?= )/.exec(value)?.[0] ?? ""} ${removed}`.trim();

/** Headers by the name they are shown with. Everything else is removed, its name too. */
const known: Readonly<Record<string, Redact>> = {
  Via: via,
  From: redactAddresses,
  To: redactAddresses,
  Contact: redactAddresses,
  Route: redactAddresses,
  "Record-Route": redactAddresses,
  Path: redactAddresses,
  "Service-Route": redactAddresses,
  "Refer-To": redactAddresses,
  "Referred-By": redactAddresses,
  "Reply-To": redactAddresses,
  "P-Asserted-Identity": redactAddresses,
  "P-Preferred-Identity": redactAddresses,
  "Remote-Party-ID": redactAddresses,
  Diversion: redactAddresses,
  "History-Info": redactAddresses,
  "Call-ID": callId,
  CSeq: sequence,
  "Max-Forwards": number,
  "Content-Length": number,
  Expires: number,
  "Min-Expires": number,
  "Session-Expires": number,
  "Min-SE": number,
  RSeq: number,
  "Retry-After": number,
  "X-Queue-Wait": number,
  "X-Asterisk-HangupCauseCode": number,
  Allow: words,
  Supported: words,
  Require: words,
  "Proxy-Require": words,
  Unsupported: words,
  Accept: words,
  "Accept-Encoding": words,
  "Allow-Events": words,
  Event: words,
  "Subscription-State": words,
  "Content-Type": words,
  "Content-Disposition": words,
  Privacy: words,
  "Refer-Sub": words,
  Reason: reason,
  Warning: warning,
  Replaces: replaces,
  Join: replaces,
  "User-Agent": product,
  Server: product,
  Authorization: digest,
  "Proxy-Authorization": digest,
  "WWW-Authenticate": digest,
  "Proxy-Authenticate": digest,
  // That they are there explains much; what they say is about people.
  "Call-Info": silent,
  "Alert-Info": silent,
  Subject: silent,
  "X-Queue": silent,
  "X-Queue-Label": silent,
  "X-Call-UUID": silent,
  "X-Transferred-By": silent,
  "X-Transfer-Note": silent,
};

const byLowerCase = new Map(
  Object.entries(known).map(([name, redact]) => [name.toLowerCase(), { name, redact }] as const),
);

/** Longer than a value that says something. */
const longestValue = 2_000;

/** A header with its value redacted; `null` for one that is not told. */
export function redactHeader(field: string, value: string, pseudonyms: Pseudonyms): string | null {
  const header = byLowerCase.get(longName(field));
  if (header === undefined) return null;
  const told = value.length > longestValue ? removed : header.redact(value, pseudonyms);
  return `${header.name}: ${told}`;
}

/** The name of a header in full and in small letters. */
export function longName(field: string): string {
  const name = field.trim().toLowerCase();
  return compactForms[name] ?? name;
}
