import { expect, test } from "vitest";

import { readDeskConfig } from "@/phone/config/desk-config";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { signedInPhone } from "@/testing/test-phone";

import { type ScoreCardRow, scoreOf } from "./score-card";
import { createScoreCards } from "./score-cards";

const questions = [
  { id: "greeting", most: 5 },
  { id: "tone", most: 10 },
];

const card = (id: string, change: Partial<ScoreCardRow> = {}): ScoreCardRow => ({
  id,
  agent: "1001",
  supervisor: "1005",
  at: Date.parse("2026-11-29T10:42:00Z"),
  marks: { greeting: 4, tone: 8 },
  note: "",
  ...change,
});

test.each([
  [
    { greeting: 4, tone: 8 },
    { points: 12, most: 15, percent: 80 },
  ],
  [{ greeting: 4 }, { points: 4, most: 5, percent: 80 }],
  [{ greeting: 0 }, { points: 0, most: 5, percent: 0 }],
  [{}, { points: 0, most: 0, percent: null }],
  [
    { greeting: 9, tone: -3, gone: 5 },
    { points: 5, most: 15, percent: 33 },
  ],
  [
    { greeting: Number.NaN, tone: 10 },
    { points: 10, most: 10, percent: 100 },
  ],
])("%j comes to %j", (marks, score) => {
  expect(scoreOf(questions, marks)).toEqual(score);
});

test("cards are kept, newest first, and exported so that no spreadsheet calculates", async () => {
  const { scoreCards: table } = createMemoryTables();
  const cards = createScoreCards({ table, questions });
  await cards.put(card("a", { at: 1_000, marks: { tone: 10, gone: 2 } }));
  await cards.put(card("b", { note: '=HYPERLINK("https://evil.example","x")\n"well"' }));
  await cards.put(card("a", { at: 2_000, marks: { tone: 10, gone: 2 } }));
  expect((await cards.all()).map(({ id, at }) => [id, at])).toEqual([
    ["b", Date.parse("2026-11-29T10:42:00Z")],
    ["a", 2_000],
  ]);
  const csv = await cards.exportCsv();
  const [head, ...lines] = csv.slice(1).split("\r\n");
  expect(head).toBe("id,at,agent,supervisor,points,most,percent,note,greeting,tone,gone");
  expect(lines[0]).toMatch(/^b,2026-11-29T10:42:00.000Z,1001,1005,12,15,80,"'=HYPERLINK/);
  expect(lines[1]).toBe("a,1970-01-01T00:00:02.000Z,1001,1005,10,10,100,,,10,2");
});

test("the desk has them, by the questions of the configuration", async () => {
  const agent = await signedInPhone();
  const { scoreCards, config } = await agent.phone.openDesk();
  expect(config.supervision.scoreCard.map(({ id }) => id)).toContain("greeting");
  await scoreCards.put(card("a"));
  expect(await scoreCards.all()).toEqual([card("a")]);
  expect(await scoreCards.exportCsv()).toContain("greeting");
});

test("supervision can be configured field by field", () => {
  const { fields, problem } = readDeskConfig({
    supervision: {
      alarms: [{ id: "hold", label: "Hold", when: "hold", seconds: 30 }],
      phrases: [],
      scoreCard: [{ id: "all", label: { en: "All", fi: "Kaikki" } }],
    },
  });
  expect(problem).toBeNull();
  expect(fields.supervision).toEqual({
    alarms: [{ id: "hold", label: "Hold", when: "hold", seconds: 30, sound: false }],
    phrases: [],
    scoreCard: [{ id: "all", label: { en: "All", fi: "Kaikki" }, most: 5 }],
  });
});

test.each([
  { alarms: [{ id: "x", label: "X", when: "shouting" }] },
  { alarms: [{ id: "X y", label: "X", when: "hold" }] },
  { phrases: ["x".repeat(201)] },
  { scoreCard: [{ id: "x", label: "X", most: 0 }] },
])("a mistake is named, and the defaults stand: %j", (supervision) => {
  const { fields, problem } = readDeskConfig({ supervision });
  expect(problem?.fields).toEqual(["supervision"]);
  expect(fields.supervision.alarms.map(({ when }) => when).toSorted()).toEqual([
    "break",
    "call",
    "help",
    "hold",
    "quality",
    "wait",
    "wrapUp",
  ]);
  for (const { label } of [...fields.supervision.alarms, ...fields.supervision.scoreCard]) {
    expect(Object.keys(label)).toEqual(["en", "ar", "fi"]);
  }
});
