import Papa from "papaparse";

import { readCsvCell } from "@/lib/csv-cell";

const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

export interface TableLine {
  /** On which line of the file it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly hasOpenQuote: boolean;
}

/** A quotation mark that is never closed swallows everything after it: so often the reading begins anew below it. */
const mostRescues = 100;
const mostCells = 200;

/** Excel's own first line, which says how the rest is written. */
const separatorLine = /^sep=(.)\r?\n/i;

/** The delimiter that cuts most lines into the same number of cells. */
export function guessDelimiter(text: string): Delimiter {
  const said = separatorLine.exec(text)?.[1];
  const own = delimiters.find((each) => each === said);
  if (own !== undefined) return own;
  const start = text.slice(0, 65_536);
  const scored = delimiters.map((delimiter) => {
    const { data } = Papa.parse<string[]>(start, { delimiter, preview: 30, skipEmptyLines: true });
    const widths = data.map(({ length }) => length);
    const usual = middle(widths);
    const alike = widths.filter((width) => width === usual).length / Math.max(1, widths.length);
    return { delimiter, score: usual < 2 ? 0 : alike * 100 + Math.min(usual, 50) };
  });
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).delimiter;
}

function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * The lines of a table (RFC 4180, and what goes by its name), empty ones left out. After a quotation mark that is never
 * closed the reading goes on at the next line.
 */
export function* readTable(text: string, delimiter: Delimiter): Generator<TableLine> {
  const skipped = separatorLine.exec(text)?.[0].length ?? 0;
  let rest = text.slice(skipped).replace(/\r\n?/g, "\n");
  let line = skipped > 0 ? 2 : 1;
  for (let rescues = 0; rescues <= mostRescues; rescues += 1) {
    const { rows, open } = parse(rest, delimiter);
    for (const cells of rows) {
      if (cells.some((cell) => cell.trim() !== "")) {
        yield { line, cells: cells.slice(0, mostCells).map(readCsvCell), hasOpenQuote: false };
      }
      line += 1 + cells.reduce((sum, cell) => sum + countBreaks(cell), 0);
    }
    if (open === null) return;
    const next = rest.indexOf("\n", open);
    const broken = next < 0 ? rest.slice(open) : rest.slice(open, next);
    // As it was meant, probably: for the report, in which it is corrected.
    const cells = broken.slice(0, 1_000).replaceAll('"', "").split(delimiter);
    yield { line, cells, hasOpenQuote: true };
    if (next < 0) return;
    rest = rest.slice(next + 1);
    line += 1;
  }
}

/** All rows, or those before a quotation mark that is never closed; `open`: where its row begins. */
function parse(text: string, delimiter: Delimiter) {
  const rows: (readonly string[])[] = [];
  let open: number | null = null;
  let end = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: "\n",
    step({ data, errors, meta }, parser) {
      const isBroken = errors.some(
        ({ code }) =>
          code === "MissingQuotes" ||
          // The mark was closed by that of another line.
          (code === "InvalidQuotes" && data.some((cell) => cell.includes("\n"))),
      );
      if (isBroken) {
        open = end;
        return parser.abort();
      }
      rows.push(data);
      end = meta.cursor;
    },
  });
  return { rows, open: open as number | null };
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
