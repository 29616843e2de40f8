import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";

const there = "The phone is in another tab";

test("a second tab shows the phone of the first, and answers its calls", async ({
  agent,
  agents,
  pbx,
  sounds,
}) => {
  const first = await agent("1001");
  const second = await first.opensTab();
  agents.push(second);
  await second.isConnected();
  await expect(second.page.getByText(there)).toBeVisible();
  await expect.poll(async () => (await pbx.snapshot()).registrations).toHaveLength(1);
  const customer = await pbx.customerCalls(maria);
  await expect(first.call("Maria").getByRole("button", { name: "Answer" })).toBeVisible();
  await second.answers("Maria");
  await first.talksWith("Maria");
  await sounds.hears(customer.id, tones.first);
  await first.hears(tones.third);
  await second.presses("Mute", second.call("Maria"));
  await sounds.hearsNot(customer.id, tones.first);
  await first.unmutes("Maria");
  await sounds.hears(customer.id, tones.first);
  await second.presses("Hold", second.call("Maria"));
  await expect(first.call("Maria").getByRole("button", { name: "Resume" })).toBeVisible();
  await second.presses("Resume", second.call("Maria"));
  await second.hangsUp("Maria");
  await expect(first.call("Maria").getByText("Call ended", { exact: true })).toBeVisible();
  // One call, one row, in both.
  for (const tab of [first, second]) {
    await tab.goesTo("History");
    await expect(tab.page.getByRole("listitem").filter({ hasText: "Maria" })).toHaveCount(1);
  }
  await expect.poll(() => second.sockets.length).toBe(0);
});

test("when the tab with the phone is closed, its call goes on in the next", async ({
  agent,
  agents,
  pbx,
  sounds,
}) => {
  const first = await agent("1001");
  const customer = await pbx.customerCalls(maria);
  await first.answers("Maria");
  const second = await first.opensTab();
  agents.push(second);
  await second.talksWith("Maria");
  await sounds.hears(customer.id, tones.first);
  await first.page.close();
  await sounds.hears(customer.id, tones.first);
  await second.hears(tones.third);
  await second.talksWith("Maria");
  await second.isConnected();
  await expect(second.page.getByText(there)).toBeHidden();
  await second.presses("Hold", second.call("Maria"));
  await sounds.hearsNot(customer.id, tones.first);
  await second.presses("Resume", second.call("Maria"));
  await sounds.hears(customer.id, tones.first);
  await second.hangsUp("Maria");
  await expect(second.call("Maria").getByText("Call ended", { exact: true })).toBeVisible();
});

test("the phone is taken into another tab in mid-call", async ({ agent, agents, pbx, sounds }) => {
  const first = await agent("1001");
  const customer = await pbx.customerCalls(maria);
  await first.answers("Maria");
  await sounds.hears(customer.id, tones.first);
  const second = await first.opensTab();
  agents.push(second);
  await second.talksWith("Maria");
  await second.presses("Use it here");
  await expect(second.page.getByText(there)).toBeHidden();
  await expect(first.page.getByText(there)).toBeVisible();
  await sounds.hears(customer.id, tones.first);
  await second.hears(tones.third);
  // The other one controls it still.
  await first.talksWith("Maria");
  await first.hangsUp("Maria");
  await expect(second.call("Maria").getByText("Call ended", { exact: true })).toBeVisible();
});

test("a reload of the tab with the phone moves it to the other one, and sound with it", async ({
  agent,
  agents,
  pbx,
  sounds,
}) => {
  const first = await agent("1001");
  const second = await first.opensTab();
  agents.push(second);
  await second.isConnected();
  const customer = await pbx.customerCalls(maria);
  await first.answers("Maria");
  await sounds.hears(customer.id, tones.first);
  await first.page.reload();
  await expect(first.page.getByText(there)).toBeVisible();
  await sounds.hears(customer.id, tones.first);
  await first.hears(tones.third);
  await second.isUp("Maria");
  await first.isUp("Maria");
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await expect(first.call("Maria").getByText("The other side hung up")).toBeVisible();
});

test("signing in and out in one tab is so in all", async ({ opens, agents, pbx }) => {
  const first = await opens("1001");
  const second = await first.opensTab();
  agents.push(second);
  await second.signsIn();
  await first.isConnected();
  await second.isConnected();
  await first.goesTo("Contacts");
  await first.presses("New contact");
  await first.page.getByLabel("Name", { exact: true }).fill("Noora");
  await first.page.getByLabel("Number 1", { exact: true }).fill("+358401112223");
  await first.presses("Save");
  await second.goesTo("Contacts");
  await expect(second.page.getByText("Noora", { exact: true })).toBeVisible();
  await second.presses("Sign out");
  for (const tab of [first, second]) {
    await expect(tab.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  }
  await expect.poll(async () => (await pbx.snapshot()).registrations).toHaveLength(0);
});

test("a second phone in the same browser has a name in the address", async ({
  opens,
  agents,
  pbx,
}) => {
  const first = await opens("1001");
  await first.signsIn();
  await first.isConnected();
  const page = await first.context.newPage();
  await page.goto(`${first.page.url().split("?")[0]}?phone=2`);
  await page.getByLabel("Extension").fill("1002");
  await page.getByLabel("Password").fill("pw1002");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Connected$/ })).toBeVisible();
  await expect.poll(async () => (await pbx.snapshot()).registrations).toHaveLength(2);
  expect(agents).toHaveLength(1);
});

test("a tab without the phone breaks no rule of accessibility", async ({ agent, agents }) => {
  const first = await agent("1001");
  const second: Agent = await first.opensTab();
  agents.push(second);
  await expect(second.page.getByText(there)).toBeVisible();
  expect(await faultsByAxe(second.page)).toEqual([]);
});

test("who signs in in another browser moves the phone there, with its call", async ({
  agent,
  pbx,
  sounds,
}) => {
  const home = await agent("1001", { voice: "first" });
  const customer = await pbx.customerCalls(maria);
  await home.answers("Maria");
  await sounds.hears(customer.id, tones.first);
  await home.page.getByRole("textbox", { name: "Note" }).fill("Lamp is broken");
  const office = await agent("1001", { voice: "second" });
  await expect(office.page.getByText("You are signed in in another browser too")).toBeVisible();
  await expect(office.page.getByText("1 call is up there.")).toBeVisible();
  expect(await faultsByAxe(office.page)).toEqual([]);
  await office.presses("Move the phone here");
  await office.isUp("Maria");
  await expect(office.page.getByRole("textbox", { name: "Note" })).toHaveValue("Lamp is broken");
  await sounds.hears(customer.id, tones.second);
  await sounds.hearsNot(customer.id, tones.first);
  await office.hears(tones.third);
  await expect(home.page.getByText("Your phone is in another browser now")).toBeVisible();
  await expect(home.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await office.presses("Hold", office.call("Maria"));
  await sounds.hearsNot(customer.id, tones.second);
  await office.presses("Resume", office.call("Maria"));
  await sounds.hears(customer.id, tones.second);
  await expect.poll(async () => (await pbx.snapshot()).registrations).toHaveLength(1);
  await office.hangsUp("Maria");
  // It was the agent's own doing: nothing of it is left at home but the row that says so.
  await home.signsIn();
  await home.isConnected();
  await home.goesTo("History");
  const row = home.page.getByRole("listitem").filter({ hasText: "Maria" });
  await expect(row).toContainText("Goes on in your other browser");
  await expect(home.page.getByText("You are signed in in another browser too")).toBeVisible();
  await home.presses("Keep both");
  await expect(home.page.getByText("You are signed in in another browser too")).toBeHidden();
});
