import * as v from "valibot";

import { cleanName } from "@/lib/clean-name";
import type { CallId } from "@/phone/calls/call";
import type { ToldCall } from "@/phone/calls/told-call";

import { lineHead } from "./elsewhere";

/**
 * What the phones of one extension say to each other, one line of text each, by MESSAGE to the own extension. Every phone
 * of the extension hears every line, its own too. A body above 1,023 bytes arrives empty at Asterisk 22.
 */
export type Line =
  /** Is anybody else there? */
  | { readonly verb: "ask"; readonly from: string }
  | { readonly verb: "here"; readonly from: string; readonly to: string; readonly calls: number }
  /** Give me the phone. */
  | { readonly verb: "move"; readonly from: string; readonly to: string }
  /** One of the calls that go along. */
  | { readonly verb: "call"; readonly from: string; readonly to: string; readonly call: ToldCall }
  /** What has been noted of one of them; one that is too long stays. */
  | {
      readonly verb: "note";
      readonly from: string;
      readonly to: string;
      readonly id: CallId;
      readonly note: string;
    }
  /** These were all. */
  | { readonly verb: "moved"; readonly from: string; readonly to: string; readonly calls: number };

const longest = 1_000;
const mostCalls = 20;
const id = v.pipe(v.string(), v.regex(/^[0-9a-zA-Z-]{1,40}$/));
/** Nothing that could end a header parameter (RFC 3261 section 25.1, `token` and `word`). */
const sipWord = v.pipe(v.string(), v.regex(/^[\w.!%*+`'~@()<>:\\/[\]?{}-]{1,200}$/));
const time = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A call as short as it can be told; the names of a dialog are what matters. */
const shortCall = v.object({
  i: id,
  c: sipWord,
  l: sipWord,
  r: sipWord,
  n: v.pipe(v.string(), v.maxLength(100)),
  d: v.nullable(v.pipe(v.string(), v.maxLength(100))),
  o: v.boolean(),
  s: time,
  a: v.nullable(time),
  h: v.boolean(),
  m: v.boolean(),
  u: v.nullable(v.pipe(v.string(), v.maxLength(100))),
});

/** A name that makes the line too long stays here. `null`: it is too long all the same. */
export function writeLine(line: Line): string | null {
  const text = write(line);
  if (text.length <= longest) return text;
  if (line.verb !== "call") return null;
  const short = write({ ...line, call: { ...line.call, display: null } });
  return short.length <= longest ? short : null;
}

function write(line: Line): string {
  const words: (string | number)[] = [lineHead, line.verb, line.from];
  if (line.verb !== "ask") words.push(line.to);
  if (line.verb === "here" || line.verb === "moved") words.push(line.calls);
  if (line.verb === "call") words.push(encodeURIComponent(JSON.stringify(shorten(line.call))));
  if (line.verb === "note") words.push(line.id, encodeURIComponent(line.note));
  return words.join(" ");
}

/** `null` for anything that is no such line. What others of the extension write is believed, what it looks like is not. */
export function readLine(text: string): Line | null {
  const [name, verb, from, to, rest, more] = text.trim().split(" ");
  if (name !== lineHead || !v.is(id, from)) return null;
  if (verb === "ask") return { verb, from };
  if (!v.is(id, to)) return null;
  switch (verb) {
    case "move":
      return { verb, from, to };
    case "here":
    case "moved": {
      const calls = Number(rest);
      const isCount = Number.isInteger(calls) && calls >= 0 && calls <= mostCalls;
      return isCount ? { verb, from, to, calls } : null;
    }
    case "note": {
      const note = decode(more ?? "");
      return v.is(id, rest) && note !== "" ? { verb, from, to, id: rest as CallId, note } : null;
    }
    case "call": {
      const call = lengthen(rest ?? "");
      return call === null ? null : { verb, from, to, call };
    }
    default:
      return null;
  }
}

function shorten(call: ToldCall): v.InferInput<typeof shortCall> {
  return {
    i: call.id,
    c: call.dialog.callId,
    l: call.dialog.localTag,
    r: call.dialog.remoteTag,
    n: call.number,
    d: call.display,
    o: call.direction === "out",
    s: call.startedAt,
    a: call.answeredAt,
    h: call.held,
    m: call.muted,
    u: call.callUuid,
  };
}

function lengthen(text: string): ToldCall | null {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shortCall), decode(text));
  if (!read.success) return null;
  const { i, c, l, r, n, d, o, s, a, h, m, u } = read.output;
  return {
    id: i as ToldCall["id"],
    dialog: { callId: c, localTag: l, remoteTag: r },
    number: n,
    display: cleanName(d),
    direction: o ? "out" : "in",
    startedAt: s,
    answeredAt: a,
    held: h,
    muted: m,
    callUuid: u,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
