import { expect, test } from "vitest";

import { readTarget } from "./read-target";

test.each([
  ["1002", "1002"],
  [" 040 123-4567 ", "0401234567"],
  ["+358 (0)40 123 4567", "+358401234567"],
  ["(09) 123.456/7", "091234567"],
  ["tel:+358-40-1234567", "+358401234567"],
  ["TEL:+358401234567;phone-context=example.com", "+358401234567"],
  ["sip:1002@pbx.example.com;transport=ws", "1002@pbx.example.com"],
  ["<sip:1002>", "1002"],
  ["sip:alice%2Bwork@example.com", "alice+work@example.com"],
  ["alice@example.com", "alice@example.com"],
  ["٠٤٠١٢٣٤٥٦٧", "0401234567"],
  ["۰۴۰ ۱۲۳ ۴۵۶۷", "0401234567"],
  ["\u202A+358\u00a040\u202C 1234567", "+358401234567"],
  ["*97", "*97"],
  ["112", "112"],
  ["*62#", "*62#"],
  ["", null],
  ["Maria", null],
  ["call me", null],
  ["12+34", null],
  ["javascript:alert(1)", null],
  ["1".repeat(33), null],
  ["a@b@c", null],
  ["alice@example.com\r\nX-Evil: 1", null],
])("%j is dialled as %j", (text, target) => {
  expect(readTarget(text)).toBe(target);
});
