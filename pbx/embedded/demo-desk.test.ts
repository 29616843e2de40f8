import { expect, test } from "vitest";

import { demoDesk } from "./demo-desk";

const languages = ["en", "ar", "fi"];
const { queues, outcomes, scripts, knowledge } = demoDesk;

test("everything that agents read is said in every language", () => {
  const said = [
    ...queues.map(({ name }) => name),
    ...demoDesk.breaks.map(({ label }) => label),
    ...outcomes.map(({ label }) => label),
    ...scripts.flatMap(({ label, text }) => [label, text]),
    ...knowledge.flatMap(({ title, text }) => [title, text]),
  ];
  for (const words of said) expect(Object.keys(words).toSorted()).toEqual(languages.toSorted());
});

test("what is named is there, and has one name", () => {
  const ids = outcomes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { parent } of outcomes) if (parent !== undefined) expect(ids).toContain(parent);
  for (const queue of queues) {
    for (const outcome of queue.outcomes) expect(ids).toContain(outcome);
    expect(scripts.map(({ id }) => id)).toContain(queue.script);
  }
});
