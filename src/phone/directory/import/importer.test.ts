import { beforeEach, describe, expect, test } from "vitest";

import type { ContactDraft } from "@/phone/directory/contact";
import { createDirectory } from "@/phone/directory/directory";
import { createPeople, type People } from "@/phone/directory/people";
import type { AccountTables } from "@/phone/storage/account-tables";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { createFakeFiles } from "@/testing/fake-files";

import { fileLimits } from "./file-reader";
import type { ImporterState } from "./importer";

let tables: AccountTables;
let people: People;
let now = 1_000_000;

beforeEach(() => {
  tables = createMemoryTables();
  people = openPeople();
});

function openPeople(): People {
  return createPeople({
    contacts: tables.contacts,
    facts: tables.facts,
    openFiles: async () => createFakeFiles(),
    region: () => "FI",
    now: () => now,
  });
}

async function opens(text: string, name = "people.csv") {
  const bytes = new TextEncoder().encode(text).buffer;
  await people.importer.do({ type: "open", file: { name, bytes } });
}

async function imports(text: string, policy: "skip" | "update" | "add" = "skip") {
  await opens(text);
  await people.importer.do({ type: "setPolicy", policy });
  await people.importer.do({ type: "start" });
  return phase("done");
}

function phase<Phase extends ImporterState["phase"]>(wanted: Phase) {
  const state = people.importer.store.getState();
  expect(state).toMatchObject({ phase: wanted });
  return state as Extract<ImporterState, { phase: Phase }>;
}

const all = async () => tables.contacts.page(null, fileLimits.lines);
const names = async () => (await all()).map(({ name }) => name).toSorted();

async function knows(change: Partial<ContactDraft>): Promise<void> {
  const directory = createDirectory({
    table: () => tables.contacts,
    company: () => tables.company,
    region: () => "FI",
    now: () => now,
  });
  const blank = { name: "", company: "", notes: "", numbers: [], emails: [], tags: [], fields: {} };
  await directory.do({ type: "save", draft: { id: null, ...blank, ...change } });
}

describe("whoever is there already", () => {
  const file = [
    "Name,Mobile,E-mail,Company,Plan",
    "Maria Virtanen,+358 40 1234567,maria@new.fi,New Oy,Gold",
    "Omar,0501234567,,,",
  ].join("\n");

  beforeEach(() =>
    knows({
      name: "Maria Virtanen",
      company: "Old Oy",
      notes: "likes tea",
      numbers: [{ kind: "work", number: "040 1234567" }],
      emails: ["maria@old.fi"],
      fields: { Contract: "7" },
    }),
  );

  test("is left", async () => {
    const { tally, problems } = await imports(file, "skip");
    expect(tally).toEqual({ added: 1, updated: 0, skipped: 1, wrong: 0 });
    expect(problems).toMatchObject([{ line: 2, code: "duplicate", value: "Maria Virtanen" }]);
    expect(await names()).toEqual(["Maria Virtanen", "Omar"]);
  });

  test("is updated: the file has its way, what only the contact knows stays", async () => {
    const { tally } = await imports(file, "update");
    expect(tally).toEqual({ added: 1, updated: 1, skipped: 0, wrong: 0 });
    const [maria] = (await all()).filter(({ name }) => name === "Maria Virtanen");
    expect(maria).toMatchObject({
      company: "New Oy",
      notes: "likes tea",
      emails: ["maria@new.fi", "maria@old.fi"],
      keys: ["+358401234567"],
      fields: { Contract: "7", Plan: "Gold" },
    });
    expect((await tables.contacts.search(["new"], 9)).map(({ name }) => name)).toEqual([
      "Maria Virtanen",
    ]);
  });

  test("is added once more", async () => {
    await imports(file, "add");
    expect(await names()).toEqual(["Maria Virtanen", "Maria Virtanen", "Omar"]);
  });

  test.each([
    ["Virtanen Maria,0401234567", 1],
    [",0401234567", 1],
    ["Maria,0401234567", 1],
    ["Matti Virtanen,0401234567", 0],
    ["Maria Virtanen,0409999999", 0],
    ["Maria Virtanen,", 0],
  ])("is, or is not, %s", async (line, skipped) => {
    const { tally } = await imports(`Name,Mobile\n${line}\n`);
    expect(tally.skipped).toBe(skipped);
  });

  test("is found inside the file too", async () => {
    const { tally } = await imports(`${file}\nOmar,050 123 4567,,,\n`, "update");
    expect(tally).toMatchObject({ added: 1, updated: 2 });
  });
});

describe("undoing", () => {
  const file = "Name,Mobile,Company\nMaria,0401234567,New Oy\nOmar,0501234567,\nAino,0451234567,\n";

  test("takes back what was added and changed, and leaves what the agent wrote since", async () => {
    await knows({
      name: "Maria",
      company: "Old Oy",
      numbers: [{ kind: "work", number: "0401234567" }],
    });
    const before = await all();
    await imports(file, "update");
    const omar = (await all()).find(({ name }) => name === "Omar")!;
    await knows({ ...omar, company: "written by hand" });
    // After a reload the page knows it as well.
    people = openPeople();
    expect(await people.importer.last()).toMatchObject({
      fileName: "people.csv",
      isWhole: true,
      count: 3,
    });
    await people.importer.do({ type: "undo" });
    expect(phase("undone").count).toBe(2);
    expect((await all()).filter(({ name }) => name === "Maria")).toEqual(before);
    expect(await names()).toEqual(["Maria", "Omar"]);
    expect(await people.importer.last()).toBeNull();
  });

  test("cancelling while it runs leaves nothing of the file", async () => {
    const lines = Array.from({ length: 3_000 }, (_, at) => `Name ${at},050${1_000_000 + at}`);
    await opens(["Name,Mobile", ...lines].join("\n"));
    let kept = 0;
    const stop = people.importer.store.subscribe((state) => {
      if (state.phase !== "running" || state.done < 1_000 || kept > 0) return;
      void all().then((rows) => (kept = rows.length));
      void people.importer.do({ type: "cancel" });
    });
    await people.importer.do({ type: "start" });
    stop();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(3_000);
    phase("cancelled");
    expect(await all()).toEqual([]);
    expect(await people.importer.last()).toBeNull();
  });

  test("an import that was interrupted can be taken back, but not while another tab is at it", async () => {
    const full = tables.contacts;
    let written = 0;
    tables = {
      ...tables,
      contacts: {
        ...full,
        putAll: (rows) => (written++ > 0 ? Promise.reject(new Error("disk")) : full.putAll(rows)),
      },
    };
    people = openPeople();
    const lines = Array.from({ length: 1_200 }, (_, at) => `Name ${at},050${1_000_000 + at}`);
    await opens(["Name,Mobile", ...lines].join("\n"));
    await people.importer.do({ type: "start" });
    expect(phase("idle").problem).toMatchObject({ code: "unexpected" });
    expect(await people.importer.last()).toBeNull();
    now += 60_000;
    expect(await people.importer.last()).toMatchObject({ isWhole: false, count: 100 });
    await people.importer.do({ type: "undo" });
    expect(phase("undone").count).toBe(100);
  });
});

test("what the columns were said to be is known again for a file of the same headings", async () => {
  await opens("Who,Number\nMaria,0401234567\n");
  expect(phase("choosing").columns).toEqual(["field", "other"]);
  await people.importer.do({ type: "setColumn", at: 0, kind: "name" });
  await people.importer.do({ type: "setColumn", at: 1, kind: "mobile" });
  await people.importer.do({ type: "start" });
  expect(await names()).toEqual(["Maria"]);
  people = openPeople();
  await opens("Who,Number\nOmar,0501234567\n");
  expect(phase("choosing").columns).toEqual(["name", "mobile"]);
});

test("a file is read in another way when the agent says so", async () => {
  await opens("Name;Mobile\nMaria;0401234567\n");
  await people.importer.do({ type: "choose", choice: { delimiter: "," } });
  expect(phase("choosing").view).toMatchObject({ delimiter: ",", headings: null });
  await people.importer.do({ type: "choose", choice: { delimiter: ";" } });
  expect(phase("choosing").columns).toEqual(["name", "mobile"]);
  await people.importer.do({ type: "close" });
  expect(phase("idle").problem).toBeNull();
});

test("what is exported is imported again as it was, as a table and as cards", async () => {
  await knows({
    name: 'Maria "Mia" Virtanen; Oy',
    company: "=HYPERLINK(1)",
    notes: "one\n@two, three\\n",
    numbers: [
      { kind: "mobile", number: "+358 40 1234567" },
      { kind: "mobile", number: "0501234567" },
      { kind: "other", number: "1002" },
    ],
    emails: ["maria@x.fi", "m@y.fi"],
    tags: ["VIP", "North"],
    fields: { "Customer number": "00123", Ääni: "a;b,c" },
  });
  await knows({
    name: "أحمد الهدى, طويل جدا جدا جدا جدا جدا جدا جدا جدا جدا جدا",
    emails: ["a@x.fi"],
  });
  const withoutIds = async () =>
    (await all()).map((row) => ({ ...row, id: "", batch: null })).toSorted(byName);
  const kept = await withoutIds();
  const headings = {
    name: "Name",
    company: "Company",
    mobile: "Mobile",
    work: "Work",
    home: "Home",
    other: "Other number",
    email: "E-mail",
    tags: "Tags",
    notes: "Notes",
  };
  for (const parts of [await people.exportTable(headings), await people.exportCards()]) {
    await tables.contacts.clear();
    const { problems } = await imports(parts.join(""));
    expect(problems).toEqual([]);
    expect(await withoutIds()).toEqual(kept);
  }
  const cards = (await people.exportCards()).join("");
  for (const line of cards.split("\r\n")) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  }
});

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : 1;

test("thousands of lines with errors and duplicates are counted to the last", async () => {
  const lines = Array.from({ length: 2_000 }, (_, at) => {
    if (at % 1_000 === 17) return `Broken ${at};3.58401E+11;`;
    if (at % 1_000 === 18) return `person ${at - 10};+358 ${number(at - 10).slice(1)};`;
    return `Person ${at};${number(at)};p${at}@x.fi`;
  });
  const { tally, problems } = await imports(
    ["Nimi;Matkapuhelin;Sähköposti", ...lines].join("\r\n"),
  );
  expect(tally).toEqual({ added: 1_996, updated: 0, skipped: 2, wrong: 2 });
  expect(problems[0]).toMatchObject({ line: 19, code: "roundedNumber", value: "3.58401E+11" });
  const again = await imports(["Nimi;Matkapuhelin;Sähköposti", ...lines].join("\r\n"));
  expect(again.tally).toEqual({ added: 0, updated: 0, skipped: 1_998, wrong: 2 });
  expect((await all()).length).toBe(1_996);
});

const number = (at: number): string => `040${String(1_000_000 + at).slice(0, 7)}`;
