import { expect, test } from "vitest";

import { auditCsv } from "./csv";

const nameOf = (extension: string): string =>
  ({ "1001": "Aino Virtanen", "1005": "Layla Mansour" })[extension] ?? extension;

test("what was done is a table that no spreadsheet calculates", () => {
  const lines = auditCsv(
    [
      {
        at: 0,
        supervisor: "1005",
        agent: "1001",
        act: "pause",
        detail: "lunch",
        text: "=HYPERLINK(1)",
      },
      { at: 1_000, supervisor: "1005", agent: "1009", act: "monitor", detail: null, text: null },
    ],
    nameOf,
  ).split("\r\n");
  expect(lines[1]).toBe(
    "1970-01-01T00:00:00.000Z,1005,Layla Mansour,1001,Aino Virtanen,pause,lunch,'=HYPERLINK(1)",
  );
  expect(lines[2]).toBe("1970-01-01T00:00:01.000Z,1005,Layla Mansour,1009,1009,monitor,,");
});
