import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { log } from "@/lib/log";
import { PhoneError } from "@/phone/errors";
import { inCall, testAccount, testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import { createDiagnostics } from "./diagnostics";
import type { Entry, NoteEntry, SipEntry } from "./entry";
import { createKeeper, traceLimits } from "./keeper";
import { countSurplus, createMemoryTrace, type TraceTable } from "./trace-table";

const now = () => 1_000;
const sip = (text: string) => ({ kind: "sip", direction: "sent", text }) as const;
const bye = (user: string) => sip(`BYE sip:${user}@pbx.test SIP/2.0\r\nCall-ID: a\r\n\r\n`);
const isSip = (entry: Entry): entry is SipEntry => entry.kind === "sip";

function recorder(table: TraceTable = createMemoryTrace()) {
  return { table, diagnostics: createDiagnostics({ openTable: async () => table, now }) };
}

beforeEach(() => vi.spyOn(console, "warn").mockReturnValue());

describe("what is noted", () => {
  test("waits in memory and is redacted before it is stored", async () => {
    const { table, diagnostics } = recorder();
    const added = vi.spyOn(table, "add");
    const state = { phase: "signingIn", account: testAccount } as const;
    diagnostics.note({ kind: "connectionState", state });
    diagnostics.note(bye("0401234567"));
    diagnostics.note(bye("1001"));
    expect(added).not.toHaveBeenCalled();
    const { entries, isKept } = await diagnostics.read();
    expect(entries.filter(isSip).map(({ text }) => text.split("\n")[0])).toEqual([
      expect.stringMatching(/^BYE sip:n-[a-z]{6}@pbx\.test SIP\/2\.0$/),
      "BYE sip:me@pbx.test SIP/2.0",
    ]);
    expect(isKept).toBe(true);
    expect(JSON.stringify(added.mock.calls)).not.toContain("0401234567");
  });

  test("is stored by itself after a moment, and at once when the page goes", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { table, diagnostics } = recorder();
    const added = vi.spyOn(table, "add");
    diagnostics.note(bye("1"));
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    await until(() => added.mock.calls.length === 1, "a batch");
    diagnostics.note(bye("2"));
    diagnostics.flush();
    expect(added).toHaveBeenCalledTimes(2);
    diagnostics.flush();
    expect(added).toHaveBeenCalledTimes(2);
  });

  test("of the log are warnings and errors, without what is said beside them", async () => {
    const { diagnostics } = recorder();
    log("warn", "sip", "it went wrong", {
      error: new PhoneError("timedOut", { number: "040" }),
      bytes: 12,
      who: "maria",
    });
    log("info", "sip", "all is well");
    const { entries } = await diagnostics.read();
    const [line, ...more] = entries as NoteEntry[];
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      kind: "log",
      what: "it went wrong",
      facts: { level: "warn", area: "sip", error: "timedOut", bytes: 12 },
    });
    expect(line?.facts).not.toHaveProperty("who");
  });
});

describe("pages", () => {
  test("of one browser have the same pseudonyms until everything is deleted", async () => {
    const { table, diagnostics } = recorder();
    diagnostics.note(bye("0401234567"));
    await diagnostics.read();
    const next = recorder(table).diagnostics;
    next.note(bye("0401234567"));
    const [one, other] = (await next.read()).entries as SipEntry[];
    expect(other?.text).toBe(one?.text);
    expect(other?.page).not.toBe(one?.page);
    await next.clear();
    expect((await diagnostics.read()).entries).toEqual([]);
    next.note(bye("0401234567"));
    const [after] = (await next.read()).entries as SipEntry[];
    expect(after?.text).not.toBe(one?.text);
  });

  test("work where the browser keeps nothing, and where it is full", async () => {
    const blocked = createDiagnostics({
      openTable: () => Promise.reject(new PhoneError("storageBlocked")),
      now,
    });
    blocked.note(bye("1"));
    expect(await blocked.read()).toMatchObject({ isKept: false, entries: [{ label: "BYE" }] });
    const full = recorder({
      ...createMemoryTrace(),
      add: () => Promise.reject(new PhoneError("storageFull")),
    }).diagnostics;
    full.note(bye("1"));
    full.note(bye("2"));
    expect(await full.read()).toMatchObject({
      isKept: false,
      entries: [{ label: "BYE" }, { label: "BYE" }],
    });
  });
});

test("who watches is told, reads the table once, and sees what comes after", async () => {
  const { table, diagnostics } = recorder();
  const all = vi.spyOn(table, "all");
  const told = vi.fn();
  const stop = diagnostics.watch(told);
  diagnostics.note(bye("1"));
  expect((await diagnostics.read()).entries).toHaveLength(1);
  diagnostics.note(bye("2"));
  diagnostics.flush();
  expect(told).toHaveBeenCalledTimes(2);
  expect((await diagnostics.read()).entries).toHaveLength(2);
  expect(all).toHaveBeenCalledTimes(1);
  stop();
  expect((await diagnostics.read()).entries).toHaveLength(2);
  expect(all).toHaveBeenCalledTimes(2);
});

test("the ring holds no more entries than it may, and the newest", async () => {
  const keeper = await createKeeper({ openTable: async () => createMemoryTrace(), now });
  for (let batch = 0; batch < 60; batch += 1) {
    const waiting = Array.from({ length: 100 }, (_, at) => ({
      at: batch * 100 + at,
      noted: bye("1"),
    }));
    keeper.take(waiting);
  }
  const { entries } = await keeper.read();
  expect(entries.length).toBeLessThanOrEqual(traceLimits.entries + 20 * 100);
  expect(entries.at(-1)?.at).toBe(5_999);
});

test.each([
  ["nothing is too much", [10, 10, 10], [1, 1, 1], [5, 5, 5], 0],
  ["too many entries", [60, 60, 60], [1, 1, 1], [5, 5, 5], 2],
  ["too great", [1, 1, 1], [600, 600, 300], [5, 5, 5], 1],
  ["too old", [1, 1, 1], [1, 1, 1], [-900, -600, 5], 2],
  ["the newest stays in any case", [200], [9_000], [-9_000], 0],
])("of the ring: %s", (_, counts, sizes, times, surplus) => {
  const weights = counts.map((count, at) => ({ count, size: sizes[at] ?? 0, at: times[at] ?? 0 }));
  expect(countSurplus(weights, { entries: 100, size: 1_000, ageMs: 500 }, 10)).toBe(surplus);
});

test("another part adds a section, which is redacted like everything else", async () => {
  const { diagnostics } = recorder();
  const stop = diagnostics.addSection("quality", async () => ({
    lossPercent: 1.5,
    who: "Maria V.",
    codec: "opus",
  }));
  diagnostics.addSection("broken", () => {
    throw new TypeError("Maria");
  });
  const [quality, broken] = await diagnostics.sections();
  expect(quality).toEqual({
    name: "quality",
    facts: { lossPercent: 1.5, who: "…", codec: "opus" },
  });
  expect(broken).toMatchObject({ name: "broken", facts: { error: "TypeError" } });
  stop();
  expect((await diagnostics.sections()).map(({ name }) => name)).toEqual(["broken"]);
});

describe("of a phone", () => {
  afterEach(() => vi.useRealTimers());

  test("a call is told from its first message to its end, and nobody's number", async () => {
    const { agent, there } = await inCall();
    there.bye();
    await agent.expects("ended");
    const { entries } = await agent.phone.diagnostics.read();
    const labels = entries.filter(isSip).map(({ direction, label }) => `${direction} ${label}`);
    expect(labels).toEqual(
      expect.arrayContaining([
        "sent REGISTER",
        "sent INVITE",
        "received 200 OK",
        "sent ACK",
        "received BYE",
      ]),
    );
    const notes = entries
      .filter((entry) => !isSip(entry))
      .map(({ kind, what, facts }) =>
        [kind, what, facts["before"] ?? null, facts["after"] ?? null].join(" "),
      );
    expect(notes).toEqual(
      expect.arrayContaining([
        "socket opening  ",
        "socket opened  ",
        "connection signingIn  ",
        "connection connected  ",
        "call begun  dialing",
        "call established dialing talking",
        "call terminated talking ended",
      ]),
    );
    const dialog = (entries.find(({ kind }) => kind === "call") as NoteEntry | undefined)?.facts;
    expect(dialog?.["direction"]).toBe("out");
    const established = entries.find((entry) => !isSip(entry) && entry.what === "established");
    const { dialog: onTheWire } = (established as NoteEntry).facts;
    expect(entries.filter(isSip).map(({ call }) => call)).toContain(onTheWire);
    expect(JSON.stringify(entries)).not.toMatch(/sip:(?:1001|1002)@|zecret/);
  });

  test("a refused password and a server that is not there are told", async () => {
    const agent = testPhone();
    await agent.signsIn("wrong");
    agent.pbx.wire.refuse = true;
    await agent.signsIn("wrong");
    const { entries } = await agent.phone.diagnostics.read();
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          what: "signedOut",
          facts: expect.objectContaining({ problem: "wrongPassword" }),
        }),
        expect.objectContaining({ kind: "socket", what: "failed", facts: { code: 1006 } }),
        expect.objectContaining({
          what: "signedOut",
          facts: expect.objectContaining({ problem: "serverUnreachable", closeCode: 1006 }),
        }),
      ]),
    );
  });
});
