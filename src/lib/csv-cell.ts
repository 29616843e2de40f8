/** So that Excel reads the file as UTF-8; it stands before the first line. */
export const csvBeginning = "\ufeff";

/** A number can do no harm, and a telephone number is to stay one. */
const plainNumber = /^[+-]?\d[\d ]*(?:[.,]\d+)?$/;

/**
 * Where a spreadsheet would begin to calculate: at the beginning of a cell, or after what is a delimiter or an end of line
 * to a spreadsheet of another country (in Finland Excel takes `;`, so that `1,"a;=HYPERLINK(…)"` has a formula in it).
 * Full-width signs count too.
 */
const sign = "[=+\\-@\uff1d\uff0b\uff0d\uff20]";
const formula = new RegExp(`(^|[,;|\\t\\r\\n])([\\s"]*)(?='*${sign})`, "gu");
const guardedFormula = new RegExp(`(^|[,;|\\t\\r\\n])([\\s"]*)'(?='*${sign})`, "gu");

/**
 * A text as a cell of a CSV file (RFC 4180) that is safe to open in a spreadsheet: an apostrophe stands before whatever
 * would be a formula. `readCsvCell` takes it off again.
 */
export function csvCell(text: string): string {
  const safe = plainNumber.test(text) ? text : text.replace(formula, "$1$2'");
  return /[",;|\t\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of a CSV file, with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** What a cell says, without the apostrophes that kept a spreadsheet from calculating. `cell` is without its quotes. */
export function readCsvCell(cell: string): string {
  return cell.replace(guardedFormula, "$1$2");
}
