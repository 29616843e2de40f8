import { expect, test } from "vitest";

import { createMemoryTables } from "@/phone/storage/memory-tables";
import { until } from "@/testing/until";

import { createReviews, type Review } from "./reviews";

const review = (id: string, startedAt: number): Review => ({
  id,
  supervisor: "1005",
  agent: "1001",
  startedAt,
  endedAt: startedAt + 60_000,
  answers: [{ id: "greeting", label: { en: "Greeting" }, most: 5, points: 4 }],
  note: "Calm",
});

test("score cards are kept, newest first, for every tab, until they are deleted", async () => {
  const { facts } = createMemoryTables();
  await facts.put({ id: "favouriteOutcomes", value: ["sale"] });
  const [one, other] = [createReviews(facts), createReviews(facts)];
  expect(await one.save(review("a", 1_000))).toBe(true);
  expect(await other.save(review("b", 2_000))).toBe(true);
  const ids = (): readonly string[] | undefined => one.store.getState().rows?.map(({ id }) => id);
  await until(() => ids()?.join() === "b,a", "both");
  await other.remove("b");
  await until(() => ids()?.join() === "a", "one of them");
});

test("a row that is no score card does not take the others away", async () => {
  const { facts } = createMemoryTables();
  await facts.put({ id: "review x", value: null });
  await facts.put({ id: "review y", value: { id: "y" } });
  const reviews = createReviews(facts);
  await reviews.save(review("a", 1_000));
  await until(() => reviews.store.getState().rows?.length === 1, "the score card alone");
});

test("what the browser does not keep is said", async () => {
  const { facts } = createMemoryTables();
  const full = { ...facts, put: () => Promise.reject(new Error("full")) };
  expect(await createReviews(full).save(review("a", 1_000))).toBe(false);
});
