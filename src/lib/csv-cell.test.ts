import { expect, test } from "vitest";

import { csvCell, csvLine, readCsvCell } from "./csv-cell";

/** As RFC 4180 has it. */
const unquote = (cell: string): string =>
  cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;

test.each([
  ["Maria", "Maria"],
  ["+358401234567", "+358401234567"],
  ["+358 40 1234567", "+358 40 1234567"],
  ["-5", "-5"],
  ["-1,5", '"-1,5"'],
  ["=1+1", "'=1+1"],
  ["+1+cmd|' /C calc'!A0", `"'+1+cmd|' /C calc'!A0"`],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["  =1", `"  '=1"`],
  ["\t=1", `"\t'=1"`],
  ["＝1+1", "'＝1+1"],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ["a;=1", `"a;'=1"`],
  ["a\n=1", `"a\n'=1"`],
  ['a,"=1', `"a,""'=1"`],
  ["'=1", "''=1"],
  ["O'Hara, Maria", `"O'Hara, Maria"`],
  ["أحمد", "أحمد"],
  ["", ""],
])("%j is written %j, and read again", (text, cell) => {
  expect(csvCell(text)).toBe(cell);
  expect(readCsvCell(unquote(cell))).toBe(text);
});

test("a line ends as RFC 4180 says", () => {
  expect(csvLine(["a", "b,c", '"'])).toBe('a,"b,c",""""\r\n');
});
