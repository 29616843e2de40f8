import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { createWatches, type SubscriptionNews } from "./watches";

interface Opened {
  readonly resource: string;
  readonly event: string;
  readonly told: (news: SubscriptionNews) => void;
  isStopped: boolean;
}

function scene() {
  const opened: Opened[] = [];
  const watches = createWatches({
    subscribe(resource, event, told) {
      const one: Opened = { resource, event, told, isStopped: false };
      opened.push(one);
      return () => void (one.isStopped = true);
    },
    random: () => 0,
  });
  const heard: (string | null)[] = [];
  const listen = () => watches.watch("1002", "presence", (body) => void heard.push(body));
  return { watches, opened, heard, listen };
}

describe("watching", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("waits for the line, and is one subscription for everybody who looks", () => {
    const { watches, opened, heard, listen } = scene();
    listen();
    expect(opened).toEqual([]);
    watches.linkUp();
    listen();
    expect(opened).toHaveLength(1);
    opened[0]?.told({ kind: "state", body: "a" });
    expect(heard).toEqual(["a", "a"]);
    listen();
    expect(heard).toEqual(["a", "a", "a"]);
  });

  test("dialog and presence of one resource are two things", () => {
    const { watches, opened, listen } = scene();
    watches.linkUp();
    listen();
    watches.watch("1002", "dialog", () => undefined);
    expect(opened.map(({ event }) => event)).toEqual(["presence", "dialog"]);
  });

  test("goes on for a moment after the last one has looked away", () => {
    const { watches, opened, listen } = scene();
    watches.linkUp();
    const stop = listen();
    stop();
    stop();
    vi.advanceTimersByTime(9_000);
    const again = listen();
    vi.advanceTimersByTime(60_000);
    expect(opened).toHaveLength(1);
    expect(opened[0]?.isStopped).toBe(false);
    again();
    vi.advanceTimersByTime(11_000);
    expect(opened[0]?.isStopped).toBe(true);
    listen();
    expect(opened).toHaveLength(2);
  });

  test("a cut line tells that nothing is known, and the next line is asked anew", () => {
    const { watches, opened, heard, listen } = scene();
    watches.linkUp();
    listen();
    opened[0]?.told({ kind: "state", body: "a" });
    watches.linkDown();
    expect(opened[0]?.isStopped).toBe(true);
    watches.linkUp();
    expect(opened).toHaveLength(2);
    opened[1]?.told({ kind: "state", body: "b" });
    expect(heard).toEqual(["a", null, "b"]);
  });

  test.each([
    [404, 1],
    [403, 1],
    [489, 1],
    [null, 2],
    [408, 2],
    [481, 2],
    [503, 2],
  ])("what ends with %s has been asked %i times after ten seconds", (status, times) => {
    const { watches, opened, heard, listen } = scene();
    watches.linkUp();
    listen();
    opened[0]?.told({ kind: "state", body: "a" });
    opened[0]?.told({ kind: "ended", status });
    expect(heard).toEqual(["a", null]);
    vi.advanceTimersByTime(10_000);
    expect(opened).toHaveLength(times);
  });

  test("nobody is asked again for somebody whom nobody looks at any more", () => {
    const { watches, opened, listen } = scene();
    watches.linkUp();
    const stop = listen();
    stop();
    opened[0]?.told({ kind: "ended", status: 503 });
    vi.advanceTimersByTime(60_000);
    expect(opened).toHaveLength(1);
  });
});
