import * as v from "valibot";
import { createStore } from "zustand/vanilla";

import type { FactRow, RowTable } from "@/phone/storage/row-table";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { CompanyReading } from "./company-file";
import type { ContactTable } from "./directory";
import type { FilesPort } from "./files-port";
import { walkContacts } from "./walk-contacts";

export type CompanyProblem =
  /** It could not be fetched. */
  | { readonly code: "unreachable"; readonly status: number | null }
  /** It is no directory, or has nobody in it who can be read. */
  | { readonly code: "unreadable" }
  | { readonly code: "tooLarge" };

/** The company's own directory, as this browser has it. */
export interface CompanyState {
  readonly isConfigured: boolean;
  /** When the copy was last found to be as the file is; `null`: there is no copy. */
  readonly asOf: number | null;
  readonly count: number;
  /** People in the file who could not be read. */
  readonly wrong: number;
  /** Why the copy could not be renewed: it is used as it is. */
  readonly problem: CompanyProblem | null;
}

export interface Company {
  readonly store: ReadonlyStore<CompanyState>;
  /** Looks now whether there is something new. */
  refresh(): Promise<void>;
  stop(): void;
}

export interface CompanyOptions {
  readonly directory: { readonly url: string; readonly refreshMinutes: number } | null;
  readonly table: ContactTable;
  readonly facts: RowTable<FactRow>;
  readonly openFiles: () => Promise<Pick<FilesPort, "fetch" | "readCompany">>;
  readonly region: () => string | null;
  readonly now: () => number;
  /** Somebody's tables are open. */
  readonly isOpen: () => boolean;
}

/** Several tabs start at the same time, and a page may be reloaded again and again. */
const justNowMs = 60_000;

const id = "companyDirectory";
const writtenAtOnce = 500;

const factSchema = v.object({
  url: v.string(),
  /** How numbers were read. */
  region: v.nullable(v.string()),
  etag: v.nullable(v.string()),
  asOf: v.number(),
  count: v.number(),
  wrong: v.number(),
});

/**
 * Keeps a copy of the company's directory. Several tabs do so over one copy: whoever finds it fresh enough leaves it. A
 * file that cannot be fetched or read changes nothing but what is said of it.
 */
export function createCompany(options: CompanyOptions): Company {
  const { directory, table, facts } = options;
  const store = createStore<CompanyState>(() => ({
    isConfigured: directory !== null,
    asOf: null,
    count: 0,
    wrong: 0,
    problem: null,
  }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let going: Promise<void> = Promise.resolve();
  let waiting = 0;
  let stopWatching: Stop = () => undefined;

  async function readFact() {
    const found = v.safeParse(factSchema, (await facts.get(id))?.value);
    return found.success && found.output.url === directory?.url ? found.output : null;
  }

  async function replace(rows: CompanyReading["rows"]): Promise<void> {
    // New ones first: at no moment is the directory empty.
    for (let at = 0; at < rows.length; at += writtenAtOnce) {
      await table.putAll(rows.slice(at, at + writtenAtOnce));
    }
    const current = new Set(rows.map((row) => row.id));
    for await (const kept of walkContacts(table)) {
      const gone = kept.filter((row) => !current.has(row.id)).map((row) => row.id);
      if (gone.length > 0) await table.removeAll(gone);
    }
  }

  async function renew(url: string): Promise<void> {
    const fact = await readFact();
    const region = options.region();
    const files = await options.openFiles();
    const etag = fact !== null && fact.region === region ? fact.etag : null;
    const fetched = await files.fetch(url, etag);
    const failed = (problem: CompanyProblem): void => store.setState({ problem });
    if (fetched.status === "failed") return failed({ code: "unreachable", status: fetched.code });
    if (fetched.status === "tooLarge") return failed({ code: "tooLarge" });
    const asOf = options.now();
    if (fetched.status === "unchanged") {
      if (fact !== null) await facts.put({ id, value: { ...fact, asOf } });
      return store.setState({ problem: null });
    }
    const reading = await files.readCompany(fetched.bytes, region, asOf);
    if (reading === null) return failed({ code: "unreadable" });
    const { rows, wrong } = reading;
    await replace(rows);
    const value = { url, region, etag: fetched.etag, asOf, count: rows.length, wrong };
    await facts.put({ id, value });
    store.setState({ problem: null });
  }

  async function refresh(freshMs: number): Promise<void> {
    if (directory === null) return;
    const periodMs = directory.refreshMinutes * 60_000;
    clearTimeout(timer);
    try {
      const fact = await readFact();
      const isFresh = fact !== null && options.now() - fact.asOf < freshMs;
      if (options.isOpen() && !isFresh) await renew(directory.url);
    } catch {
      // The tables say elsewhere that nothing is kept; the next round tries again.
    }
    timer = setTimeout(() => void enqueue(periodMs), periodMs);
  }

  function enqueue(freshMs: number): Promise<void> {
    waiting += 1;
    going = going.then(() => refresh(freshMs)).finally(() => (waiting -= 1));
    return going;
  }

  async function show(): Promise<void> {
    const fact = await readFact();
    const { asOf = null, count = 0, wrong = 0 } = fact ?? {};
    store.setState({ asOf, count, wrong });
    // Another account's tables: they have no copy yet.
    if (fact === null && waiting === 0 && store.getState().problem === null) await enqueue(0);
  }

  if (directory !== null) {
    // Another tab may be the one that renews the copy.
    stopWatching = facts.watch(
      () => void show().catch(() => undefined),
      () => undefined,
    );
    void enqueue(Math.min(justNowMs, directory.refreshMinutes * 60_000));
  }

  return {
    store,
    refresh: () => enqueue(0),
    stop() {
      stopWatching();
      clearTimeout(timer);
    },
  };
}
