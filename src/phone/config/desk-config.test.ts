import { expect, test } from "vitest";

import { readDeskConfig } from "./desk-config";

test("nothing is needed", () => {
  const { fields, problem } = readDeskConfig({});
  expect(problem).toBeNull();
  expect(fields.breaks.map(({ id }) => id)).toEqual(["lunch", "coffee", "training"]);
  expect(fields.privacy).toEqual({ historyDays: null, signOutRemoves: [], encrypt: false });
});

test("an outcome without a word, a break with the phone system's own reason and a foreign address are named", () => {
  const { fields, problem } = readDeskConfig({
    outcomes: [{ id: "sold", label: {} }],
    breaks: [{ id: "wrapup", label: "Wrap-up" }],
    companyDirectory: { url: "//elsewhere.example/people.json" },
    reports: { timeZone: "Europe/Nowhere" },
    queues: [{ number: "500", name: { en: "Support", fi: "Tuki" }, wrapUp: { mode: "fixed" } }],
  });
  expect(problem?.fields.toSorted()).toEqual(["breaks", "companyDirectory", "outcomes", "reports"]);
  expect(fields.outcomes).toEqual([]);
  expect(fields.queues[0]?.wrapUp).toEqual({
    mode: "fixed",
    seconds: 30,
    extendSeconds: 30,
    mostExtensions: 3,
  });
});
