import { describe, expect, test } from "vitest";

import { createScene } from "./testing/scene";
import { until } from "./testing/until";

describe("MESSAGE", () => {
  test("reaches every device, in any script", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const devices = [await scene.phone("1002"), await scene.phone("1002")];
    expect(await aino.send("1002", "Hei! مرحبا 👋")).toBe(202);
    for (const device of devices) {
      await until("it came", () => device.messages.length === 1);
      const { request } = device.messages[0]!;
      expect(request.body).toBe("Hei! مرحبا 👋");
      expect([request.from.uri.user, request.from.displayName]).toEqual(["1001", "Aino Virtanen"]);
    }
  });

  test.each([
    ["1003", 480],
    ["7777", 404],
    ["600", 404],
  ])("to %s is answered with %i", async (number, status) => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    expect(await aino.send(number, "hello")).toBe(status);
  });

  test("leaves nothing behind, even when a device is gone", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    await aino.send("1002", "one");
    await until("it came", () => omar.messages.length === 1);
    omar.cut();
    await aino.send("1002", "two");
    await until(
      "no transaction",
      async () => (await scene.pbx.snapshot()).counts.transactions === 0,
    );
  });
});
