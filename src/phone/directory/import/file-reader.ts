import { cleanContact, contactTokens, numberKeys } from "@/phone/directory/contact-row";

import { type ColumnKind, guessColumns, guessHeader } from "./columns";
import { decode, type Encoding, guessEncoding } from "./decode";
import type { LineProblem } from "./problem";
import { looksLikeCards, readCards } from "./read-cards";
import { checkWritten, type LineReading, readLine, type Written } from "./read-line";
import { type Delimiter, guessDelimiter, readTable } from "./read-table";

/** A hundred thousand people take about 10 MB. */
export const fileLimits = { bytes: 50_000_000, lines: 250_000 } as const;

/** How a file is to be read; what is missing is guessed. */
export interface FileChoice {
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  readonly hasHeader?: boolean;
}

/** What a file looks like when it is read so. */
export type FileView =
  | {
      readonly kind: "table";
      readonly encoding: Encoding;
      readonly delimiter: Delimiter;
      readonly hasHeader: boolean;
      readonly headings: readonly string[] | null;
      /** What each column seems to be. */
      readonly columns: readonly ColumnKind[];
      readonly firstRows: readonly (readonly string[])[];
      readonly count: number;
    }
  | {
      readonly kind: "cards";
      readonly encoding: Encoding;
      readonly firstRows: readonly Written[];
      readonly count: number;
    }
  /** `spreadsheet`: the program's own file, not a CSV of it. */
  | { readonly kind: "refused"; readonly because: "tooLarge" | "empty" | "spreadsheet" };

/** Somebody from a file, ready to be kept. */
export interface PreparedRow {
  readonly line: number;
  readonly written: Written;
  readonly keys: readonly string[];
  readonly tokens: readonly string[];
  /** As it stands in the file. */
  readonly cells: readonly string[];
}

export interface PreparedBatch {
  readonly rows: readonly PreparedRow[];
  readonly problems: readonly LineProblem[];
  /** Lines or cards read so far. */
  readonly done: number;
  readonly isLast: boolean;
}

/** Reads one file after another. Its work is long: in the page it is done in a worker (`reader.dom.ts`). */
export interface FileReader {
  look(bytes: ArrayBuffer, choice: FileChoice): Promise<FileView>;
  /** The next lines of the file that was looked at last; `begin` starts from its first. */
  begin(columns: readonly ColumnKind[], region: string | null): Promise<void>;
  next(): Promise<PreparedBatch>;
  close(): void;
}

/** A page that takes over so many at once has not stopped: 200 took it up to 60 ms, with what they are compared with. */
const batchSize = 100;
const shownRows = 8;

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
  readonly read: (columns: readonly ColumnKind[]) => LineReading;
}

/** The work itself, wherever it is done. */
export function createFileReader(): FileReader {
  let lines: readonly Line[] = [];
  let columns: readonly ColumnKind[] = [];
  let region: string | null = null;
  let done = 0;

  return {
    async look(bytes, choice) {
      const { view, lines: found } = look(new Uint8Array(bytes), choice);
      lines = found;
      return view;
    },
    async begin(wanted, where) {
      columns = wanted;
      region = where;
      done = 0;
    },
    async next() {
      const rows: PreparedRow[] = [];
      const problems: LineProblem[] = [];
      for (const { line, cells, read } of lines.slice(done, done + batchSize)) {
        const reading = read(columns);
        if ("written" in reading) {
          const written = cleanContact(reading.written);
          const keys = await numberKeys(written.numbers, region);
          rows.push({ line, written, keys, tokens: contactTokens(written, keys), cells });
        } else problems.push({ line, cells, ...reading });
      }
      done = Math.min(lines.length, done + batchSize);
      return { rows, problems, done, isLast: done >= lines.length };
    },
    close: () => (lines = []),
  };
}

function look(bytes: Uint8Array, choice: FileChoice): { view: FileView; lines: readonly Line[] } {
  const refused = (because: "tooLarge" | "empty" | "spreadsheet") => ({
    view: { kind: "refused", because } as const,
    lines: [],
  });
  if (bytes.length > fileLimits.bytes) return refused("tooLarge");
  if (isOffice(bytes)) return refused("spreadsheet");
  const encoding = choice.encoding ?? guessEncoding(bytes);
  const text = decode(bytes, encoding);
  const found = looksLikeCards(text)
    ? lookAtCards(text, encoding)
    : lookAtTable(text, encoding, choice);
  if (found.lines.length > fileLimits.lines) return refused("tooLarge");
  return found.lines.length === 0 ? refused("empty") : found;
}

/** Zip (xlsx, ods) and the older compound files (xls). */
function isOffice([a, b, c, d]: Uint8Array): boolean {
  return (
    (a === 0x50 && b === 0x4b && c === 3 && d === 4) || (a === 0xd0 && b === 0xcf && c === 0x11)
  );
}

function lookAtCards(text: string, encoding: Encoding): { view: FileView; lines: readonly Line[] } {
  const cards = [...readCards(text)];
  const lines = cards.map(({ line, text, draft }): Line => ({
    line,
    cells: [text],
    read: () =>
      draft === null ? { code: "brokenCard", value: text.slice(0, 80) } : checkWritten(draft),
  }));
  const firstRows = cards.flatMap(({ draft }) => draft ?? []).slice(0, shownRows);
  return { view: { kind: "cards", encoding, firstRows, count: cards.length }, lines };
}

function lookAtTable(
  text: string,
  encoding: Encoding,
  choice: FileChoice,
): { view: FileView; lines: readonly Line[] } {
  const delimiter = choice.delimiter ?? guessDelimiter(text);
  const rows = [...readTable(text, delimiter)];
  const first = rows[0]?.cells ?? [];
  const hasHeader = choice.hasHeader ?? guessHeader(first);
  const headings = hasHeader ? first : null;
  const body = hasHeader ? rows.slice(1) : rows;
  const firstRows = body.slice(0, shownRows).map(({ cells }) => cells);
  const sample = body.slice(0, 100).map(({ cells }) => cells);
  const lines = body.map(({ line, cells, hasOpenQuote }): Line => ({
    line,
    cells,
    read: (columns) =>
      hasOpenQuote
        ? { code: "openQuote", value: cells.join(delimiter).slice(0, 80) }
        : readLine(cells, columns, headings),
  }));
  const columns = guessColumns(headings, sample);
  const count = lines.length;
  const view = {
    kind: "table",
    encoding,
    delimiter,
    hasHeader,
    headings,
    columns,
    firstRows,
    count,
  };
  return { view: view as FileView, lines };
}
