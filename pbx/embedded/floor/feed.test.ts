import { describe, expect, test } from "vitest";

import { createScene } from "../testing/scene";
import { watch } from "../testing/subscriber";
import { until } from "../testing/until";
import { createTimers } from "../timers";
import { createFloorFeed, floorConfig } from "./feed";

const eventlist = {
  accept: "multipart/related, application/rlmi+xml, application/pidf+xml",
  supported: "eventlist",
};
const digium = { userAgent: "Hamsa digium" };

describe("a floor that is made up", () => {
  test("is on pages of 60, and changes by itself", async () => {
    const floorFeed = { agents: 120, queues: 3, changesPerSecond: 200 };
    const scene = await createScene({ floorFeed });
    const layla = await scene.phone("1005", digium);
    const pages = ["floor-1", "floor-2", "floor-3"].map((name) =>
      watch(layla, name, "presence", eventlist),
    );
    const counts = await Promise.all(
      pages.map(async (page) => {
        await page.says("--");
        return page.bodies[0]?.match(/<resource /g)?.length;
      }),
    );
    expect(counts).toEqual([60, 60, 5]);
    expect(pages[0]?.bodies[0]).toContain('uri="sip:2055@127.0.0.1"');
    const queue = watch(layla, "queue-floor03", "presence");
    await queue.says('subtype="queue">w=');
    await until("changes", () => pages.every((page) => page.bodies.length > 3));
    expect(pages[1]?.bodies.at(-1)).toContain('fullState="false"');
    expect(await watch(layla, "queue-floor04", "presence").status()).toBe(404);
    expect(await watch(layla, "floor-4", "presence", eventlist).status()).toBe(404);
    expect(await watch(layla, "2001", "dialog").status()).toBe(200);
    expect((await (await layla.dial("2001")).final()).statusCode).toBe(404);
    expect((await (await layla.dial("*232001")).final()).statusCode).toBe(404);
  });

  test("is off by default", async () => {
    const scene = await createScene();
    const layla = await scene.phone("1005");
    expect(await watch(layla, "2001", "presence").status()).toBe(404);
    expect(await watch(layla, "queue-floor01", "presence").status()).toBe(404);
  });

  test("tells what agents' phones tell, in every state", () => {
    const timers = createTimers();
    const floor = createFloorFeed(
      { timers, changed: () => undefined },
      { agents: 500, queues: 50, changesPerSecond: 0 },
    );
    expect(timers.size).toBe(0);
    const standings = floor.extensions.map((extension) => floor.find(extension));
    const texts = standings.map((standing) => standing?.presence.text ?? "");
    const told = texts.filter((text) => text !== "");
    const summary =
      /^r=[a-z]*&s=(idle|ringing|talking|hold|wrapup)&t=\d{10}(&q=floor\d\d&d=in)?&c=\d+&m=\d+&k=\d+&a=\d+(&g=(good|fair|bad))?(&h=1)?$/;
    for (const text of told) expect(text).toMatch(summary);
    for (const state of ["idle", "ringing", "talking", "hold", "wrapup"]) {
      expect(told.some((text) => text.includes(`&s=${state}&`))).toBe(true);
    }
    expect(standings.some((standing) => standing?.state === "unavailable")).toBe(true);
    expect(floor.find("queue-floor50")?.presence.text).toMatch(
      /^w=\d+&o=\d+&l=\d+&r=\d+&f=\d+&h=12&k=180&c=\d+&a=\d+&s=\d+\.0&t=\d{10}$/,
    );
  });

  test.each([
    [{ agents: 0, queues: 0, changesPerSecond: 50 }, 0],
    [{ agents: -5, queues: Number.NaN, changesPerSecond: Number.NaN }, 0],
    [{ agents: 1e9, queues: 0, changesPerSecond: 0 }, 2_000],
  ])("%j: %i agents", (options, count) => {
    const timers = createTimers();
    const floor = createFloorFeed({ timers, changed: () => undefined }, options);
    expect(floor.extensions).toHaveLength(count);
    timers.clear();
  });

  test("has a team and queues for config.json", () => {
    const { team, queues } = floorConfig({ agents: 500, queues: 50, changesPerSecond: 50 });
    expect([team.length, queues.length]).toEqual([500, 50]);
    expect([team[0]?.extension, team.at(-1)?.extension]).toEqual(["2001", "2500"]);
    expect(new Set(team.map(({ name }) => name)).size).toBe(500);
    expect(queues.at(-1)).toMatchObject({ number: "5050", id: "floor50" });
  });
});
