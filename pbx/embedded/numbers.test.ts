import { describe, expect, test } from "vitest";

import { planForCaller, planForTransfer, shownOutside } from "./numbers";

/** The plan in a few words. */
function words(number: string, plan = planForCaller): string {
  const { kind, ...rest } = plan(number);
  const details = Object.values(rest).map((value: unknown) =>
    typeof value === "object" && value !== null ? Object.values(value)[0] : value,
  );
  return [kind, ...details].join(" ");
}

describe("what a number leads to", () => {
  test.each([
    ["1003", "user 1003"],
    ["601", "service 601"],
    ["9486", "refuse 486"],
    ["9700", "unknown"],
    ["800", "room 800"],
    ["809", "room 809"],
    ["810", "unknown"],
    ["*55123456780", "conference 12345678 0"],
    ["*55123456789", "conference 12345678 9"],
    ["*5512345678", "unknown"],
    ["*551234567890", "unknown"],
    ["701", "fetch 701"],
    ["720", "fetch 720"],
    ["700", "unknown"],
    ["721", "unknown"],
    ["**1002", "pickup 1002"],
    ["**2", "unknown"],
    ["*8", "pickup "],
    ["*231001", "spy 1001"],
    ["*231", "unknown"],
    ["*221001", "unknown"],
    ["01234", "outside 01234"],
    ["0123", "unknown"],
    ["0401234567", "outside 0401234567"],
    ["+1234", "outside +1234"],
    ["+123", "unknown"],
    ["+358401234567", "outside +358401234567"],
    ["++358401234567", "unknown"],
    ["0401234567a", "unknown"],
    ["112", "outside 112"],
    ["1006", "unknown"],
    ["", "unknown"],
    ["cmd", "unknown"],
  ])("%s: %s", (number, expected) => {
    expect(words(number)).toBe(expected);
  });

  test.each([
    ["500", "queue support", "queue support"],
    ["501", "queue sales", "queue sales"],
    ["550", "queueMenu", "queueMenu"],
    ["*701", "unknown", "park 701"],
    ["*720", "unknown", "park 720"],
    ["*721", "unknown", "unknown"],
    ["701", "fetch 701", "unknown"],
    ["**1002", "pickup 1002", "unknown"],
    ["*8", "pickup ", "unknown"],
    ["*231001", "spy 1001", "unknown"],
    ["1002", "user 1002", "user 1002"],
    ["800", "room 800", "room 800"],
    ["*55123456781", "conference 12345678 1", "conference 12345678 1"],
    ["0401234567", "outside 0401234567", "outside 0401234567"],
  ])("%s: dialled %s, sent there %s", (number, dialled, sent) => {
    expect([words(number), words(number, planForTransfer)]).toEqual([dialled, sent]);
  });
});

test.each([
  ["0401234567", null, "+358912340000"],
  ["0401234567", "+358912340500", "+358912340500"],
  ["0401234567", "+358912340000", "+358912340000"],
  ["0401234567", "+1555", "+358912340000"],
  ["112", "+358912340500", "+358912340000"],
])("a call to %s with the wish to show %s shows %s", (dialled, wished, shown) => {
  expect(shownOutside(dialled, wished)).toBe(shown);
});
