import type { Agent } from "./support/agent";
import { expect, test, tones } from "./support/fixtures";
import type { PhoneSystem } from "./support/phone-system";

test.use({ keepsFiles: true });

/**
 * Reloads and waits for the new page to be registered, asking the switch and not the page: Playwright's own questions
 * (locators too) count as gestures, and would unlock sound that a person would not hear.
 */
async function reloadUntouched(agent: Agent, pbx: PhoneSystem): Promise<void> {
  const contact = async () =>
    (await pbx.snapshot()).registrations.find(({ user }) => user === agent.extension)?.contact;
  const before = await contact();
  await agent.page.reload();
  await expect
    .poll(async () => {
      const now = await contact();
      return now !== undefined && now !== before;
    })
    .toBe(true);
}

const maria = { to: "1001", name: "Maria", number: "+358401234567" } as const;

test("a reload keeps the agent signed in, ready to be called and heard, without a gesture", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001");
  await reloadUntouched(aino, pbx);
  const customer = await pbx.customerCalls({ ...maria, voice: { toneHz: tones.third } });
  // Nobody has touched the page since it was loaded: the ring sounds because the microphone is open.
  await expect.poll(() => [...aino.ear.playing]).toContain("ringtone.mp3");
  await aino.answers("Maria");
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

/** Without a microphone nothing lifts the browser's ban on sound after a reload. */
async function takeMicrophone({ context }: Agent): Promise<void> {
  await context.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("no", "NotFoundError"));
  });
}

test("a ring that may not sound says so on the screen, and one press makes it sound", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  await takeMicrophone(aino);
  await reloadUntouched(aino, pbx);
  await pbx.customerCalls({ ...maria, voice: { silent: true } });
  await expect.poll(() => aino.ear.refused).toContain("ringtone.mp3");
  expect([...aino.ear.playing]).toEqual([]);
  await expect(aino.page.getByText("The browser keeps the sound off")).toBeVisible();
  await aino.presses("Turn sound on");
  await expect.poll(() => [...aino.ear.playing]).toContain("ringtone.mp3");
  await expect(aino.page.getByText("The browser keeps the sound off")).toBeHidden();
  await aino.presses("Decline");
});

test("a ring that nobody could hear is not the agent's miss", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  await takeMicrophone(aino);
  await reloadUntouched(aino, pbx);
  const customer = await pbx.customerCalls({ ...maria, voice: { silent: true } });
  await expect.poll(() => aino.ear.refused).toContain("ringtone.mp3");
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await expect(aino.call("Maria").getByText("could not be heard here")).toBeVisible();
  await aino.goesTo("History");
  await expect(aino.page.getByRole("listitem").filter({ hasText: "Maria" })).toContainText(
    "could not be heard here",
  );
});

test("a call is in the history after a reload, with its length and its end", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  const order = { ...maria, voice: { silent: true }, queue: "support" } as const;
  const customer = await pbx.customerCalls(order);
  await aino.answers("Maria");
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await expect(aino.call("Maria").getByText("The other side hung up")).toBeVisible();
  // Shown there, it is written: a page that goes in the same moment takes what is on its way with it.
  await aino.goesTo("History");
  const row = aino.page.getByRole("listitem").filter({ hasText: "Maria" });
  await expect(row.getByText("The other side hung up")).toBeVisible();
  await aino.page.reload();
  await aino.isConnected();
  await aino.goesTo("History");
  await expect(row.getByText("+358 40 1234567")).toBeVisible();
  await expect(row.getByText("The other side hung up")).toBeVisible();
  await expect(row.getByText("Queue support")).toBeVisible();
  await expect(row.getByText("Incoming")).toBeAttached();
});

test("the language chosen survives a reload", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.goesTo("Settings");
  await aino.page.getByLabel("Language").selectOption("fi");
  await expect(aino.page.getByRole("heading", { name: "Asetukset" })).toBeVisible();
  await aino.page.reload();
  await expect(aino.page.getByRole("heading", { name: "Asetukset" })).toBeVisible();
});
