import { describe, expect, test } from "vitest";

import { cleanName } from "./clean-name";
import { toAsciiDigits } from "./digits";
import { foldText, foldWords } from "./fold-text";
import { newId } from "./new-id";
import { numberTokens } from "./number-tokens";
import { createQueue } from "./queue";

test.each([
  ["Åäö ÉÈ", "aao ee"],
  ["أإآا", "اااا"],
  ["مستشفى", "مستشفي"],
  ["مدرسة", "مدرسه"],
  ["مُحَمَّد", "محمد"],
  ["مـــريم", "مريم"],
  ["٣٢١", "321"],
])("%s folds to %s", (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test("words are folded once each, without signs", () => {
  expect(foldWords("Oy, Pohjoinen & oy")).toEqual(["oy", "pohjoinen"]);
});

test("all three sets of digits become ASCII", () => {
  expect(toAsciiDigits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 12")).toBe("0123456789 0123456789 12");
});

describe("a name from the network", () => {
  test.each([
    ["Maria  Virtanen", "Maria Virtanen"],
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["\u202Eevil\u202C", "evil"],
    ["\u2066abc\u2069", "abc"],
    ["a\u0000b\r\nc", "a b c"],
    ["\u200B\u200E\uFEFF", null],
    ["", null],
    [undefined, null],
  ])("%j shows as %j", (text, shown) => {
    expect(cleanName(text)).toBe(shown);
  });

  test("ten kilobytes are cut at eighty characters, whole characters", () => {
    expect(Array.from(cleanName("x".repeat(10_000)) ?? "")).toHaveLength(80);
    expect(Array.from(cleanName("😀".repeat(200)) ?? "")).toHaveLength(80);
  });
});

test("a number is found by every ending of at least three digits", () => {
  expect(numberTokens("+358 40")).toEqual(["35840", "5840", "840"]);
  expect(numberTokens("12")).toEqual(["12"]);
  // A group that comes again is not one and the same.
  expect(numberTokens("040 40 40 12")[0]).toBe("040404012");
  expect(numberTokens("٠٤٠ ٤٠")).toEqual(["04040", "4040", "040"]);
  expect(numberTokens("")).toEqual([]);
});

test("ids are UUIDs of version 4, also without randomUUID (plain http)", () => {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(newId()).toMatch(shape);
  const { randomUUID } = crypto;
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  expect(newId()).toMatch(shape);
  Object.defineProperty(crypto, "randomUUID", { value: randomUUID, configurable: true });
});

describe("a queue", () => {
  test("runs one piece after the other, and goes on after a failure", async () => {
    const queue = createQueue(new AbortController().signal);
    const order: string[] = [];
    const first = queue(async () => {
      await Promise.resolve();
      order.push("first");
      throw new Error("no");
    });
    const second = queue(async () => void order.push("second"));
    await expect(first).rejects.toThrow("no");
    await second;
    expect(order).toEqual(["first", "second"]);
  });

  test("begins nothing once it is stopped", async () => {
    const stop = new AbortController();
    const queue = createQueue(stop.signal);
    stop.abort(new Error("over"));
    await expect(queue(async () => "done")).rejects.toThrow("over");
  });
});
