import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import { expect, test } from "vitest";

import { accepts, readEvent, readExpires } from "./subscribe-headers";

const having = (values: readonly string[]) =>
  ({
    getHeader: () => values[0],
    getHeaders: () => [...values],
  }) as unknown as IncomingRequestMessage;

test.each([
  [[], null],
  [["presence"], { name: "presence", value: "presence" }],
  [[" dialog "], { name: "dialog", value: "dialog" }],
  [["presence;id=7"], { name: "presence", value: "presence;id=7" }],
  [["dialog ; sla ; id = x.1"], { name: "dialog", value: "dialog;id=x.1" }],
  [['dialog;id="a"'], { name: "dialog", value: "dialog" }],
  [['dialog;id="a\r\nX: y"'], null],
  [["<<>>"], null],
  [["presence, dialog"], null],
  [[""], null],
  [["x".repeat(65)], null],
])("Event: %j", (values, expected) => {
  expect(readEvent(having(values))).toEqual(expected);
});

test.each([
  [[], 3_600],
  [["300"], 300],
  [[" 0 "], 0],
  [["1000000000"], 3_600],
  [["99999999999999999999"], 3_600],
  [["soon"], null],
  [["-1"], null],
  [["1.5"], null],
  [[""], null],
])("Expires: %j", (values, expected) => {
  expect(readExpires(having(values))).toBe(expected);
});

test.each([
  [[], true],
  [["application/pidf+xml"], true],
  [["text/plain, Application/PIDF+xml;q=0.5"], true],
  [["text/plain", "application/pidf+xml"], true],
  [["text/plain"], false],
  [["*/*"], false],
  [[";;;"], false],
  [[""], false],
])("Accept: %j", (values, expected) => {
  expect(accepts(having(values), "application/pidf+xml")).toBe(expected);
});
