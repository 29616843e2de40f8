import { expect, test } from "vitest";

import { PhoneError } from "@/phone/errors";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { until } from "@/testing/until";

import type { Contact, ContactDraft } from "./contact";
import { type ContactTable, createDirectory } from "./directory";
import { readNumber } from "./phone-numbers";
import { searchWords } from "./search-words";

const maria: ContactDraft = {
  id: null,
  name: "Maria Virtanen",
  company: "Pohjoinen Oy",
  notes: "",
  emails: ["maria.virtanen@pohjoinen.example"],
  tags: ["VIP"],
  fields: {},
  numbers: [
    { kind: "mobile", number: "040 123 4567" },
    { kind: "work", number: "1002" },
  ],
};

async function directoryWith(...drafts: ContactDraft[]) {
  const tables = createMemoryTables();
  const directory = createDirectory({
    table: () => tables.contacts,
    company: () => tables.company,
    region: () => "FI",
    now: () => 1,
  });
  for (const draft of drafts) await directory.do({ type: "save", draft });
  const names = async (text: string): Promise<string[]> =>
    (await directory.search({ text, limit: 10 })).map(({ name }) => name);
  return { directory, names, tables };
}

test.each([
  ["+358401234567", "FI", "+358401234567", "FI"],
  ["0401234567", "FI", "+358401234567", "FI"],
  ["00358401234567", "FI", "+358401234567", "FI"],
  ["0501234567", "AE", "+971501234567", "AE"],
  ["0401234567", null, "0401234567", null],
  ["1002", "FI", "1002", null],
  ["112", "FI", "112", null],
  ["*97", "FI", "*97", null],
  ["Alice@Example.com", "FI", "alice@example.com", null],
])("%s read in %s is %s", async (number, region, key, country) => {
  expect(await readNumber(number, region)).toMatchObject({ key, country });
});

test("whoever calls is recognised however the number is written", async () => {
  const { directory } = await directoryWith(maria);
  for (const number of ["+358401234567", "0401234567", "00358401234567", "1002"]) {
    expect((await directory.identify(number)).contact).toMatchObject({ name: "Maria Virtanen" });
  }
  expect(await directory.identify("+358401234567")).toMatchObject({
    formatted: "+358 40 1234567",
    country: "FI",
  });
  expect((await directory.identify("0409999999")).contact).toBeNull();
});

test("people are found by parts of names, companies and numbers, in any order", async () => {
  const arabic: ContactDraft = {
    ...maria,
    name: "أحمد الهُدى",
    company: "",
    numbers: [],
    emails: [],
    tags: [],
  };
  const { names } = await directoryWith(maria, arabic);
  expect(await names("vir mar")).toEqual(["Maria Virtanen"]);
  expect(await names("pohj")).toEqual(["Maria Virtanen"]);
  expect(await names("123 45")).toEqual(["Maria Virtanen"]);
  expect(await names("0401 23")).toEqual(["Maria Virtanen"]);
  expect(await names("+358 40")).toEqual(["Maria Virtanen"]);
  expect(await names("٤٥٦٧")).toEqual(["Maria Virtanen"]);
  expect(await names("احمد الهدي")).toEqual(["أحمد الهُدى"]);
  expect(await names("vip")).toEqual(["Maria Virtanen"]);
  expect(await names("maria.virtanen@poh")).toEqual(["Maria Virtanen"]);
  expect(await names("xyz")).toEqual([]);
});

test("the company's people are found and recognised beside the agent's own, who come first", async () => {
  const { directory, names, tables } = await directoryWith(maria);
  const own = await tables.contacts.findByKey("+358401234567");
  const row = { ...own!, id: "company:1", name: "Maria of the company" };
  await tables.company.put({ ...row, id: "company:2", keys: ["+358409999999"], name: "Maria Z" });
  await tables.company.put(row);
  expect(await names("maria")).toEqual(["Maria Virtanen", "Maria of the company", "Maria Z"]);
  expect((await directory.identify("0401234567")).contact?.name).toBe("Maria Virtanen");
  expect((await directory.identify("0409999999")).contact).toEqual({
    id: "company:2",
    name: "Maria Z",
  });
  const companys = await directory.get("company:1");
  expect(companys?.name).toBe("Maria of the company");
  await directory.do({ type: "save", draft: { ...companys!, name: "Zeta" } });
  const [zeta] = await directory.search({ text: "zeta", limit: 1 });
  expect(zeta?.id).not.toContain("company:");
  await directory.do({ type: "remove", id: zeta?.id ?? "" });
  const seen: number[] = [];
  const stop = directory.watch({ text: "", limit: 9 }, (found) => seen.push(found.length));
  await until(() => seen.at(-1) === 3, "all of them");
  await tables.company.remove("company:2");
  expect(seen).toEqual([3, 2]);
  stop();
  await tables.company.remove("company:1");
  expect(seen).toEqual([3, 2]);
});

test("a contact keeps its id when it is edited and is gone when it is removed", async () => {
  const { directory, names } = await directoryWith(maria);
  const [kept] = await directory.search({ text: "maria", limit: 1 });
  const edited: ContactDraft = { ...(kept as Contact), name: "Maria Laine" };
  expect(await directory.do({ type: "save", draft: edited })).toBe(true);
  expect(await names("")).toEqual(["Maria Laine"]);
  await directory.do({ type: "remove", id: kept?.id ?? "" });
  expect(await names("")).toEqual([]);
  await directory.do({ type: "save", draft: maria });
  await directory.do({ type: "clear" });
  expect(await names("")).toEqual([]);
});

test("a contact without a name is called by its number; markup and overrides in names are only text", async () => {
  const { directory } = await directoryWith(
    { ...maria, name: "  " },
    { ...maria, name: "<b>x</b>\u202Egnorts" },
  );
  const found = await directory.search({ text: "", limit: 5 });
  expect(found.map(({ name }) => name).toSorted()).toEqual(["040 123 4567", "<b>x</b>gnorts"]);
});

test("a table that fails is told, not thrown", async () => {
  const { contacts } = createMemoryTables();
  const broken: ContactTable = {
    ...contacts,
    put: () => Promise.reject(new Error("disk")),
    watch(_words, _limit, _listener, failed) {
      failed(new PhoneError("storageBlocked"));
      return () => undefined;
    },
  };
  const directory = createDirectory({
    table: () => broken,
    company: () => contacts,
    region: () => null,
    now: () => 1,
  });
  expect(await directory.do({ type: "save", draft: maria })).toBe(false);
  expect(directory.store.getState().problem).toMatchObject({ code: "unexpected" });
  directory.watch({ text: "", limit: 1 }, () => undefined);
  await until(
    () => directory.store.getState().problem?.code === "storageBlocked",
    "the other problem",
  );
});

test.each([
  ["040 123", ["40123"]],
  ["00358 40", ["35840"]],
  ["009", ["009"]],
  ["+358 40", ["35840"]],
  ["Maria Virtanen", ["maria", "virtanen"]],
  ["", []],
])("a search for %j asks for %j", (text, words) => {
  expect(searchWords(text)).toEqual(words);
});
