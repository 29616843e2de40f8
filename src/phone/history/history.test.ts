import { describe, expect, test } from "vitest";

import type { CallId } from "@/phone/calls/call";
import { directOrigin } from "@/phone/calls/origin";
import { receive, transition } from "@/phone/calls/transition";
import { searchWords } from "@/phone/directory/search-words";
import { createMemoryTables } from "@/phone/storage/memory-tables";

import { foldCall, isMissed, keepRow } from "./fold-call";
import { createHistory } from "./history";

const owner = { agent: "1001", instance: "tab" };
const offer = {
  id: "call" as CallId,
  number: "0401234567",
  display: "Maria",
  origin: { ...directOrigin, kind: "queue" as const, queue: "support", callUuid: "u-1" },
};
const [ringing] = receive(offer, 1_000, true);
const [connecting] = transition(ringing, { type: "answer", at: 2_000 });

function historyOver(tables = createMemoryTables()) {
  const history = createHistory({
    table: () => tables.history,
    owner: () => owner,
    isColleague: () => false,
    searchWords,
    now: () => 9_000,
  });
  const rows = () => history.search({ text: "", missedOnly: false, limit: 9 });
  return { history, rows, tables };
}

test("a row says who, when, how long and why, at every moment of a call", () => {
  const [heard] = transition(ringing, { type: "ringHeard", at: 1_200 });
  const missed = transition(heard, {
    type: "terminated",
    reason: "missed",
    sipStatus: null,
    at: 5_000,
  })[0];
  expect(foldCall(ringing, owner)).toMatchObject({
    id: "call",
    agent: "1001",
    name: "Maria",
    queue: "support",
    callUuid: "u-1",
    startedAt: 1_000,
    endedAt: null,
    endReason: null,
  });
  expect(foldCall(missed, owner)).toMatchObject({
    endedAt: 5_000,
    endReason: "missed",
    answeredAt: null,
  });
});

test.each([
  ["in", null, "missed", true],
  ["in", null, "busyHere", true],
  ["in", null, "declined", false],
  ["in", null, "answeredElsewhere", false],
  ["in", 5, "hungUpThere", false],
  ["out", null, "noAnswer", false],
] as const)("%s, answered %s, %s: missed %s", (direction, answeredAt, endReason, missed) => {
  expect(isMissed({ direction, answeredAt, endReason })).toBe(missed);
});

test("a row is found by name, queue and any part of the number", () => {
  const { tokens } = keepRow(foldCall(ringing, owner));
  for (const word of ["maria", "support", "0401234567", "4567", "123"]) {
    expect(tokens.some((token) => token.startsWith(word))).toBe(true);
  }
});

test("a conference says who was in it, and has no number to call back", () => {
  const [talking] = transition(connecting, { type: "established", behind: false, at: 2_000 });
  const member = { digit: 1, callId: "a" as CallId, state: "in", party: talking.party } as const;
  const purpose = { kind: "conference", room: "12345678", members: [member] } as const;
  const row = foldCall({ ...talking, purpose }, owner);
  expect(row).toMatchObject({ number: "", name: null, members: ["Maria"] });
  expect(keepRow(row).tokens).toContain("maria");
});

test("a call that was not there to be picked up leaves no row", async () => {
  const { history, rows } = historyOver();
  const purpose = { kind: "pickup", extension: "1002" } as const;
  history.record({ ...ringing, purpose });
  expect(await rows()).toEqual([]);
  const [talking] = transition(connecting, { type: "established", behind: false, at: 2_000 });
  history.record({ ...talking, purpose });
  expect(await rows()).toMatchObject([{ direction: "in", name: "Maria", answeredAt: 2_000 }]);
});

describe("calls of a page that is gone", () => {
  test("get their end at the next start; calls of tabs that live are left alone", async () => {
    const { history, rows, tables } = historyOver();
    await tables.history.put(keepRow({ ...foldCall(ringing, owner), id: "old", instance: "gone" }));
    await tables.history.put(
      keepRow({ ...foldCall(ringing, owner), id: "other", instance: "alive" }),
    );
    history.record({ ...ringing, id: "mine" as CallId });
    const talking = { ...foldCall(ringing, owner), answeredAt: 5, instance: "gone" };
    await tables.history.put(keepRow({ ...talking, id: "talked" }));
    await tables.history.put(
      keepRow({ ...talking, id: "dialled", direction: "out", answeredAt: null }),
    );
    await history.closeAbandoned(["alive"]);
    const ends = Object.fromEntries((await rows()).map(({ id, endReason }) => [id, endReason]));
    expect(ends).toEqual({
      old: "missed",
      talked: "connectionLost",
      dialled: "connectionLost",
      other: null,
      mine: null,
    });
  });
});

test("what is added to a call stays, whatever becomes of the call, and is found", async () => {
  const { history, rows } = historyOver();
  history.record(ringing);
  expect(await history.annotate("call", { note: "Wants the broken lamp replaced" })).toBe(true);
  const [talking] = transition(connecting, { type: "established", behind: false, at: 2_000 });
  history.record(talking);
  await expect
    .poll(rows)
    .toMatchObject([
      { answeredAt: 2_000, work: { note: "Wants the broken lamp replaced", outcome: null } },
    ]);
  expect(await history.search({ text: "lamp", missedOnly: false, limit: 9 })).toHaveLength(1);
  expect(await history.withNumber("0401234567", 9)).toMatchObject([{ id: "call" }]);
  expect(await history.annotate("nobody", { note: "…" })).toBe(false);
  expect(await history.get("nobody")).toBeNull();
});

test("history that cannot be written says so, and says when it is well again", async () => {
  const tables = createMemoryTables();
  let fails = true;
  const change = tables.history.change;
  const shaky = {
    ...tables,
    history: {
      ...tables.history,
      change: (...args: Parameters<typeof change>) =>
        fails ? Promise.reject(new Error("disk")) : change(...args),
    },
  };
  const { history } = historyOver(shaky);
  history.record(ringing);
  await Promise.resolve();
  await Promise.resolve();
  expect(history.store.getState().problem).not.toBeNull();
  fails = false;
  expect(await history.do({ type: "clear" })).toBe(true);
  expect(history.store.getState().problem).toBeNull();
});
