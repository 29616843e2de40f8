import { describe, expect, test } from "vitest";

import type { Entry, SipEntry } from "./entry";
import { buildLadder, countTrace, listDialogs } from "./ladder";

const message = (change: Partial<SipEntry>): SipEntry => ({
  kind: "sip",
  at: 0,
  page: "p",
  direction: "sent",
  method: "INVITE",
  status: null,
  label: change.status === undefined ? (change.method ?? "INVITE") : String(change.status),
  call: "c-a",
  transaction: "b-1",
  text: `${change.label} ${change.method} ${change.status} ${change.transaction} ${change.at}`,
  ...change,
});
const note = (kind: "page" | "socket" | "call", what: string, at: number): Entry => ({
  kind,
  what,
  at,
  page: "p",
  facts: {},
});

const call: readonly Entry[] = [
  note("page", "started", 0),
  note("socket", "opened", 5),
  message({ at: 10, method: "REGISTER", call: "c-r", transaction: "b-r" }),
  message({
    at: 60,
    method: "REGISTER",
    call: "c-r",
    transaction: "b-r",
    status: 200,
    direction: "received",
  }),
  note("call", "begun", 99),
  message({ at: 100 }),
  message({ at: 130, status: 180, direction: "received" }),
  message({ at: 900, status: 200, direction: "received", text: "ok" }),
  message({ at: 1_400, status: 200, direction: "received", text: "ok" }),
  message({ at: 1_401, method: "ACK", transaction: "b-2" }),
  note("socket", "closed", 1_500),
  note("page", "started", 1_600),
  message({ at: 2_000, method: "BYE", transaction: "b-3" }),
  note("socket", "closed", 2_500),
];

const arrows = (entries: readonly Entry[], of: string | null, now: number) =>
  buildLadder(entries, of === null ? null : new Set([of]), now).filter(
    (rung) => rung.kind === "arrow",
  );

describe("the ladder", () => {
  test("of one call has its messages, what came between them, and nothing else", () => {
    const rungs = buildLadder(call, new Set(["c-a"]), 3_000).map((rung) =>
      rung.kind === "arrow" ? rung.entry.label : `${rung.entry.kind} ${rung.entry.what}`,
    );
    expect(rungs).toEqual([
      "INVITE",
      "180",
      "200",
      "200",
      "ACK",
      "socket closed",
      "page started",
      "BYE",
    ]);
  });

  test("tells how long after the one before each came", () => {
    expect(arrows(call, "c-a", 3_000).map(({ deltaMs }) => deltaMs)).toEqual([
      0, 30, 770, 500, 1, 599,
    ]);
  });

  test("marks what came twice", () => {
    const repeated = arrows(call, null, 3_000).filter(({ isRepeated }) => isRepeated);
    expect(repeated.map(({ entry }) => entry.at)).toEqual([1_400]);
  });

  test("marks a request without an answer once there was time for one; an ACK needs none", () => {
    const unanswered = (now: number) =>
      arrows(call, null, now).flatMap(({ isUnanswered, entry }) =>
        isUnanswered ? [entry.label] : [],
      );
    expect(unanswered(33_000)).toEqual([]);
    expect(unanswered(35_000)).toEqual(["BYE"]);
  });

  test("does not take the answer to an INVITE for one to its CANCEL, nor ours for theirs", () => {
    const entries = [
      message({ at: 1 }),
      message({ at: 2, method: "CANCEL" }),
      message({ at: 3, status: 487, direction: "received" }),
      message({ at: 4, method: "OPTIONS", direction: "received", transaction: "b-9" }),
      message({ at: 5, method: "OPTIONS", direction: "received", transaction: "b-9", status: 200 }),
    ];
    const unanswered = arrows(entries, null, 90_000).filter(({ isUnanswered }) => isUnanswered);
    expect(unanswered.map(({ entry }) => entry.method)).toEqual(["CANCEL", "OPTIONS"]);
  });
});

test("dialogs are listed, the newest first, by what opened them", () => {
  expect(listDialogs(call)).toEqual([
    { call: "c-a", method: "INVITE", direction: "sent", at: 100, count: 6 },
    { call: "c-r", method: "REGISTER", direction: "sent", at: 10, count: 2 },
  ]);
});

test("statistics are counted", () => {
  expect(countTrace(call, 90_000)).toEqual({
    pages: 2,
    sent: 4,
    received: 4,
    repeated: 1,
    unanswered: 1,
    calls: 1,
    socketsOpened: 1,
    socketsClosed: 2,
    answerMedianMs: 30,
    answerSlowestMs: 50,
  });
  expect(countTrace([], 0)).toMatchObject({ answerMedianMs: null, answerSlowestMs: null });
});
