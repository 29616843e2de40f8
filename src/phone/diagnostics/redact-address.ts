import type { Pseudonyms } from "./pseudonyms";
import { splitOutside } from "./split-outside";
import { isKnownWord } from "./vocabulary";

/** Stands where something was that is not told. */
export const removed = "…";

const idParameters = ["tag", "branch", "to-tag", "from-tag"];
const hostParameters = ["received", "maddr"];
const numberParameters = [
  "expires",
  "q",
  "reg-id",
  "cause",
  "counter",
  "rport",
  "ttl",
  "retry-after",
  "id",
  "duration",
];
const wordParameters = [
  "transport",
  "privacy",
  "screen",
  "party",
  "refresher",
  "reason",
  "user",
  "handling",
];
const flags = ["lr", "ob", "rport", "early-only", "outbound", "audio", "isfocus", "keep", "alias"];
/** Known by name, and secret or a person's: what it says is removed. */
const silentParameters = [
  "+sip.instance",
  "pub-gruu",
  "temp-gruu",
  "phone-context",
  "text",
  "cpc",
  "isub",
  "ext",
];

/** A number in a header that counts something; a longer one could be a telephone number. */
export function redactNumber(text: string): string {
  return /^\d{1,6}(?:\.\d{1,3})?$/.test(text.trim()) ? text.trim() : removed;
}

/** One `name=value`; what is not known is removed. */
function redactParameter(text: string, pseudonyms: Pseudonyms): string {
  const equals = text.indexOf("=");
  const name = (equals === -1 ? text : text.slice(0, equals)).trim().toLowerCase();
  const value = equals === -1 ? null : text.slice(equals + 1).trim();
  if (value === null) return flags.includes(name) || isKnownWord(name) ? name : removed;
  if (idParameters.includes(name)) {
    return `${name}=${pseudonyms.id(name === "branch" ? "b" : "t", value)}`;
  }
  if (hostParameters.includes(name)) return `${name}=${pseudonyms.host(value)}`;
  if (numberParameters.includes(name) && /^"?\d/.test(value))
    return `${name}=${redactNumber(value)}`;
  const word = value.replaceAll('"', "");
  if (wordParameters.includes(name) && isKnownWord(word)) return `${name}=${word.toLowerCase()}`;
  const isNamed = [...silentParameters, ...wordParameters, ...numberParameters].includes(name);
  return isNamed ? `${name}=${removed}` : removed;
}

export function redactParameters(parameters: readonly string[], pseudonyms: Pseudonyms): string {
  const told = parameters
    .filter((parameter) => parameter.trim() !== "")
    .map((parameter) => redactParameter(parameter, pseudonyms));
  return told.map((parameter) => `;${parameter}`).join("");
}

/** `sip:`, `sips:`, `tel:` and `urn:service:`; of anything else nothing is told. */
export function redactUri(text: string, pseudonyms: Pseudonyms): string {
  const uri = text.trim();
  const scheme = /^(sips?|tel|im|pres):/i.exec(uri)?.[1]?.toLowerCase();
  const service = /^urn:service:(sos|test)(?=$|[.;])/i.exec(uri)?.[0];
  if (service !== undefined) return service.toLowerCase();
  if (scheme === undefined) return removed;
  const rest = uri.slice(scheme.length + 1);
  if (scheme === "tel") {
    const [number = "", ...parameters] = rest.split(";");
    return `tel:${pseudonyms.user(number)}${redactParameters(parameters, pseudonyms)}`;
  }
  // A user may contain all that ends a host (";", "?", ":"): it ends at the last "@".
  const at = rest.lastIndexOf("@");
  const user = at === -1 ? "" : pseudonyms.user(rest.slice(0, at)) || removed;
  const [address = "", ...headers] = rest.slice(at + 1).split("?");
  const [hostPort = "", ...parameters] = address.split(";");
  const asked = headers.length === 0 ? "" : `?${removed}`;
  const end = redactParameters(parameters, pseudonyms) + asked;
  return `${scheme}:${at === -1 ? "" : `${user}@`}${redactHostPort(hostPort, pseudonyms)}${end}`;
}

export function redactHostPort(text: string, pseudonyms: Pseudonyms): string {
  const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  if (host === "") return removed;
  return pseudonyms.host(host) + (port === undefined ? "" : `:${port}`);
}

/** `"Maria" <sip:…>;tag=…`, several after commas, or an address alone. */
export function redactAddresses(text: string, pseudonyms: Pseudonyms): string {
  return splitOutside(text, ",")
    .map((address) => redactAddress(address.trim(), pseudonyms))
    .join(", ");
}

function redactAddress(text: string, pseudonyms: Pseudonyms): string {
  if (text === "*") return text;
  const [first = "", ...parameters] = splitOutside(text, ";");
  const told = redactParameters(parameters, pseudonyms);
  // The brackets that end it: a name in quotation marks may have some of its own.
  const bracketed = /<([^<>"]*)>\s*$/.exec(first);
  if (bracketed === null) {
    const isPlain = !/[<>"]/.test(first);
    return (isPlain ? redactUri(first, pseudonyms) : removed) + told;
  }
  const name = first.slice(0, bracketed.index).trim() === "" ? "" : `"${removed}" `;
  return `${name}<${redactUri(bracketed[1] ?? "", pseudonyms)}>${told}`;
}
