import type { Facts } from "./entry";
import type { Pseudonyms } from "./pseudonyms";
import { removed } from "./redact-address";
import { readProduct } from "./vocabulary";

const mostFacts = 60;
/** A number this great could be a telephone number: spans and counts are smaller. */
const tooGreat = 10_000_000;
/** Facts under these names are ids of ours or of the phone system. */
const idNames = ["call", "dialog"];
const mostFrames = 4;

/**
 * Facts with codes, numbers and flags in them. A string stays if it is written like a code (`oneWay`, `in-use`), a
 * version or the name of a phone system; so nothing that came from the network or from a person may be given as one.
 */
export function redactFacts(
  facts: Readonly<Record<string, unknown>>,
  pseudonyms: Pseudonyms,
): Facts {
  const told: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(facts).slice(0, mostFacts)) {
    if (!/^[a-zA-Z][a-zA-Z0-9]{0,39}$/.test(name) || /\d{5}/.test(name)) continue;
    if (value === undefined) continue;
    if (idNames.includes(name) && typeof value === "string") {
      told[name] = pseudonyms.id(name === "call" ? "k" : "c", value);
    } else if (name === "host" && typeof value === "string") {
      told[name] = pseudonyms.host(value);
    } else if (value instanceof Error) {
      told[name] = readErrorName(value);
      const where = readFrames(value.stack ?? "");
      if (where !== "") told["where"] = where;
    } else told[name] = redactValue(value);
  }
  return told;
}

function redactValue(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return Math.abs(value) < tooGreat ? value : removed;
  return typeof value === "string" ? redactCode(value) : removed;
}

function redactCode(text: string): string {
  if (/^[a-z][\w-]{0,39}$/.test(text) && !/\d{5}/.test(text)) return text;
  if (/^\d{1,3}(?:\.\d{1,3}){1,2}$/.test(text)) return text;
  const named = /^(?:Uncaught )?([A-Z][A-Za-z]{0,30}Error)(?:: ([a-z][A-Za-z]{1,30}))?$/.exec(text);
  // `PhoneError: storageBlocked`: the code is its message.
  if (named !== null)
    return named[1] === "PhoneError" ? (named[2] ?? removed) : (named[1] ?? removed);
  return (
    /^(?:Uncaught )?([A-Z][A-Za-z]{0,30}Error):/.exec(text)?.[1] ?? readProduct(text) ?? removed
  );
}

function readErrorName(error: Error): string {
  if ("code" in error && typeof error.code === "string") return redactCode(error.code);
  return /^[A-Z][A-Za-z]{2,40}$/.test(error.name) ? error.name : "Error";
}

/** Which files and lines of ours it came through. */
function readFrames(stack: string): string {
  const frames = [
    ...stack
      .slice(0, 4_000)
      .matchAll(/\/([\w.-]{1,60}\.[jt]sx?)(?:\?[^:)\s]*)?:(\d{1,6}):(\d{1,6})/g),
  ];
  return frames
    .slice(0, mostFrames)
    .map(([, file, line, column]) => `${file}:${line}:${column}`)
    .join(" ");
}

/** A line of the log is a sentence of ours; one with digits or signs in it was put together from something else. */
export function redactSentence(text: string): string {
  return /^[A-Za-z][A-Za-z' ,-]{0,120}$/.test(text) ? text : removed;
}
