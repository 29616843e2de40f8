import ICAL from "ical.js";

import type { ContactDraft, NumberKind } from "@/phone/directory/contact";

export interface Card {
  /** On which line of the file it begins, from 1. */
  readonly line: number;
  readonly text: string;
  /** `null`: it cannot be read. */
  readonly draft: Omit<ContactDraft, "id"> | null;
}

/** A card without its pictures is never longer. */
const longestCard = 200_000;

export function looksLikeCards(text: string): boolean {
  return /^\s*BEGIN:VCARD\s*$/im.test(text.slice(0, 4_096));
}

/** The cards of a file, each read for itself: a broken one takes no other with it. */
export function* readCards(text: string): Generator<Card> {
  let lines: string[] | null = null;
  let begun = 0;
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    const mark = line.trim().toUpperCase();
    if (mark === "BEGIN:VCARD") {
      if (lines !== null) yield { line: begun, text: lines.join("\n"), draft: null };
      lines = [];
      begun = number;
    }
    lines?.push(line);
    if (mark === "END:VCARD" && lines !== null) {
      yield { line: begun, text: lines.join("\n").slice(0, 2_000), draft: readCard(lines) };
      lines = null;
    }
  }
  if (lines !== null) yield { line: begun, text: lines.join("\n").slice(0, 2_000), draft: null };
}

function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    yield text.slice(start, end).replace(/\r$/, "");
    start = end + 1;
  }
}

/** A property as ical.js gives it (jCard, RFC 7095): name, parameters, type, values. */
type Property = readonly [
  string,
  Readonly<Record<string, string | string[]>>,
  string,
  ...unknown[],
];

function readCard(lines: readonly string[]): Card["draft"] {
  if (lines.reduce((sum, line) => sum + line.length, 0) > longestCard) return null;
  const version = /^VERSION:\s*([\d.]+)/im.exec(lines.join("\n"))?.[1] ?? "3.0";
  const design = version === "4.0" ? ICAL.design.vcard : ICAL.design.vcard3;
  try {
    const properties = unfold(lines)
      .filter((line) => !/^(?:[\w-]+\.)?(?:BEGIN|END|VERSION|PHOTO|LOGO|SOUND|KEY)[;:]/i.test(line))
      .map((line) => ICAL.parse.property(toThree(line), design) as Property);
    return properties.length === 0 ? null : draftOf(properties);
  } catch {
    return null;
  }
}

/** Lines in one piece: RFC 6350 3.2, and the soft ends of QUOTED-PRINTABLE in version 2.1. */
function unfold(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const last = whole.at(-1);
    const isSoft = last !== undefined && last.endsWith("=") && /QUOTED-PRINTABLE/i.test(last);
    if (isSoft) whole[whole.length - 1] = last.slice(0, -1) + line;
    else if (/^[ \t]/.test(line) && last !== undefined)
      whole[whole.length - 1] = last + line.slice(1);
    else if (line.trim() !== "") whole.push(line);
  }
  return whole;
}

/** What 2.1 writes otherwise: types without a name, and text in QUOTED-PRINTABLE with a character set. */
function toThree(line: string): string {
  const colon = findColon(line);
  if (colon < 0) return line;
  const [name = "", ...parameters] = line.slice(0, colon).split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const kept: string[] = [];
  let charset = "utf-8";
  let isQuoted = false;
  for (const parameter of parameters) {
    const [key = "", value = ""] = parameter.split("=");
    if (/^(?:ENCODING=)?QUOTED-PRINTABLE$/i.test(parameter)) isQuoted = true;
    else if (/^CHARSET$/i.test(key)) charset = value.replaceAll('"', "");
    else if (parameter.includes("=")) kept.push(parameter);
    else if (parameter !== "") kept.push(`TYPE=${parameter}`);
  }
  const value = line.slice(colon + 1);
  const text = isQuoted ? decodeQuoted(value, charset).replace(/\r?\n/g, "\\n") : value;
  return `${[name, ...kept].join(";")}:${text}`;
}

function findColon(line: string): number {
  let isInQuotes = false;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') isInQuotes = !isInQuotes;
    if (line[at] === ":" && !isInQuotes) return at;
  }
  return line.indexOf(":");
}

function decodeQuoted(text: string, charset: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const hex = /^=([0-9A-F]{2})/i.exec(text.slice(at, at + 3))?.[1];
    if (hex === undefined) bytes.push(...new TextEncoder().encode(text[at]));
    else {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    }
  }
  try {
    return new TextDecoder(charset).decode(new Uint8Array(bytes));
  } catch {
    return new TextDecoder().decode(new Uint8Array(bytes)); // an unknown character set
  }
}

const flat = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(flat).filter(Boolean).join(" ")
    : typeof value === "string"
      ? value.replaceAll("\\;", ";") // ical.js leaves it in 3.0
      : "";

function numberKind(types: readonly string[]): NumberKind {
  if (types.some((type) => /^(?:cell|mobile|iphone)$/.test(type))) return "mobile";
  if (types.includes("work")) return "work";
  if (types.includes("home")) return "home";
  return "other";
}

/** Facts of a person that have no place of their own. */
const kept = {
  title: "Title",
  role: "Role",
  url: "URL",
  bday: "Birthday",
  adr: "Address",
} as const;

function draftOf(properties: readonly Property[]): Omit<ContactDraft, "id"> {
  const all = (wanted: string): Property[] => properties.filter(([name]) => name === wanted);
  const first = (wanted: string): string => flat(all(wanted)[0]?.[3]).trim();
  const typesOf = ([, { type = [] }]: Property): string[] =>
    (typeof type === "string" ? type.split(",") : type).map((each) => each.toLowerCase());
  const own = all("x-hamsa-field").map(([, { name = "" }, , value]): [string, string] => [
    String(name),
    flat(value),
  ]);
  const others = Object.entries(kept).map(([name, label]): [string, string] => [
    label,
    first(name),
  ]);
  return {
    name: first("fn") || nameOf(all("n")[0]?.[3]),
    company: flat(all("org")[0]?.[3]).trim(),
    numbers: all("tel").map((property) => ({
      kind: numberKind(typesOf(property)),
      number: flat(property[3]).replace(/^tel:/i, ""),
    })),
    emails: all("email").map((property) => flat(property[3]).replace(/^mailto:/i, "")),
    tags: all("categories").flatMap(([, , , ...values]) => values.flat().map(flat)),
    notes: all("note")
      .map((property) => flat(property[3]))
      .join("\n"),
    fields: Object.fromEntries([...others, ...own].filter(([, value]) => value !== "")),
  };
}

/** `N` is family; given; further; before; after. */
function nameOf(value: unknown): string {
  if (!Array.isArray(value)) return flat(value);
  const [family, given, further, before, after] = value.map(flat);
  return [before, given, further, family, after].filter(Boolean).join(" ");
}
