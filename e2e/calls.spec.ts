import { startAsteriskSystem } from "./support/asterisk-system";
import { expect, test, tones } from "./support/fixtures";
import { isEmbedded, startEmbedded } from "./support/phone-system";
import { startSite } from "./support/site";

/** A phone system may say whose number it is while it rings there, or not before the answer. */
const omarsNumber = /^(?:1002|Omar Haddad)$/;

test("a newcomer signs in, calls 600 and hears themselves", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await expect(aino.call("Echo").getByRole("timer")).toHaveText(/0:(?:0[1-9]|[1-5]\d)/);
  await aino.hears(tones.first);
  await aino.hangsUp("Echo");
  await expect(aino.call("Echo").getByText("Call ended")).toBeVisible();
});

test("two agents hear each other and nobody hears themselves", async ({ agent, sounds }) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await aino.dials("1002");
  await expect(aino.call(omarsNumber).getByText("Ringing…")).toBeVisible();
  await omar.answers("Aino Virtanen");
  await aino.talksWith("Omar Haddad");
  await aino.hears(tones.second);
  await omar.hears(tones.first);
  await sounds.hears("1001", tones.second);
  await sounds.hearsNot("1001", tones.first);
  await sounds.hearsNot("1002", tones.second);
  await omar.hangsUp("Aino Virtanen");
  await expect(aino.call("Omar Haddad").getByText("The other side hung up")).toBeVisible();
});

test("mute silences only the one who muted", async ({ agent, sounds }) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  await sounds.hears("1002", tones.first);
  await aino.presses("Mute");
  await expect(aino.page.getByText("You are muted")).toBeVisible();
  await sounds.hearsNot("1002", tones.first);
  await sounds.hears("1001", tones.second);
  await aino.unmutes(/./);
  await sounds.hears("1002", tones.first);
  await aino.hangsUp("Omar Haddad");
});

test("somebody on hold hears music, the holder is heard by nobody, and both come back", async ({
  agent,
  sounds,
  pbx,
}) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  await aino.presses("Hold");
  await expect(aino.call("Omar Haddad").getByText("They hear music")).toBeVisible();
  await expect(aino.call("Omar Haddad").getByText("On hold for")).toBeVisible();
  await sounds.hears("1002", 243);
  await sounds.hears("1002", 324);
  await sounds.hearsNot("1002", tones.first);
  // Nor does the phone system: only the embedded switch tells what it receives.
  const said = { leg: "1001", side: "received", frequenciesHz: [tones.first] } as const;
  if (isEmbedded(pbx)) {
    await expect.poll(async () => (await pbx.levels(said))[0]).toBeLessThan(-45);
  }
  await aino.presses("Resume");
  await expect(aino.call("Omar Haddad").getByText("They hear you")).toBeVisible();
  await omar.hears(tones.first);
  await sounds.hearsNot("1002", 243);
  await aino.hangsUp("Omar Haddad");
});

test("digits arrive as they were pressed, by button and by key", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.presses("Keypad", aino.call("Echo"));
  const pad = aino.call("Echo").getByRole("group", { name: "Keypad" });
  for (const digit of ["1", "2", "3"]) await aino.presses(`Digit ${digit}`, pad);
  await aino.page.keyboard.type("4567890*#");
  await expect(aino.call("Echo").getByLabel("Digits sent")).toHaveText("1234567890*#");
  const digits = async () =>
    (await pbx.snapshot()).legs.find(({ user }) => user === "1001")?.digits;
  await expect.poll(digits).toBe("1234567890*#");
  await aino.hangsUp("Echo");
});

test("early media is heard before anybody answers", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.dials("603");
  await aino.hears(tones.switch);
  await expect(aino.call(/603|Early media/).getByText("Connecting…")).toBeVisible();
  expect([...aino.ear.playing]).not.toContain("ringback.mp3");
  await expect(aino.call(/603|Early media/).getByText("The other side hung up")).toBeVisible();
});

test("ringback sounds while it rings there and stops with the answer", async ({ agent }) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await aino.dials("1002");
  await expect.poll(() => [...aino.ear.playing]).toContain("ringback.mp3");
  await expect.poll(() => [...omar.ear.playing]).toContain("ringtone.mp3");
  await omar.answers("Aino Virtanen");
  await expect.poll(() => [...aino.ear.playing]).toEqual(["voice"]);
  await expect.poll(() => [...omar.ear.playing]).toEqual(["voice"]);
  await aino.hangsUp("Omar Haddad");
});

test.describe("how a call that nobody takes ends", () => {
  for (const [number, words] of [
    ["9486", "Busy"],
    ["9603", "Declined"],
    ["7777", "Unknown number"],
    ["1004", "Not available"],
    ["9503", "The phone system had a fault"],
    ["9403", "Not allowed"],
  ] as const) {
    test(`${number}: ${words}`, async ({ agent }) => {
      const aino = await agent("1001");
      await aino.dials(number);
      await expect(aino.page.getByRole("complementary").getByText(words)).toBeVisible();
    });
  }

  test("declined by a person", async ({ agent }) => {
    const aino = await agent("1001");
    const omar = await agent("1002", { voice: "second" });
    await aino.dials("1002");
    await omar.presses("Decline", omar.call("Aino Virtanen"));
    await expect(aino.call(omarsNumber).getByText("Declined")).toBeVisible();
    await expect(omar.call("Aino Virtanen").getByText("You declined")).toBeVisible();
  });

  test("not answered by anybody", async ({ opens, pbx }) => {
    // A phone system of its own, whose patience is short.
    const own = isEmbedded(pbx)
      ? await startEmbedded({ ringTimeoutMs: 4_000 })
      : await startAsteriskSystem({ ringSeconds: 4 });
    const site = await startSite(own);
    const aino = await opens("1001", { site });
    const omar = await opens("1002", { site, voice: "second" });
    for (const agent of [aino, omar]) {
      await agent.signsIn();
      await agent.isConnected();
    }
    await aino.dials("1002");
    // What rang and could not be heard yet is told otherwise.
    await omar.rings("Aino Virtanen");
    await expect(aino.call(omarsNumber).getByText("No answer")).toBeVisible();
    await expect(omar.call("Aino Virtanen").getByText("Missed call")).toBeVisible();
    await site.close();
    await own.close();
  });

  test("cancelled by the caller, missed by the other", async ({ agent }) => {
    const aino = await agent("1001");
    const omar = await agent("1002", { voice: "second" });
    await aino.dials("1002");
    await omar.rings("Aino Virtanen");
    await aino.hangsUp(omarsNumber);
    await expect(aino.call(omarsNumber).getByText("Cancelled")).toBeVisible();
    await expect(omar.call("Aino Virtanen").getByText("Missed call")).toBeVisible();
    await expect.poll(() => [...omar.ear.playing]).toEqual([]);
  });
});

test("a customer's call shows name, number, country and queue, and is heard", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001");
  const customer = await pbx.customerCalls({
    to: "1001",
    name: "Maria Virtanen",
    number: "+358401234567",
    voice: { toneHz: tones.third },
    queue: "support",
    waitedSeconds: 42,
  });
  const card = aino.call("Maria Virtanen");
  await expect(card.getByText("+358 40 1234567")).toBeVisible();
  await expect(card.getByText("Finland")).toBeVisible();
  await expect(card.getByText("Queue support")).toBeVisible();
  await expect(card.getByText("Waited 0:42")).toBeVisible();
  await aino.answers("Maria Virtanen");
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await expect(card.getByText("The other side hung up")).toBeVisible();
});

test("a second call waits softly, holds the first when answered, and they can be swapped", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  const order = { to: "1001", name: "Maria", number: "+358401234567" } as const;
  const maria = await pbx.customerCalls({ ...order, voice: { toneHz: tones.third } });
  await expect(aino.call("Maria").getByText("Answering puts Echo on hold.")).toBeVisible();
  await expect.poll(() => [...aino.ear.playing]).toContain("call-waiting.mp3");
  await aino.answers("Maria");
  await expect(aino.call("Echo").getByText("On hold for")).toBeVisible();
  await sounds.hears(maria.id, tones.first);
  // The active call comes first.
  const names = aino.page.getByRole("complementary").getByRole("region");
  await expect(names.first()).toHaveAccessibleName("Maria");
  await aino.presses("Resume", aino.call("Echo"));
  await expect(aino.call("Maria").getByText("On hold for")).toBeVisible();
  await sounds.hearsNot(maria.id, tones.first);
  await expect(names.first()).toHaveAccessibleName("Echo");
  await aino.hangsUp("Echo");
  await aino.hangsUp("Maria");
});

test("one of two calls is declined without touching the other", async ({ agent, pbx, sounds }) => {
  const aino = await agent("1001");
  const order = { to: "1001", number: "+358401234567" } as const;
  const maria = await pbx.customerCalls({
    ...order,
    name: "Maria",
    voice: { toneHz: tones.third },
  });
  await aino.answers("Maria");
  const ali = await pbx.customerCalls({ ...order, name: "Ali", voice: { silent: true } });
  await aino.presses("Decline", aino.call("Ali"));
  const outcome = async () =>
    (await pbx.snapshot()).customers.find(({ id }) => id === ali.id)?.outcome;
  await expect.poll(outcome).toBe("declined");
  await sounds.hears(maria.id, tones.first);
  await aino.hangsUp("Maria");
});

test("what rings stands above a call that has ended, and stays there when that goes", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  const order = { to: "1001", number: "+358401234567" } as const;
  const { id } = await pbx.customerCalls({ ...order, name: "Ali", voice: { silent: true } });
  await aino.answers("Ali");
  await pbx.customerDoes(id, { type: "hangUp" });
  await expect(aino.call("Ali").getByText("The other side hung up")).toBeVisible();
  await pbx.customerCalls({ ...order, name: "Maria", voice: { silent: true } });
  await aino.rings("Maria");
  const answer = aino.call("Maria").getByRole("button", { name: "Answer" });
  const top = async (): Promise<number | undefined> => (await answer.boundingBox())?.y;
  const before = await top();
  expect(before).toBeDefined();
  await expect(aino.call("Ali")).toBeHidden({ timeout: 15_000 });
  expect(await top()).toBe(before);
  await aino.answers("Maria");
  await aino.hangsUp("Maria");
});

test("every tab of an extension rings, and the one that was too late is told", async ({
  agent,
}) => {
  const desk = await agent("1001", { voice: "first" });
  const laptop = await agent("1001", { voice: "third" });
  const omar = await agent("1002", { voice: "second" });
  await omar.dials("1001");
  await expect(laptop.page.getByRole("button", { name: "Answer" })).toBeVisible();
  await desk.answers("Omar Haddad");
  await expect(
    laptop.call("Omar Haddad").getByText("Answered by a colleague or on another device"),
  ).toBeVisible();
  await omar.hears(tones.first);
  await omar.hangsUp("Aino Virtanen");
});

test("a whole call is made with the keyboard alone", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  const { keyboard } = aino.page;
  await expect(aino.page.getByLabel("Number or name")).toBeFocused();
  await keyboard.type("600");
  await keyboard.press("Enter");
  await aino.talksWith("Echo");
  await aino.call("Echo").getByRole("button", { name: "Mute" }).focus();
  await keyboard.press("Space");
  await expect(aino.page.getByText("You are muted")).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(aino.call("Echo").getByText("On hold for")).toBeVisible();
  await aino.call("Echo").getByRole("button", { name: "Hang up" }).focus();
  await keyboard.press("Enter");
  await expect(aino.call("Echo").getByText("Call ended")).toBeVisible();
  await expect.poll(async () => (await pbx.snapshot()).legs.length).toBe(0);
});

test("the focus stays with the call when a press takes its button away", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  await pbx.customerCalls({
    to: "1001",
    name: "Maria",
    number: "+358401234567",
    voice: { silent: true },
  });
  await aino.call("Maria").getByRole("button", { name: "Answer" }).focus();
  await aino.page.keyboard.press("Enter");
  await aino.talksWith("Maria");
  await expect(aino.call("Maria")).toBeFocused();
  await aino.call("Maria").getByRole("button", { name: "Hang up" }).focus();
  await aino.page.keyboard.press("Enter");
  await expect(aino.call("Maria").getByText("Call ended")).toBeVisible();
  await expect(aino.call("Maria")).toBeFocused();
});

test("somebody who waits too long on hold is brought to mind", async ({ agent }) => {
  const aino = await agent("1001", {
    settings: { holdReminderSeconds: 1 },
  });
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.presses("Hold");
  await expect(aino.page.getByText(/Echo has been on hold for 0:\d\d/)).toBeVisible();
  await aino.hangsUp("Echo");
});

test("a call is answered by itself after a ring, if the agent has allowed it", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001", { settings: { autoAnswer: true } });
  const customer = await pbx.customerCalls({
    to: "1001",
    name: "Maria",
    number: "+358401234567",
    voice: { toneHz: tones.third },
    autoAnswer: true,
  });
  await expect(aino.page.getByText("It is answered by itself in a moment.")).toBeVisible();
  await expect.poll(() => [...aino.ear.playing]).toContain("ringtone.mp3");
  // A tone in the headset, and only then the microphone.
  await expect.poll(() => [...aino.ear.played]).toContain("auto-answer.mp3");
  await aino.talksWith("Maria");
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

test("a hold that is refused says so, and the next one works", async ({
  agent,
  faults,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001", { voice: "first" });
  const customer = await pbx.customerCalls({
    to: "1001",
    name: "Maria",
    number: "+358401234567",
    voice: { toneHz: tones.third },
  });
  await aino.answers("Maria");
  faults.add({
    on: "message",
    direction: "fromClient",
    method: "INVITE",
    times: 1,
    action: { do: "reply", status: 488, reason: "Not Acceptable Here" },
  });
  await aino.presses("Hold", aino.call("Maria"));
  await expect(aino.page.getByText("The call could not be put on hold")).toBeVisible();
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.presses("Hold", aino.call("Maria"));
  await sounds.hearsNot(customer.id, tones.first);
  await aino.presses("Resume", aino.call("Maria"));
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

test("two presses in a row are one call, and what is typed right after them stays", async ({
  agent,
}) => {
  const aino = await agent("1001");
  const { page } = aino;
  const box = page.getByLabel("Number or name");
  await box.fill("600");
  await page.getByRole("button", { name: "Call", exact: true }).dblclick();
  await aino.talksWith("Echo");
  await expect(box).toHaveValue("");
  await expect(aino.page.getByRole("region", { name: "Echo" })).toHaveCount(1);
  await aino.hangsUp("Echo");
  await aino.presses("Remove from view");
  // As fast as no person types: before the field is emptied.
  await box.fill("600");
  await box.evaluate((input: HTMLInputElement) => {
    input.form?.requestSubmit();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, "6001");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await aino.talksWith("Echo");
  await expect(box).toHaveValue("6001");
});
