import { describe, expect, test } from "vitest";

import type { Phone } from "../testing/phone";
import { createScene } from "../testing/scene";
import { watch } from "../testing/subscriber";
import { until } from "../testing/until";
import { messageSummary } from "./mailboxes";

test.each([
  [0, "no"],
  [1, "yes"],
  [12, "yes"],
])("%i messages", (fresh, waiting) => {
  expect(messageSummary("1001", fresh)).toBe(
    `Messages-Waiting: ${waiting}\r\nMessage-Account: sip:1001@127.0.0.1\r\nVoice-Message: ${fresh}/0 (0/0)\r\n`,
  );
});

const told = (phone: Phone) =>
  phone.notifications.map(({ body }) => /Voice-Message: (\d+)/.exec(body)?.[1]);

describe("voice messages", () => {
  test("are told to every device at every change, unasked", async () => {
    const scene = await createScene();
    const devices = [await scene.phone("1001"), await scene.phone("1001")];
    const omar = await scene.phone("1002");
    await scene.pbx.setVoiceMessages("1001", 2);
    await scene.pbx.setVoiceMessages("1001", 0);
    for (const device of devices) {
      await until("told twice", () => device.notifications.length === 2);
      expect(told(device)).toEqual(["2", "0"]);
      const [request] = device.notifications;
      expect(request?.getHeader("event")).toBe("message-summary");
      expect(request?.getHeader("subscription-state")).toBe("terminated");
      expect(request?.getHeader("content-type")).toBe("application/simple-message-summary");
    }
    expect(omar.notifications).toEqual([]);
  });

  test("are told to who signs in, and to no other device again", async () => {
    const scene = await createScene();
    const first = await scene.phone("1001");
    expect(first.notifications).toEqual([]);
    await scene.pbx.setVoiceMessages("1001", 3);
    await until("told", () => first.notifications.length === 1);
    const second = await scene.phone("1001");
    await until("told", () => second.notifications.length === 1);
    expect([told(first), told(second)]).toEqual([["3"], ["3"]]);
  });

  test("can be subscribed to", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const watching = watch(aino, "1001", "message-summary");
    await watching.says("Voice-Message: 0/0 (0/0)");
    await scene.pbx.setVoiceMessages("1001", 1);
    await watching.says("Messages-Waiting: yes");
    expect(watching.bodies).toHaveLength(2);
  });

  test.each([
    ["1999", 1],
    ["1001", -1],
    ["1001", 1.5],
    ["1001", Number.NaN],
  ])("of %s cannot be %d", async (user, fresh) => {
    const scene = await createScene();
    await expect(scene.pbx.setVoiceMessages(user, fresh)).rejects.toThrow("no ");
  });

  test("leave nothing behind", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    await scene.pbx.setVoiceMessages("1001", 1);
    await until("told", () => aino.notifications.length === 1);
    await until("no transaction", async () => {
      return (await scene.pbx.snapshot()).counts.transactions === 0;
    });
  });
});
