import { expect, test } from "vitest";

import { setWrapUpNeeds, wrapUpNeeds } from "./wrap-up-needs";

test("what is missing is known call by call, until nothing is", () => {
  setWrapUpNeeds("one", ["an outcome"]);
  setWrapUpNeeds("other", ["a note"]);
  setWrapUpNeeds("one", []);
  expect(wrapUpNeeds.getState().byCall).toEqual({ other: ["a note"] });
});
