import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";

import { openDatabase } from "@/phone/db/database";
import { openSchema } from "@/phone/db/schema";
import { contactTokens } from "@/phone/directory/contact-row";
import type { ContactRow } from "@/phone/directory/directory";
import { searchWords } from "@/phone/directory/search-words";
import { keepRow } from "@/phone/history/fold-call";
import { type KeptRow, noWork } from "@/phone/history/history-row";
import type { RowConditions, RowFilter } from "@/phone/row-filter";
import type { AccountTables } from "@/phone/storage/account-tables";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { until } from "@/testing/until";

import { bitsFor, listBits } from "./bits";
import type { Finder, FoundTable, OpenFinder, RowChange } from "./finder";
import { createFinderCore, type RowSource } from "./finder-core";
import { createNumberText } from "./number-text";
import { createPostings } from "./postings";
import { splitTokens } from "./split-tokens";
import { createVocabulary } from "./vocabulary";

/** The same numbers in every run (mulberry32). */
function dice(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  const of = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  return { below, of };
}

const names = [
  ..."Maria Mäkinen Makinen Åke Äijö Örn Virtanen Virta maria-liisa O'Neil Jürgen".split(" "),
  ..."أحمد احمد فاطمة فاطمه هدى هدي إبراهيم مُحَمَّد محمـد الخوري 12345 7 99".split(" "),
];
const queues = ["support", "sales", null] as const;

function someContact({ below, of }: ReturnType<typeof dice>, id: string): ContactRow {
  const digits = String(401_000_000 + below(90_000)).slice(0, of([9, 9, 9, 6]));
  const numbers = below(4) === 0 ? [] : [{ kind: "mobile" as const, number: `0${digits}` }];
  if (below(5) === 0)
    numbers.push({ kind: "mobile", number: of(["600", "٠٤٠ ١٢٣ ٤٥٦", "alice@pbx"]) });
  const written = {
    name: `${of(names)} ${of(names)}`,
    company: of(["", "Pohjoinen Oy", "شركة النور"]),
    notes: "",
    numbers,
    emails: below(3) === 0 ? [`${of(["a", "b"])}${below(50)}@example.fi`] : [],
    tags: [],
    fields: {},
  };
  const keys = numbers.map(({ number }) => `+358${number.slice(1)}`);
  const tokens = contactTokens(written, keys);
  return { ...written, id, keys, tokens, updatedAt: 1, batch: null, before: null };
}

function someCall({ below, of }: ReturnType<typeof dice>, id: string): KeptRow {
  const startedAt = 1_000 * below(500);
  return keepRow({
    id,
    agent: of(["1001", "1002"]),
    direction: of(["in", "out"]),
    number: `040${1_000_000 + below(50_000)}`,
    name: of([null, `${of(names)} ${of(names)}`]),
    contactId: null,
    formatted: null,
    members: null,
    startedAt,
    answeredAt: of([null, startedAt + 5]),
    endedAt: of([null, startedAt + 900]),
    heldMs: of([0, 20]),
    endReason: of(["missed", "hungUp", "transferred", "busy", null]),
    sipStatus: null,
    queue: of(queues),
    queueLabel: null,
    waitedSeconds: null,
    menuChoice: null,
    isInternal: of([true, false]),
    callUuid: null,
    instance: "tab",
    work: {
      ...noWork,
      note: of(["", "lasku myöhässä", "نسخة من الفاتورة"]),
      outcome: of([null, "sold"]),
      survey: of([null, { csat: 4, nps: null }, { csat: null, nps: null }]),
    },
    sync: "local",
  });
}

const asked = [
  ..."m maria mari ma mäki MÄKI virt virtanen ake örn o neil".split(" "),
  ..."احمد أحمد فاطمه هد محمد الخ نسخ".split(" "),
  ..."4 40 401 0401 +35840 99 7 1 12345 2345 040 123 600 ٦٠٠ alice pbx example b1".split(" "),
  ..."maria virt|virt maria|مريم فا|أحمد هدى|maria 040|040 12|oy 40|pohj oy mak|nobody".split("|"),
];

let count = 0;
let account = "";
let letters: { hear: (table: FoundTable, change: RowChange) => void }[] = [];
beforeEach(() => {
  count += 1;
  account = `found ${count}`;
  letters = [];
});

/** As the worker reads: beside the page, with its own connection. */
function sourceOf(name: string): RowSource {
  const database = openSchema(name);
  return {
    page: async (table, after, limit) =>
      (after === null
        ? database.table(table).orderBy("id")
        : database.table(table).where("id").above(after)
      )
        .limit(limit)
        .toArray(),
    get: async (table, ids) =>
      (await database.table(table).bulkGet([...ids])).filter((row) => row !== undefined),
  };
}

/** A finder without a worker: what one tab writes, all tabs hear. */
const nearFinder =
  (rest: () => Promise<void> = async () => undefined): OpenFinder =>
  (name) => {
    const known = new Set<FoundTable>();
    const watchers = new Set<readonly [FoundTable, () => void]>();
    const over = new AbortController();
    const core = createFinderCore({
      source: sourceOf(name),
      told(table, isKnown) {
        if (isKnown) known.add(table);
        else known.delete(table);
        for (const [watched, listener] of watchers) if (watched === table) listener();
      },
      failed(error) {
        if (!over.signal.aborted) throw error;
      },
      rest,
      signal: over.signal,
    });
    const own = { hear: core.changed };
    letters.push(own);
    void core.build();
    const finder: Finder = {
      find: async (question) => (known.has(question.table) ? core.find(question) : null),
      knows: (table) => known.has(table),
      wrote(table, change) {
        for (const { hear } of letters) hear(table, change);
      },
      watch(table, listener) {
        const watcher = [table, listener] as const;
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
      giveWay: () => undefined,
      close: () => over.abort(),
    };
    return finder;
  };

interface Tab {
  readonly plain: AccountTables;
  readonly found: AccountTables;
  readonly finder: Finder;
}

async function openTab(rest?: () => Promise<void>): Promise<Tab> {
  const plain = await openDatabase(account);
  const seen: Finder[] = [];
  const found = plain.foundBy((name) => {
    const finder = nearFinder(rest)(name);
    seen.push(finder);
    return finder;
  });
  return { plain, found, finder: seen[0]! };
}

const knowsAll = ({ finder }: Tab) => until(() => finder.knows("calls"), "a finder that knows");

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** The finder knows, and what it answers is what the tables say. */
async function agree(tab: Tab, texts: readonly string[] = asked): Promise<number> {
  const limit = 10_000;
  let hits = 0;
  for (const text of texts) {
    const words = searchWords(text);
    const contacts = await tab.finder.find({ table: "contacts", words, limit });
    expect(contacts, text).not.toBeNull();
    const people = await tab.plain.contacts.search(words, limit);
    // People of one name stand in any order.
    expect(
      (await tab.found.contacts.search(words, limit)).map(({ name }) => name),
      text,
    ).toEqual(people.map(({ name }) => name));
    expect([...contacts!].toSorted(), text).toEqual(idsOf(people).toSorted());
    const filter = { words, missedOnly: false, limit };
    const calls = await tab.plain.history.search(filter);
    expect(await tab.finder.find({ table: "calls", filter }), text).toEqual(idsOf(calls));
    hits += people.length + calls.length;
  }
  return hits;
}

describe("the finder answers what the tables answer", () => {
  test("for words in three languages and parts of numbers", async () => {
    const tab = await openTab();
    await knowsAll(tab);
    const by = dice(1);
    await tab.found.contacts.putAll(
      Array.from({ length: 700 }, (_, at) => someContact(by, `c${at}`)),
    );
    for (let at = 0; at < 300; at += 1) await tab.found.history.put(someCall(by, `h${at}`));
    expect(await agree(tab)).toBeGreaterThan(2_000);
  });

  test("after any rows have changed, gone and come back", async () => {
    const tab = await openTab();
    await knowsAll(tab);
    const by = dice(2);
    for (let round = 0; round < 4; round += 1) {
      for (let step = 0; step < 120; step += 1) {
        const id = `c${by.below(150)}`;
        if (by.below(3) === 0) await tab.found.contacts.remove(id);
        else await tab.found.contacts.put(someContact(by, id));
        const call = `h${by.below(100)}`;
        if (by.below(4) === 0) {
          await tab.found.history.change(
            call,
            (row) => row && keepRow({ ...row, work: { ...row.work, note: by.of(names) } }),
          );
        } else await tab.found.history.put(someCall(by, call));
      }
      await tab.found.contacts.removeAll([`c${by.below(150)}`, `c${by.below(150)}`]);
      await tab.found.history.removeBefore(1_000 * by.below(60 * round));
      expect(await agree(tab)).toBeGreaterThan(100);
    }
    await tab.found.contacts.clear();
    await tab.found.history.clear();
    await until(
      () => tab.finder.knows("contacts") && tab.finder.knows("calls"),
      "a finder that knows again",
    );
    expect(await agree(tab)).toBe(0);
    await tab.found.contacts.put(someContact(by, "again"));
    await agree(tab);
  });

  test("for everything that a history is filtered by, and page after page", async () => {
    const tab = await openTab();
    await knowsAll(tab);
    const by = dice(3);
    const reference = createMemoryTables().history;
    for (let at = 0; at < 400; at += 1) {
      const row = someCall(by, `h${at}`);
      await Promise.all([tab.found.history.put(row), reference.put(row)]);
    }
    const wheres: readonly Partial<RowConditions>[] = [
      ...(["answered", "missed", "notReached", "sentOn", "failed"] as const).map((ending) => ({
        ending,
      })),
      ...(["hold", "wrapUp", "transfer", "outcome", "rating"] as const).map((having) => ({
        having,
      })),
      ...(["customers", "direct"] as const).map((scope) => ({ scope })),
      { direction: "out" },
      { queue: "sales", agent: "1002" },
      { outcomes: ["sold"] },
      { from: 100_000, to: 300_000 },
      { booked: { from: 100_000, to: 200_000 } },
    ];
    for (const where of wheres) {
      for (const missedOnly of [false, true]) {
        const filter = { words: ["4"], missedOnly, limit: 7, where };
        let after: RowFilter["after"] = null;
        for (let page = 0; page < 4; page += 1) {
          const rows: readonly KeptRow[] = await reference.search({ ...filter, after });
          const found = await tab.finder.find({ table: "calls", filter: { ...filter, after } });
          expect(found, JSON.stringify(where)).toEqual(idsOf(rows));
          after = rows.at(-1) ?? null;
        }
      }
    }
  });

  test("in the order of the table where there are too many to be sorted", async () => {
    const tab = await openTab();
    await knowsAll(tab);
    const by = dice(4);
    const rows = Array.from({ length: 5_000 }, (_, at) => ({
      ...someContact(by, `c${at}`),
      company: "Oy",
      tokens: ["oy"],
    }));
    await tab.found.contacts.putAll(rows);
    const found = await tab.finder.find({ table: "contacts", words: ["oy"], limit: 300 });
    expect(found).toEqual(idsOf(await tab.plain.contacts.search(["oy"], 300)));
  });
});

describe("the finder stays in step", () => {
  test("with what is written while it reads, by this tab and another", async () => {
    const by = dice(5);
    const before = await openDatabase(account);
    await before.contacts.putAll(
      Array.from({ length: 1_200 }, (_, at) => someContact(by, `c${String(at).padStart(4, "0")}`)),
    );
    let rests = 0;
    const tab = await openTab(async () => {
      rests += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
    });
    const other = await openTab();
    await until(() => rests >= 2, "the middle of the reading");
    expect(tab.finder.knows("contacts")).toBe(false);
    await tab.found.contacts.put(someContact(by, "c0001"));
    await other.found.contacts.remove("c0002");
    await other.found.contacts.put(someContact(by, "zz"));
    await Promise.all([knowsAll(tab), knowsAll(other)]);
    await agree(tab, ["m", "maria", "40"]);
    await agree(other, ["m", "maria", "40"]);
  });

  test("with a table that is emptied while it is read", async () => {
    const by = dice(6);
    const before = await openDatabase(account);
    await before.contacts.putAll(Array.from({ length: 900 }, (_, at) => someContact(by, `c${at}`)));
    let rests = 0;
    const tab = await openTab(async () => {
      rests += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
    });
    await until(() => rests === 1, "the first rest");
    await tab.found.contacts.clear();
    await knowsAll(tab);
    expect(await agree(tab)).toBe(0);
  });

  test("and who watches is told, from the table before it knows and from it afterwards", async () => {
    const by = dice(7);
    const tab = await openTab();
    const other = await openTab();
    const heard: string[][] = [];
    const stop = tab.found.contacts.watch(
      ["maria"],
      50,
      (rows) => heard.push(rows.map(({ name }) => name)),
      (error) => expect.unreachable(String(error)),
    );
    const maria = (id: string, name: string): ContactRow => ({
      ...someContact(by, id),
      name,
      tokens: ["maria"],
    });
    await other.found.contacts.put(maria("1", "Maria A"));
    await until(() => heard.at(-1)?.length === 1, "the first");
    await Promise.all([knowsAll(tab), knowsAll(other)]);
    await other.found.contacts.put(maria("2", "Maria B"));
    await until(() => heard.at(-1)?.length === 2, "the second");
    // Nothing that it is found by has changed, and it is shown all the same.
    await other.found.contacts.put({ ...maria("2", "Maria B"), notes: "new" });
    await other.found.contacts.remove("1");
    await until(() => heard.at(-1)?.join() === "Maria B", "the removal");
    stop();
    const calls = heard.length;
    await other.found.contacts.remove("2");
    await agree(tab);
    expect(heard).toHaveLength(calls);
  });

  test("and closed tables are asked no more", async () => {
    const tab = await openTab();
    await knowsAll(tab);
    tab.found.close();
    await expect(tab.finder.find({ table: "contacts", words: ["a"], limit: 1 })).rejects.toThrow();
  });
});

describe("its parts", () => {
  test("a number whose endings are all there is one number, and anything else is a word", () => {
    expect(splitTokens(["maria", "040123", "40123", "0123", "123"])).toEqual({
      words: ["maria"],
      numbers: ["040123"],
    });
    // Two ways of writing one number share their endings.
    expect(splitTokens(["01234", "1234", "234", "91234"])).toEqual({
      words: [],
      numbers: ["01234", "91234"],
    });
    // A customer's number in a name is found by its beginning alone.
    expect(splitTokens(["12345", "345", "99", "6"])).toEqual({
      words: ["12345", "345", "99", "6"],
      numbers: [],
    });
  });

  test("words are found by their beginnings, however many there are", () => {
    const vocabulary = createVocabulary();
    const by = dice(8);
    const words = Array.from({ length: 30_000 }, () => by.below(2_000_000).toString(36));
    const ids = new Map(words.map((word) => [word, vocabulary.idOf(word)]));
    for (const [word, id] of ids) expect(vocabulary.idOf(word)).toBe(id);
    for (const beginning of ["", "a", "z9", "abc", words[5]!]) {
      const found: number[] = [];
      vocabulary.startingWith(beginning, (id) => found.push(id));
      const wanted = [...ids].flatMap(([word, id]) => (word.startsWith(beginning) ? [id] : []));
      expect(found.toSorted((a, b) => a - b)).toEqual(wanted.toSorted((a, b) => a - b));
    }
  });

  test("rows of a word are there before and after they are laid beside the rest", () => {
    const postings = createPostings();
    const by = dice(9);
    const sets = Array.from({ length: 40 }, () => new Set<number>());
    for (let at = 0; at < 300_000; at += 1) {
      const word = by.below(by.below(40) + 1);
      const row = by.below(5_000);
      postings.add(word, row);
      sets[word]!.add(row);
    }
    for (const [word, rows] of sets.entries()) {
      const bits = bitsFor(5_000);
      postings.mark(word, bits);
      expect(listBits(bits, Infinity)).toEqual([...rows].toSorted((a, b) => a - b));
    }
  });

  test("a part of a number is found where an ending begins with it", () => {
    const text = createNumberText();
    for (const number of ["123456", "456789", "4567"]) text.add(number);
    const find = (part: string): number[] => {
      const found: number[] = [];
      text.containing(part, (id) => found.push(id));
      return found;
    };
    expect(find("456")).toEqual([0, 1, 2]);
    expect(find("4567")).toEqual([1, 2]);
    expect(find("6")).toEqual([1]); // no ending of the others begins with it: "6" and "67" are too short
    expect(find("67")).toEqual([1]);
    text.add("666");
    expect(find("66")).toEqual([3]);
    expect(find("0")).toEqual([]);
  });
});
