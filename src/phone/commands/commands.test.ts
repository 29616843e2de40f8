import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { PhoneError } from "@/phone/errors";

import { createCommands } from "./commands";

function scene(user: string | null = "cmd") {
  const sent: { readonly to: string; readonly text: string; readonly ref: string }[] = [];
  const scenery = {
    sent,
    failWith: null as PhoneError | null,
    commands: createCommands({
      user: () => user,
      async sendText(to, text, [header = ""]) {
        if (scenery.failWith) throw scenery.failWith;
        sent.push({ to, text, ref: header.replace("X-Ref: ", "") });
      },
    }),
  };
  return scenery;
}

describe("a command", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("is answered by the line that begins with its reference", async () => {
    const { commands, sent } = scene();
    const answer = commands.send("status support");
    await vi.advanceTimersByTimeAsync(0);
    commands.hear("cmd", "other OK");
    commands.hear("cmd", `${sent[0]?.ref} paused=0  presence=away\r\n`);
    expect(await answer).toBe("paused=0  presence=away");
    expect(sent).toMatchObject([{ to: "cmd", text: "status support" }]);
    expect(sent[0]?.ref).toMatch(/^[0-9a-f]{12}$/);
  });

  test("two at once get each their own answer", async () => {
    const { commands, sent } = scene();
    const both = [commands.send("a"), commands.send("b")];
    await vi.advanceTimersByTimeAsync(0);
    commands.hear("cmd", `${sent[1]?.ref} two`);
    commands.hear("cmd", `${sent[0]?.ref} one`);
    expect(await Promise.all(both)).toEqual(["one", "two"]);
  });

  test.each([
    ["no answer", async () => void (await vi.advanceTimersByTimeAsync(6_000)), "a"],
    ["too long for a MESSAGE", async () => undefined, "x".repeat(1_100)],
  ])("%s is a failure", async (_, wait, text) => {
    const { commands } = scene();
    const failed = expect(commands.send(text)).rejects.toMatchObject({ code: "commandFailed" });
    await wait();
    await failed;
  });

  test("what cannot be sent fails with its own reason", async () => {
    const made = scene();
    made.failWith = new PhoneError("notConnected");
    await expect(made.commands.send("a")).rejects.toMatchObject({ code: "notConnected" });
  });

  test("a phone system without commands is not written to", async () => {
    const { commands, sent } = scene(null);
    await expect(commands.order("a")).rejects.toMatchObject({ code: "commandFailed" });
    expect(sent).toEqual([]);
  });

  test.each([
    ["OK", true],
    ["FORBIDDEN", false],
    ["OKAY", false],
    ["", false],
  ])("ordered and answered %j", async (answer, isDone) => {
    const { commands, sent } = scene();
    const done = commands.order("a").then(
      () => true,
      () => false,
    );
    await vi.advanceTimersByTimeAsync(0);
    commands.hear("cmd", `${sent[0]?.ref} ${answer}`);
    expect(await done).toBe(isDone);
  });

  test("what nobody asked for is told; what others write is not", () => {
    const { commands } = scene();
    const told: string[] = [];
    const stop = commands.watch((text) => void told.push(text));
    commands.hear("cmd", "conf 12345678 left 1\n");
    commands.hear("1002", "conf 12345678 left 2");
    commands.hear("", "");
    stop();
    commands.hear("cmd", "conf 12345678 left 3");
    expect(told).toEqual(["conf 12345678 left 1"]);
  });
});
