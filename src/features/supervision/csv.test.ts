import { expect, test } from "vitest";

import type { Review } from "@/phone/reviews/reviews";

import { auditCsv, reviewsCsv, totalOf } from "./csv";

const nameOf = (extension: string): string =>
  ({ "1001": "Aino Virtanen", "1005": "Layla Mansour" })[extension] ?? extension;

const review = (answers: Review["answers"], note = ""): Review => ({
  id: "a",
  supervisor: "1005",
  agent: "1001",
  startedAt: 0,
  endedAt: 90_000,
  answers,
  note,
});

test("what was done is a table that no spreadsheet calculates", () => {
  const lines = auditCsv(
    [
      {
        at: 0,
        supervisor: "1005",
        agent: "1001",
        act: "pause",
        detail: "lunch",
        text: "=HYPERLINK(1)",
      },
      { at: 1_000, supervisor: "1005", agent: "1009", act: "monitor", detail: null, text: null },
    ],
    nameOf,
  ).split("\r\n");
  expect(lines[1]).toBe(
    "1970-01-01T00:00:00.000Z,1005,Layla Mansour,1001,Aino Virtanen,pause,lunch,'=HYPERLINK(1)",
  );
  expect(lines[2]).toBe("1970-01-01T00:00:01.000Z,1005,Layla Mansour,1009,1009,monitor,,");
});

test("score cards of different questions stand in one table", () => {
  const old = review([{ id: "greeting", label: "Greeting", most: 5, points: 3 }], "Calm, kind");
  const fresh = review([
    { id: "greeting", label: { en: "Opening", fi: "Aloitus" }, most: 5, points: null },
    { id: "close", label: "Close", most: 2, points: 2 },
  ]);
  const lines = reviewsCsv([fresh, old], nameOf, "fi").split("\r\n");
  expect(lines[0]).toContain("listenedSeconds,Aloitus,Close,points,most,note");
  expect(lines[1]).toContain(",90,,2,2,2,");
  expect(lines[2]).toContain(',90,3,,3,5,"Calm, kind"');
});

test("what was left open counts for nothing", () => {
  const answers = [
    { id: "a", label: "A", most: 5, points: 3 },
    { id: "b", label: "B", most: 5, points: null },
  ];
  expect(totalOf(review(answers))).toEqual({ points: 3, most: 5 });
});
