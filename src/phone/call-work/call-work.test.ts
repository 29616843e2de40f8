import { describe, expect, test, vi } from "vitest";

import type { CallId } from "@/phone/calls/call";
import { directOrigin } from "@/phone/calls/origin";
import { receive } from "@/phone/calls/transition";
import { type DeskConfig, readDeskConfig } from "@/phone/config/desk-config";
import { searchWords } from "@/phone/directory/search-words";
import { createHistory } from "@/phone/history/history";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { until } from "@/testing/until";

import { createFavourites } from "./favourites";
import { createNotes } from "./notes";
import { findOutcomes, needsOutcome, offeredOutcomes } from "./outcomes";

const [ringing] = receive(
  { id: "call" as CallId, number: "0401234567", display: "Maria", origin: directOrigin },
  1_000,
  true,
);

/** A tab over tables that others share. */
function tab(tables = createMemoryTables()) {
  const history = createHistory({
    table: () => tables.history,
    owner: () => ({ agent: "1001", instance: "tab" }),
    isColleague: () => false,
    searchWords,
    now: () => 9_000,
  });
  return { tables, history, notes: createNotes({ history, pauseMs: 1, retryMs: 1 }) };
}

async function ringingTab() {
  const made = tab();
  made.history.record(ringing);
  await vi.waitFor(async () => expect(await made.history.get("call")).not.toBeNull());
  return made;
}

const saved = (session: ReturnType<ReturnType<typeof tab>["notes"]["open"]>) =>
  until(() => session.store.getState().saving === "saved", "saved");

describe("a note", () => {
  test("is kept while it is typed, and is there for the next page", async () => {
    const { tables, history, notes } = await ringingTab();
    const session = notes.open("call");
    await saved(session);
    session.write("Broken");
    session.write("Broken lamp");
    expect(session.store.getState()).toEqual({ text: "Broken lamp", saving: "saving" });
    await saved(session);
    expect((await history.get("call"))?.work.note).toBe("Broken lamp");
    const next = tab(tables).notes.open("call");
    await until(() => next.store.getState().text === "Broken lamp", "the note");
  });

  test("that is typed before the one of before is known comes after it", async () => {
    const { history, tables, notes } = await ringingTab();
    await history.annotate("call", { note: "Broken" });
    const session = notes.open("call");
    session.write("Lamp");
    expect(session.store.getState()).toEqual({ text: "Lamp", saving: "loading" });
    await saved(session);
    expect((await history.get("call"))?.work.note).toBe("Broken\nLamp");
    const left = tab(tables).notes.open("call");
    left.write("Sent anew");
    left.close();
    await vi.waitFor(async () =>
      expect((await history.get("call"))?.work.note).toBe("Broken\nLamp\nSent anew"),
    );
  });

  test("is kept when it is left before the pause is over", async () => {
    const { history, tables } = await ringingTab();
    const session = createNotes({ history, pauseMs: 60_000 }).open("call");
    await saved(session);
    session.write("Broken");
    session.close();
    await vi.waitFor(async () =>
      expect((await tables.history.get("call"))?.work.note).toBe("Broken"),
    );
  });

  test("of another tab comes in, but not over what is being typed here", async () => {
    const { tables, notes } = await ringingTab();
    const mine = notes.open("call");
    const theirs = tab(tables).notes.open("call");
    await saved(mine);
    await saved(theirs);
    theirs.write("Theirs");
    await until(() => mine.store.getState().text === "Theirs", "theirs here");
    theirs.write("Theirs again");
    mine.write("Mine");
    expect(mine.store.getState().text).toBe("Mine");
    await saved(mine);
    await saved(theirs);
    await mine.flush();
    const kept = (await tables.history.get("call"))?.work.note;
    await until(() => mine.store.getState().text === kept, "the same here");
    await until(() => theirs.store.getState().text === kept, "the same there");
    expect(["Mine", "Theirs again"]).toContain(kept);
  });

  test("that a slow reading brings does not come over what was typed meanwhile", async () => {
    const { history } = await ringingTab();
    const answers: (() => void)[] = [];
    const slow = {
      ...history,
      get: (id: string) =>
        new Promise<Awaited<ReturnType<typeof history.get>>>((resolve) => {
          void history.get(id).then((row) => answers.push(() => resolve(row)));
        }),
    };
    const session = createNotes({ history: slow, pauseMs: 1 }).open("call");
    await until(() => answers.length > 0, "a reading");
    session.write("Typed");
    expect(await session.flush()).toBe(true);
    for (const answer of answers) answer();
    await Promise.resolve();
    expect(session.store.getState().text).toBe("Typed");
  });

  test("that cannot be saved says so, and is tried again", async () => {
    const { tables, history } = await ringingTab();
    const change = tables.history.change;
    let fails = true;
    tables.history.change = (...args) =>
      fails ? Promise.reject(new Error("disk")) : change(...args);
    const session = createNotes({ history, pauseMs: 1, retryMs: 5 }).open("call");
    await saved(session);
    session.write("Broken");
    await until(() => session.store.getState().saving === "failed", "failed");
    expect(session.store.getState().text).toBe("Broken");
    fails = false;
    await saved(session);
    expect((await history.get("call"))?.work.note).toBe("Broken");
  });

  test("is one for everybody in a tab, until the last one leaves it", async () => {
    const { notes } = await ringingTab();
    const card = notes.open("call");
    const page = notes.open("call");
    card.write("Both");
    expect(page.store.getState().text).toBe("Both");
    card.close();
    card.close();
    page.write("Still");
    await saved(page);
    expect(page.store.getState().text).toBe("Still");
  });
});

function configOf(part: object): DeskConfig {
  const { fields, problem } = readDeskConfig(part);
  expect(problem).toBeNull();
  return fields;
}

const config = configOf({
  queues: [
    { number: "500", id: "support", name: "Support", outcomes: ["service"], outcomeRequired: true },
    { number: "501", id: "sales", name: "Sales" },
  ],
  outcomes: [
    { id: "sale", label: { en: "Sale", fi: "Myynti" } },
    { id: "service", label: "Service" },
    { id: "new", label: "New", parent: "sale" },
    { id: "renewal", label: { en: "Renewal", ar: "تجديد" }, parent: "sale" },
    { id: "early", label: "Early", parent: "renewal" },
    { id: "lost", label: "Lost", parent: "nowhere" },
    { id: "round", label: "Round", parent: "about" },
    { id: "about", label: "About", parent: "round" },
  ],
});

describe("outcomes", () => {
  const ids = (offered: ReturnType<typeof offeredOutcomes>) =>
    offered.map(({ outcome, path }) => [...path, outcome].map(({ id }) => id).join(" "));

  test("are the innermost of the tree, in its order; what goes round in circles is nowhere", () => {
    expect(ids(offeredOutcomes(config.outcomes))).toEqual([
      "sale new",
      "sale renewal early",
      "service",
      "lost",
    ]);
    expect(ids(offeredOutcomes(config.outcomes, ["service"]))).toEqual(["service"]);
  });

  test.each([
    ["", 4],
    ["sal", 2],
    ["MYYN ear", 1],
    ["تجديد", 1],
    ["nothing", 0],
  ])("found by %j: %i", (text, count) => {
    expect(findOutcomes(offeredOutcomes(config.outcomes), text)).toHaveLength(count);
  });

  test.each([
    ["support", 5, false, true],
    ["support", null, false, false],
    ["support", 5, true, true],
    ["sales", 5, false, false],
    [null, 5, false, false],
  ])("queue %s, answered %s, internal %s: required %s", (queue, answeredAt, isInternal, needed) => {
    expect(needsOutcome(config, { queue, answeredAt, isInternal })).toBe(needed);
  });

  test("of calls of no queue are required by the desk's own word, but for colleagues", () => {
    const all = { ...config, outcomeRequired: true };
    const row = { queue: null, answeredAt: 5, isInternal: false };
    expect(needsOutcome(all, row)).toBe(true);
    expect(needsOutcome(all, { ...row, isInternal: true })).toBe(false);
    expect(needsOutcome({ ...all, outcomes: [] }, row)).toBe(false);
  });

  test("are starred for good, in every tab", async () => {
    const { facts } = createMemoryTables();
    const here = createFavourites(facts);
    const there = createFavourites(facts);
    await here.toggle("new");
    await there.toggle("early");
    await here.toggle("new");
    expect(here.store.getState()).toEqual(["early"]);
    expect(there.store.getState()).toEqual(["early"]);
    await facts.put({ id: "favouriteOutcomes", value: "nonsense" });
    expect(here.store.getState()).toEqual([]);
  });
});
