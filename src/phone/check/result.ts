import * as v from "valibot";

import type { TextStorage } from "@/phone/connection/stored-sign-in";

/** What is checked, in the order it is shown. */
export const checkNames = [
  "microphone",
  "speaker",
  "ringer",
  "notifications",
  "connection",
  "paths",
  "echo",
  "storage",
  "browser",
] as const;
export type CheckName = (typeof checkNames)[number];

/** `skipped`: nothing is wrong, it could not be tried now. */
const verdict = v.picklist(["ok", "warning", "failed", "skipped"]);
export type Verdict = v.InferOutput<typeof verdict>;

const shortText = v.pipe(v.string(), v.maxLength(400));
const lineResult = v.object({
  verdict,
  /** A code of `assess.ts`, or of a `PhoneError`. */
  code: v.pipe(v.string(), v.regex(/^[a-zA-Z]{1,40}$/)),
  figures: v.record(shortText, v.union([v.number(), shortText])),
});

export interface LineResult extends v.InferOutput<typeof lineResult> {
  /** The device's own name, which often is a person's ("Maria's headset"): shown, never kept or copied. */
  readonly device?: string;
}

const keptCheck = v.object({
  at: v.number(),
  lines: v.record(v.picklist(checkNames), lineResult),
});
export type KeptCheck = v.InferOutput<typeof keptCheck>;

/**
 * In localStorage and not in a table: tables belong to an account, while this is about a computer, before the sign-in
 * too; and a database that does not work is one of the things it has to tell.
 */
export const storageKey = "hamsa.checks";
const mostKept = 10;

/** Newest first. */
export function readKept(storage: TextStorage): readonly KeptCheck[] {
  try {
    const text = storage.getItem(storageKey);
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(keptCheck)), text);
    return read.success ? read.output.slice(0, mostKept) : [];
  } catch {
    return [];
  }
}

/** What is kept from now on; in memory only where the browser keeps nothing. */
export function keep(
  storage: TextStorage,
  before: readonly KeptCheck[],
  check: KeptCheck,
): readonly KeptCheck[] {
  const kept = [check, ...before].slice(0, mostKept);
  try {
    storage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // The check is still on the screen.
  }
  return kept;
}

/** `partly`: what was tried is well, and something could not be tried now. */
export type Overall = Exclude<Verdict, "skipped"> | "partly";

/** What all lines come to: the worst of them. */
export function overall(lines: readonly Pick<LineResult, "verdict" | "code">[]): Overall {
  const found = lines.map(({ verdict }) => verdict);
  if (found.includes("failed")) return "failed";
  if (found.includes("warning")) return "warning";
  // Nobody can do anything about a phone system without an echo.
  const isPartly = lines.some(
    ({ verdict, code }) => verdict === "skipped" && code !== "echoNotSetUp",
  );
  return isPartly ? "partly" : "ok";
}
