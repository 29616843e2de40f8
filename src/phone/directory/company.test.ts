import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { AccountTables } from "@/phone/storage/account-tables";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { createFakeFiles, type FakeFiles } from "@/testing/fake-files";

import { type Company, createCompany } from "./company";

let tables: AccountTables;
let files: FakeFiles;
let companies: Company[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  tables = createMemoryTables();
  files = createFakeFiles();
});

afterEach(() => {
  for (const company of companies) company.stop();
  companies = [];
  vi.useRealTimers();
});

async function starts(url: string | null = "/people.json"): Promise<Company> {
  const company = createCompany({
    directory: url === null ? null : { url, refreshMinutes: 10 },
    table: tables.company,
    facts: tables.facts,
    openFiles: async () => files,
    region: () => "FI",
    now: () => Date.now(),
    isOpen: () => true,
  });
  companies.push(company);
  await settles();
  return company;
}

/** What has been asked is answered: nothing here waits for more than the number tables. */
async function settles(): Promise<void> {
  await vi.dynamicImportSettled();
  for (let round = 0; round < 50; round += 1) await vi.advanceTimersByTimeAsync(0);
}

const serve = (text: string, etag: string | null = null): void =>
  files.answers({ status: "fetched", bytes: new TextEncoder().encode(text).buffer, etag });

const names = async () => (await tables.company.page(null, 99)).map(({ name }) => name).toSorted();

const two = JSON.stringify([
  { id: 1, name: "Maria", numbers: ["040 1234567"], tags: ["Sales"] },
  {
    id: 2,
    name: "Omar",
    numbers: [{ kind: "mobile", number: "050 123 4567" }],
    emails: ["o@x.fi"],
  },
]);

test("is fetched at the start and recognised by its numbers", async () => {
  serve(two, '"1"');
  const company = await starts();
  expect(company.store.getState()).toEqual({
    isConfigured: true,
    asOf: 1_000_000,
    count: 2,
    wrong: 0,
    problem: null,
  });
  expect((await tables.company.findByKey("+358401234567"))?.id).toBe("company:1");
  expect(await tables.contacts.page(null, 9)).toEqual([]);
});

test("is asked for again at its interval, with its ETag", async () => {
  serve(two, '"1"');
  const company = await starts();
  files.answers({ status: "unchanged" });
  await vi.advanceTimersByTimeAsync(600_000);
  await settles();
  expect(files.asked).toEqual([null, '"1"']);
  expect(company.store.getState()).toMatchObject({ asOf: 1_600_000, count: 2, problem: null });
  serve('[{"id": 2, "name": "Omar Two"}, {"id": 3, "name": "Aino"}]', '"2"');
  await vi.advanceTimersByTimeAsync(600_000);
  await settles();
  expect(await names()).toEqual(["Aino", "Omar Two"]);
});

test("another tab that starts at the same time leaves it", async () => {
  serve(two, '"1"');
  await starts();
  const second = await starts();
  expect(files.asked).toEqual([null]);
  expect(second.store.getState()).toMatchObject({ count: 2, asOf: 1_000_000 });
});

test("is not asked for where there is none", async () => {
  const company = await starts(null);
  expect(files.asked).toEqual([]);
  expect(company.store.getState().isConfigured).toBe(false);
});

describe("a file that is broken leaves the last good copy, and says so", () => {
  test.each([
    ["{", "unreadable"],
    ['{"people": 5}', "unreadable"],
    ["null", "unreadable"],
    ['[{"name": {"first": "Maria"}}]', "unreadable"],
    ["<!doctype html><title>Sign in</title>", "unreadable"],
    ["", "unreadable"],
    ["a;b;c\n1;2;3\n", "unreadable"],
  ])("%s", async (text, code) => {
    serve(two, '"1"');
    const company = await starts();
    serve(text, '"2"');
    await company.refresh();
    await settles();
    expect(company.store.getState()).toMatchObject({ problem: { code }, count: 2 });
    expect(await names()).toEqual(["Maria", "Omar"]);
    serve(two, '"3"');
    await company.refresh();
    await settles();
    // What was broken has left no ETag behind.
    expect(files.asked.at(-1)).toBe('"1"');
    expect(company.store.getState().problem).toBeNull();
  });

  test.each([
    [
      { status: "failed", code: 500 },
      { code: "unreachable", status: 500 },
    ],
    [
      { status: "failed", code: null },
      { code: "unreachable", status: null },
    ],
    [{ status: "tooLarge" }, { code: "tooLarge" }],
  ] as const)("%j", async (answer, problem) => {
    serve(two, '"1"');
    const company = await starts();
    files.answers(answer);
    await company.refresh();
    expect(company.store.getState()).toMatchObject({ problem, count: 2, asOf: 1_000_000 });
    expect(await names()).toEqual(["Maria", "Omar"]);
  });
});

test("as CSV, in any encoding; people who cannot be read are counted", async () => {
  const text = "\ufeffId;Nimi;Puhelin\r\n7;Äijö;040 1234567\r\n8;Broken;3.58401E+11\r\n";
  serve(text);
  const company = await starts("/people.csv");
  expect(company.store.getState()).toMatchObject({ count: 1, wrong: 1, problem: null });
  expect((await tables.company.get("company:7"))?.name).toBe("Äijö");
});

test("hostile data is cleaned", async () => {
  serve(
    JSON.stringify({
      contacts: [
        { id: "x", name: "<img src=x onerror=alert(1)>\u202E", fields: { __proto__: "y", a: "b" } },
        { name: "A".repeat(5_001) },
        { name: "B".repeat(4_000), numbers: ["javascript:alert(1)"] },
        { name: "C".repeat(4_000), numbers: ["0401234567"] },
        null,
        5,
      ],
    }),
  );
  const company = await starts();
  expect(company.store.getState()).toMatchObject({ count: 2, wrong: 4 });
  const rows = await tables.company.page(null, 9);
  expect(rows.map(({ name }) => name.length)).toEqual([80, 28]);
  expect(await tables.company.get("company:x")).toMatchObject({
    name: "<img src=x onerror=alert(1)>",
    fields: { a: "b" },
  });
});
