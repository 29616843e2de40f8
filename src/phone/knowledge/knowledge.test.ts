import { expect, test } from "vitest";

import { readDeskConfig } from "@/phone/config/desk-config";

import { createFinder } from "./find-articles";
import { createSteps } from "./steps";

const { fields } = readDeskConfig({
  knowledge: [
    { id: "bill", title: "Reading a bill", text: "The router has its own line." },
    {
      id: "router",
      title: { en: "Router", fi: "Reititin", ar: "إعادة تشغيل الموجّه" },
      text: "Hold.",
    },
    { id: "wifi", title: "Wireless", text: "…", tags: ["Lähiverkko"] },
  ],
});
const find = createFinder(fields.knowledge);

test.each([
  ["", "bill router wifi"],
  ["rout", "router bill"],
  ["REITIT", "router"],
  ["اعاده الموجه", "router"],
  ["lahiverkko", "wifi"],
  ["router line", "bill"],
  ["nothing", ""],
])("%j finds %j, titles and tags first", (text, ids) => {
  expect(
    find(text)
      .map(({ id }) => id)
      .join(" "),
  ).toBe(ids);
});

test("steps are ticked by call", () => {
  const { store, toggle } = createSteps();
  toggle("one", 0);
  toggle("one", 2);
  toggle("two", 1);
  toggle("one", 0);
  expect(store.getState()).toEqual({ one: [2], two: [1] });
});
