import type { Page } from "@playwright/test";

import { foldWords } from "../src/lib/fold-text";

// What a long life leaves behind: people in three languages and calls with them, as the phone itself would have written them.

const first = [
  ..."Maria Omar Aino Layla Eero Noor Saara Yusuf Helmi Päivi Jörg Åke Matti Marjatta Mikael Minna".split(
    " ",
  ),
  ..."John Emily Oliver Grace أحمد فاطمة محمد ليلى خالد مريم يوسف هدى إبراهيم آمنة".split(" "),
];
const last = [
  ..."Virtanen Haddad Laine Nieminen Mäkinen Hämäläinen Aaltonen Salminen Korhonen Vilkkilä".split(
    " ",
  ),
  ..."Smith Jones Taylor Brown Öberg Mansour الخوري الهاشمي المصري النجار السيد القاضي".split(" "),
];
const streets = "Pohjoinen Meri Valo Kivi Silta Tuuli Lumi Metsä Kallio Niemi".split(" ");
const notes = [
  "asked about the invoice of last month and wants a copy by e-mail",
  "soittaa takaisin perjantaina, toimitus myöhässä",
  "يريد نسخة من الفاتورة",
  "",
];

interface Word {
  readonly text: string;
  readonly folded: readonly string[];
}

const toWord = (text: string): Word => ({ text, folded: foldWords(text) });

const lists = {
  first: first.map(toWord),
  last: last.map(toWord),
  streets: streets.map(toWord),
  notes: notes.map(toWord),
};

export interface Amounts {
  readonly contacts: number;
  readonly calls: number;
  /** The number of one of them, who has every 20,000th call. */
  readonly known?: { readonly name: string; readonly number: string };
}

/** More than Chromium gives by itself to a context whose tables are in memory: a fill of a million stood still there. */
const roomBytes = 64 * 2 ** 30;

/**
 * So many have every ending of their numbers among their words, as the phone would have it: eleven entries each, which takes long
 * for a million. A caller is looked up by the whole number all the same.
 */
const mostWithEndings = 100_000;

/** Rows so many are there already stay: a second call adds what is missing. */
export async function fillRows(page: Page, extension: string, amounts: Amounts): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: roomBytes });
  const known = amounts.known ?? null;
  await page.evaluate(fill, { ...amounts, known, lists, extension, mostWithEndings });
}

async function fill(order: {
  readonly contacts: number;
  readonly calls: number;
  readonly known: { readonly name: string; readonly number: string } | null;
  readonly lists: Readonly<Record<"first" | "last" | "streets" | "notes", readonly Word[]>>;
  readonly extension: string;
  readonly mostWithEndings: number;
}): Promise<void> {
  const { lists, known, mostWithEndings } = order;
  const all = await indexedDB.databases();
  const name = all.find((found) => found.name?.startsWith(`hamsa ${order.extension}@`))?.name;
  const request = indexedDB.open(name ?? "");
  await new Promise((resolve) => (request.onsuccess = resolve));
  const database = request.result;
  const pick = (list: readonly Word[], at: number): Word => list[at % list.length] as Word;
  const endings = (digits: string): string[] =>
    Array.from({ length: digits.length - 2 }, (_, at) => digits.slice(at));
  /** The same for every run: spread by multiplying (Knuth). */
  const spread = (at: number): number => (Math.imul(at + 1, 2_654_435_761) >>> 0) >>> 4;
  const personOf = (at: number) => {
    if (known !== null && at === 7) {
      const digits = known.number.replace("+", "");
      const words = known.name.toLowerCase().split(" ");
      return {
        person: known.name,
        company: "",
        number: known.number,
        words,
        tokens: [...words, ...endings(digits)],
      };
    }
    const one = pick(lists.first, spread(at));
    const other = pick(lists.last, spread(at * 3 + 1));
    const street = pick(lists.streets, spread(at * 7 + 2));
    const national = String(401_000_000 + ((at * 7_919) % 98_999_999));
    const words = [...one.folded, ...other.folded, `${at}`];
    return {
      person: `${one.text} ${other.text} ${at}`,
      company: `${street.text} Oy`,
      number: `+358${national}`,
      words,
      tokens: [
        ...new Set([
          ...words,
          ...street.folded,
          "oy",
          `p${at}`,
          ...(at < mostWithEndings
            ? [...endings(`0${national}`), ...endings(`358${national}`)]
            : [`0${national}`, `358${national}`]),
        ]),
      ],
    };
  };
  async function putAll(table: string, count: number, rowOf: (at: number) => object) {
    const counting = database.transaction(table).objectStore(table).count();
    await new Promise((resolve) => (counting.onsuccess = resolve));
    for (let from = counting.result; from < count; from += 5_000) {
      const writing = database.transaction(table, "readwrite", { durability: "relaxed" });
      const store = writing.objectStore(table);
      for (let at = from; at < Math.min(count, from + 5_000); at += 1) store.put(rowOf(at));
      await new Promise((resolve, reject) => {
        writing.oncomplete = resolve;
        writing.onerror = reject;
        // No room left is not an error of any row.
        writing.onabort = reject;
      });
    }
  }
  await putAll("contacts", order.contacts, (at) => {
    const { person, company, number, tokens } = personOf(at);
    return {
      id: crypto.randomUUID(),
      name: person,
      company,
      notes: "prefers to be called in the afternoon",
      emails: [`p${at}@example.fi`],
      tags: [],
      fields: {},
      numbers: [{ kind: "mobile", number: `0${number.slice(4)}` }],
      updatedAt: 1,
      keys: [number],
      tokens,
      batch: null,
      before: null,
    };
  });
  // Two hundred a day.
  const everyMs = 432_000;
  const start = Date.now() - (order.calls + 1) * everyMs;
  await putAll("calls", order.calls, (at) => {
    const isKnown = known !== null && at % 20_000 === 7;
    const { person, number, words } = personOf(isKnown ? 7 : (at * 7 + 11) % order.contacts);
    const national = number.slice(4);
    const note = pick(lists.notes, spread(at));
    const startedAt = start + at * everyMs;
    return {
      id: crypto.randomUUID(),
      agent: order.extension,
      direction: at % 3 === 0 ? "out" : "in",
      number,
      name: person,
      contactId: null,
      formatted: `+358 ${national.slice(0, 2)} ${national.slice(2)}`,
      members: null,
      startedAt,
      answeredAt: startedAt + 5_000,
      endedAt: startedAt + 95_000,
      heldMs: 0,
      endReason: "hungUp",
      sipStatus: null,
      queue: "support",
      queueLabel: "Support",
      waitedSeconds: 12,
      menuChoice: "Invoices",
      isInternal: false,
      callUuid: `${startedAt}.12`,
      instance: "gone",
      work: { note: note.text, outcome: null, wrapUpMs: 0, survey: null, callbackId: null },
      sync: "local",
      tokens: [...new Set([...words, "support", ...note.folded, ...endings(`358${national}`)])],
      key: number,
      open: 0,
      missed: 0,
    };
  });
  database.close();
}
