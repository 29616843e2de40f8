import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { watchNetwork } from "./watch-network.dom";

let page: EventTarget & { visibilityState: string };

beforeEach(() => {
  page = Object.assign(new EventTarget(), { visibilityState: "hidden" });
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", page);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the network coming back is told", () => {
  const told = vi.fn<() => void>();
  watchNetwork(told);
  window.dispatchEvent(new Event("online"));
  expect(told).toHaveBeenCalledTimes(1);
});

test("a page that is seen again is told, one that is hidden is not", () => {
  const told = vi.fn<() => void>();
  watchNetwork(told);
  page.dispatchEvent(new Event("visibilitychange"));
  expect(told).not.toHaveBeenCalled();
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(told).toHaveBeenCalledTimes(1);
});

test("nothing is told after the end", () => {
  const told = vi.fn<() => void>();
  watchNetwork(told)();
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("online"));
  expect(told).not.toHaveBeenCalled();
});
