import { beforeEach, expect, test } from "vitest";

import type { AccountTables } from "@/phone/storage/account-tables";
import { createMemoryTables } from "@/phone/storage/memory-tables";

import type { Contact } from "./contact";
import { contactRow } from "./contact-row";
import { createMerger, type Merger } from "./merge";

let tables: AccountTables;
let merger: Merger;

beforeEach(() => {
  tables = createMemoryTables();
  merger = createMerger({ contacts: tables.contacts, facts: tables.facts, now: () => 2 });
});

async function knows(id: string, change: Partial<Contact>): Promise<void> {
  const blank = { name: "", company: "", notes: "", numbers: [], emails: [], tags: [], fields: {} };
  const row = await contactRow({ ...blank, ...change }, { id, region: "FI", updatedAt: 1 });
  await tables.contacts.put(row);
}

const mobile = (number: string) => [{ kind: "mobile" as const, number }];

async function finds() {
  await merger.do({ type: "look" });
  return merger.store
    .getState()
    .found.map(({ reason, contacts }) => [reason, ...contacts.map(({ id }) => id)]);
}

test("the same number, address or name is found, each pair once and by its strongest reason", async () => {
  await knows("a", { name: "Maria", numbers: mobile("040 1234567") });
  await knows("b", { name: "Virtanen", numbers: mobile("+358401234567") });
  await knows("c", { name: "Omar", emails: ["Omar@X.fi"] });
  await knows("d", { name: "O", emails: ["omar@x.fi"] });
  await knows("e", { name: "أحمد الهدى" });
  await knows("f", { name: "الهدي احمد" });
  await knows("g", { name: "Aino", numbers: mobile("0501234567"), emails: ["a@x.fi"] });
  await knows("h", { name: "aino", numbers: mobile("050 123 4567"), emails: ["a@x.fi"] });
  await knows("i", { name: "Nobody else" });
  expect(await finds()).toEqual([
    ["number", "a", "b"],
    ["number", "g", "h"],
    ["email", "c", "d"],
    ["name", "e", "f"],
  ]);
});

test("a switchboard makes nobody the same", async () => {
  for (const id of "abcdefgh")
    await knows(id, { name: `Person ${id}`, numbers: mobile("09123456") });
  expect(await finds()).toEqual([]);
});

test("merged is what was chosen, everything else is kept, and it can be undone", async () => {
  await knows("a", {
    name: "Maria",
    company: "Old Oy",
    notes: "",
    numbers: mobile("0401234567"),
    tags: ["VIP"],
    fields: { Plan: "Gold" },
  });
  await knows("b", {
    name: "Maria Virtanen",
    company: "New Oy",
    notes: "likes tea",
    numbers: [...mobile("+358401234567"), { kind: "work", number: "09123456" }],
    emails: ["m@x.fi"],
    fields: { Plan: "Old", Contract: "7" },
  });
  await finds();
  const before = await tables.contacts.page(null, 9);
  const choice = { ids: ["a", "b"], name: "b", company: "a", notes: "b" };
  await merger.do({ type: "merge", key: "a b", choice });
  expect(merger.store.getState()).toMatchObject({
    found: [],
    count: 0,
    merged: { name: "Maria Virtanen", of: 2 },
  });
  const [one, ...others] = await tables.contacts.page(null, 9);
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    id: "a",
    name: "Maria Virtanen",
    company: "Old Oy",
    notes: "likes tea",
    numbers: [{ number: "0401234567" }, { number: "09123456" }],
    emails: ["m@x.fi"],
    tags: ["VIP"],
    fields: { Plan: "Gold", Contract: "7" },
    updatedAt: 2,
  });
  expect((await tables.contacts.search(["virtanen"], 9)).map(({ id }) => id)).toEqual(["a"]);
  expect(await tables.contacts.search(["new"], 9)).toEqual([]);
  await merger.do({ type: "undo" });
  expect(await tables.contacts.page(null, 9)).toEqual(before);
  expect(merger.store.getState()).toMatchObject({ merged: null, count: 1 });
});

test("an empty company that was chosen stays empty", async () => {
  await knows("a", { name: "Maria", numbers: mobile("0401234567") });
  await knows("b", { name: "Maria", company: "Oy", numbers: mobile("0401234567") });
  await finds();
  const choice = { ids: ["a", "b"], name: "a", company: "a", notes: "a" };
  await merger.do({ type: "merge", key: "a b", choice });
  expect((await tables.contacts.get("a"))?.company).toBe("");
});

test("different people are shown once, and not after a reload either", async () => {
  await knows("a", { name: "Maria" });
  await knows("b", { name: "Maria" });
  expect(await finds()).toHaveLength(1);
  await merger.do({ type: "keepApart", key: "a b" });
  expect(merger.store.getState().found).toEqual([]);
  merger = createMerger({ contacts: tables.contacts, facts: tables.facts, now: () => 2 });
  expect(await finds()).toEqual([]);
});

test("tables that fail are told", async () => {
  const contacts = { ...tables.contacts, page: () => Promise.reject(new Error("disk")) };
  merger = createMerger({ contacts, facts: tables.facts, now: () => 2 });
  await merger.do({ type: "look" });
  expect(merger.store.getState().problem).toMatchObject({ code: "unexpected" });
});
