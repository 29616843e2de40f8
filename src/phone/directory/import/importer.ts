import { createStore } from "zustand/vanilla";

import { newId } from "@/lib/new-id";
import type { ContactTable } from "@/phone/directory/directory";
import type { FilesPort } from "@/phone/directory/files-port";
import { type Problem, toProblem } from "@/phone/errors";
import type { RowTable, FactRow } from "@/phone/storage/row-table";
import type { ReadonlyStore } from "@/phone/store";

import type { ColumnKind } from "./columns";
import { indexContacts } from "./contact-index";
import type { FileChoice, FileReader, FileView } from "./file-reader";
import { type DuplicatePolicy, keepBatch, type Tally, noTally } from "./keep-batch";
import { lastImport, type LastImport } from "./last-import";
import type { LineProblem } from "./problem";
import { recallColumns, rememberColumns } from "./remember-columns";
import { undoImport } from "./undo-import";

export interface ChosenFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

export type ImporterState =
  | { readonly phase: "idle"; readonly problem: Problem | null }
  | { readonly phase: "reading"; readonly fileName: string }
  | {
      readonly phase: "choosing";
      readonly fileName: string;
      readonly view: FileView;
      readonly columns: readonly ColumnKind[];
      readonly policy: DuplicatePolicy;
    }
  | {
      readonly phase: "running" | "takingBack";
      readonly fileName: string;
      readonly done: number;
      readonly count: number;
    }
  | {
      readonly phase: "done";
      readonly fileName: string;
      readonly tally: Tally;
      readonly problems: readonly LineProblem[];
      readonly headings: readonly string[] | null;
    }
  /** Nothing of the file has been kept. */
  | { readonly phase: "cancelled"; readonly fileName: string }
  | { readonly phase: "undone"; readonly count: number };

export type ImporterCommand =
  | { readonly type: "open"; readonly file: ChosenFile }
  /** Reads the file in another way. */
  | { readonly type: "choose"; readonly choice: FileChoice }
  | { readonly type: "setColumn"; readonly at: number; readonly kind: ColumnKind }
  | { readonly type: "setPolicy"; readonly policy: DuplicatePolicy }
  | { readonly type: "start" }
  /** While it runs: what it has kept so far is taken back. */
  | { readonly type: "cancel" }
  /** Takes back the last import, be it of this page or of one before. */
  | { readonly type: "undo" }
  | { readonly type: "close" };

export interface Importer {
  readonly store: ReadonlyStore<ImporterState>;
  /** What can be taken back; `null`: nothing. */
  last(): Promise<LastImport | null>;
  do(command: ImporterCommand): Promise<void>;
}

export interface ImporterOptions {
  readonly contacts: ContactTable;
  readonly facts: RowTable<FactRow>;
  readonly openFiles: () => Promise<Pick<FilesPort, "openReader">>;
  readonly region: () => string | null;
  readonly now: () => number;
}

/** So many problems are kept for the report: a file in which everything is wrong needs no longer one. */
const mostProblems = 100_000;

/** An import that has written nothing for so long runs in no tab any more. */
const runningMs = 30_000;

const idle: ImporterState = { phase: "idle", problem: null };

/** Brings the people of a file to the contacts, all that are right, and says of every other line what is wrong with it. */
export function createImporter(options: ImporterOptions): Importer {
  const store = createStore<ImporterState>(() => idle);
  const set = (state: ImporterState): void => store.setState(state, true);
  const marks = lastImport(options.facts);
  let reader: FileReader | null = null;
  let file: ChosenFile | null = null;
  let choice: FileChoice = {};
  let cancelling = new AbortController();

  async function look(): Promise<void> {
    if (file === null) return;
    const looked = file;
    reader ??= (await options.openFiles()).openReader();
    const view = await reader.look(looked.bytes, choice);
    if (looked !== file) return; // another file came meanwhile
    const state = store.getState();
    const policy = state.phase === "choosing" ? state.policy : "skip";
    const columns = view.kind === "table" ? await recallColumns(options.facts, view) : [];
    set({ phase: "choosing", fileName: looked.name, view, columns, policy });
  }

  async function run(state: Extract<ImporterState, { phase: "choosing" }>): Promise<void> {
    const { view, columns, fileName, policy } = state;
    if (reader === null || view.kind === "refused") return;
    const { count } = view;
    const headings = view.kind === "table" ? view.headings : null;
    const batch = newId();
    cancelling = new AbortController();
    const { signal } = cancelling;
    set({ phase: "running", fileName, done: 0, count });
    if (view.kind === "table") await rememberColumns(options.facts, view, columns);
    const index = await indexContacts(options.contacts);
    await reader.begin(columns, options.region());
    await marks.begin({ batch, fileName, at: options.now(), count: 0, isWhole: false });
    let tally = noTally;
    const problems: LineProblem[] = [];
    let coming = reader.next();
    for (let isLast = false; !isLast && !signal.aborted;) {
      const prepared = await coming;
      isLast = prepared.isLast;
      // The worker reads on while this batch is written.
      if (!isLast) coming = reader.next();
      const kept = await keepBatch(prepared.rows, { ...options, index, batch, policy });
      tally = kept.tally(tally, prepared.problems.length);
      problems.push(
        ...[...prepared.problems, ...kept.problems].slice(0, mostProblems - problems.length),
      );
      const written = tally.added + tally.updated;
      await marks.begin({ batch, fileName, at: options.now(), count: written, isWhole: false });
      set({ phase: "running", fileName, done: prepared.done, count });
    }
    await coming.catch(() => null);
    if (signal.aborted) return takeBack(batch, { fileName, done: tally.added + tally.updated });
    await marks.end(batch, tally.added + tally.updated);
    close();
    problems.sort((one, other) => one.line - other.line);
    set({ phase: "done", fileName, tally, problems, headings });
  }

  async function takeBack(
    batch: string,
    { fileName, done: count }: { readonly fileName: string; readonly done: number },
  ): Promise<void> {
    const told = (done: number): void => set({ phase: "takingBack", fileName, done, count });
    told(0);
    await undoImport(options.contacts, batch, told);
    await marks.forget(batch);
    close();
    set({ phase: "cancelled", fileName });
  }

  async function undo(): Promise<void> {
    const last = await marks.read();
    if (last === null) return;
    const { fileName, count } = last;
    const told = (done: number): void => set({ phase: "takingBack", fileName, done, count });
    told(0);
    const undone = await undoImport(options.contacts, last.batch, told);
    await marks.forget(last.batch);
    set({ phase: "undone", count: undone });
  }

  function close(): void {
    reader?.close();
    reader = null;
    file = null;
    choice = {};
  }

  async function act(command: ImporterCommand): Promise<void> {
    const state = store.getState();
    const isBusy = state.phase === "running" || state.phase === "takingBack";
    switch (command.type) {
      case "cancel":
        return cancelling.abort();
      case "open":
        if (isBusy) return;
        close();
        file = command.file;
        set({ phase: "reading", fileName: file.name });
        return look();
      case "choose":
        if (state.phase !== "choosing") return;
        choice = { ...choice, ...command.choice };
        return look();
      case "setColumn":
        if (state.phase !== "choosing") return;
        return set({ ...state, columns: state.columns.with(command.at, command.kind) });
      case "setPolicy":
        if (state.phase === "choosing") set({ ...state, policy: command.policy });
        return;
      case "start":
        return state.phase === "choosing" ? run(state) : undefined;
      case "undo":
        return isBusy ? undefined : undo();
      case "close":
        if (isBusy) return;
        close();
        return set(idle);
    }
  }

  return {
    store,
    async last() {
      const last = await marks.read();
      const isOver = last !== null && (last.isWhole || options.now() - last.at > runningMs);
      return isOver ? last : null;
    },
    async do(command) {
      try {
        await act(command);
      } catch (error) {
        close();
        set({ phase: "idle", problem: toProblem(error) });
      }
    },
  };
}
