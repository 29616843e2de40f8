import type { Locator } from "@playwright/test";

import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";
import { isEmbedded } from "./support/phone-system";

async function opensCallbacks({ page }: Agent): Promise<void> {
  await page.getByRole("link", { name: /^Callbacks/ }).click();
  await expect(page.getByRole("heading", { name: "Callbacks" })).toBeVisible();
}

/** A row of one of the lists, by whom it is about. */
function rowOf({ page }: Agent, list: string, who: string | RegExp): Locator {
  const section = page.getByRole("region", { name: new RegExp(`^${list}`) });
  return section.getByRole("listitem").filter({ hasText: who });
}

/** Time goes by while the page is away. */
async function passes(agent: Agent, ms: number): Promise<void> {
  await agent.context.addInitScript((by) => {
    const now = Date.now;
    Date.now = () => now() + by;
  }, ms);
  await agent.page.reload();
  await agent.isConnected();
}

const minuteMs = 60_000;

/** Aino has talked with Omar, and promises from the history to call him in an hour. */
async function promises(aino: Agent, omar: Agent): Promise<void> {
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  await omar.hangsUp("Aino Virtanen");
  await aino.goesTo("History");
  const call = aino.page.getByRole("listitem").filter({ hasText: "Omar Haddad" });
  await aino.presses("Call back later: Omar Haddad", call);
  await call.getByRole("button", { name: "In 1 hour" }).click();
  await call.getByLabel("Reason").fill("Lasku 4711");
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.presses("Save", call);
  await expect(call.getByText(/^Promised: /)).toBeVisible();
  await opensCallbacks(aino);
}

test("desk: a callback is promised, reminds when it is due, and an answered call ends it", async ({
  agent,
}) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await promises(aino, omar);
  await expect(aino.page.getByRole("link", { name: "Callbacks", exact: true })).toBeVisible();
  await passes(aino, 66 * minuteMs);
  const reminder = aino.page.getByRole("status").filter({ hasText: "Time to call Omar Haddad" });
  await expect(reminder).toContainText("Lasku 4711");
  await expect(aino.page.getByRole("link", { name: "Callbacks 1 due" })).toBeVisible();
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.presses("Remind again in 5 minutes", reminder);
  await expect(reminder).toBeHidden();
  await passes(aino, 6 * minuteMs);
  await aino.presses("Call now: Omar Haddad", reminder);
  await omar.answers("Aino Virtanen");
  await aino.hears(tones.second);
  await expect(rowOf(aino, "Done", "Lasku 4711")).toContainText("You called back at");
  await expect(rowOf(aino, "Due", "Lasku 4711")).toBeHidden();
  await omar.hangsUp("Aino Virtanen");
});

test("desk: a try that nobody answers stays with a callback, and it stays open", async ({
  agent,
}) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await promises(aino, omar);
  const later = rowOf(aino, "Later", "Lasku 4711");
  await expect(later).toContainText("in 1 hour");
  await expect(later).toContainText("Who calls: You");
  await aino.presses("Call now: Omar Haddad", later);
  await expect(omar.page.getByRole("button", { name: "Answer" })).toBeVisible();
  await omar.presses("Decline");
  await expect(later).toContainText("1 try without an answer");
  await aino.presses("Call now: Omar Haddad", later);
  await omar.answers("Aino Virtanen");
  await expect(rowOf(aino, "Done", "Lasku 4711")).toContainText("1 try without an answer");
  await expect(later).toBeHidden();
  await omar.hangsUp("Aino Virtanen");
});

test("desk: a callback is moved by keyboard, and taken off the list with a word why", async ({
  agent,
}) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hangsUp("Echo");
  await aino.goesTo("History");
  const call = aino.page.getByRole("listitem").filter({ hasText: "Echo" });
  await aino.presses("Call back later: Echo", call);
  await call.getByRole("button", { name: "Tomorrow morning" }).click();
  await aino.presses("Save", call);
  await opensCallbacks(aino);
  const row = rowOf(aino, "Later", "Echo");
  await aino.presses("Change the callback to Echo", row);
  await expect(row.getByRole("spinbutton", { name: /^hour/ })).toHaveText(/^0?9$/);
  await row.getByRole("spinbutton", { name: /^hour/ }).focus();
  await aino.page.keyboard.type("1130");
  await row.getByRole("button", { name: "Save" }).focus();
  await aino.page.keyboard.press("Enter");
  await expect(row).toContainText("11:30");
  await expect(row.getByRole("form")).toBeHidden();

  await aino.presses("Take off the list: Echo", row);
  await aino.presses("Take off the list", row.getByRole("form"));
  await expect(row.getByRole("alert")).toBeVisible();
  await row.getByLabel("Why?").fill("wrong number");
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.presses("Take off the list", row.getByRole("form"));
  await expect(rowOf(aino, "Done", "Echo")).toContainText("wrong number");
});

test("desk: whoever promises a callback sees what time it is then where the customer is", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  await pbx.customerCalls({ ...maria, name: "Asha", number: "+919876543210" });
  await aino.rings("Asha");
  await aino.presses("Decline", aino.call("Asha"));
  await aino.goesTo("History");
  const call = aino.page.getByRole("listitem").filter({ hasText: "Asha" });
  await aino.presses("Call back later: Asha", call);
  await call.getByRole("button", { name: "Tomorrow morning" }).click();
  // Nine o'clock here, wherever that is.
  const nine = new Date();
  nine.setDate(nine.getDate() + 1);
  nine.setHours(9, 0, 0, 0);
  const there = new Intl.DateTimeFormat("en", {
    timeZone: "Asia/Kolkata",
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
  }).format(nine);
  await expect(call.getByText("where they are")).toContainText(there);
});

test("desk: a call that nobody answered is on the list once, until they are answered", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001", { voice: "first" });
  async function callsInVain(): Promise<void> {
    const { id } = await pbx.customerCalls(maria);
    await aino.rings("Maria");
    await pbx.customerDoes(id, { type: "hangUp" });
    await expect(aino.call("Maria").getByText("Missed")).toBeVisible();
    await aino.presses("Remove from view", aino.call("Maria"));
  }
  await callsInVain();
  await callsInVain();
  await opensCallbacks(aino);
  const lost = rowOf(aino, "Lost calls", "Maria");
  await expect(lost).toContainText("Called 2 times in vain");
  await expect(lost).toContainText("+358 40 1234567");
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.hears(tones.third);
  await expect(rowOf(aino, "Done", "Maria")).toContainText("They called again at");
  await expect(lost).toBeHidden();
  await aino.hangsUp("Maria");
});

test("desk: who was lost in a queue is on both lists, until a colleague has called back", async ({
  agent,
  pbx,
  dialect,
}) => {
  test.skip(dialect.commandUser === null, "nothing is told beside calls");
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await pbx.serves("1001", "500", true);
  await pbx.serves("1002", "500", true);
  const { id } = await pbx.customerCalls({ ...maria, to: "500" });
  await expect(aino.page.getByRole("button", { name: "Answer" })).toBeVisible();
  await pbx.customerDoes(id, { type: "hangUp" });
  await opensCallbacks(aino);
  await opensCallbacks(omar);
  await expect(rowOf(aino, "Lost calls", "Maria")).toContainText("Support");
  await expect(rowOf(omar, "Lost calls", "Maria")).toContainText("+358 40 1234567");

  await aino.presses("Take: Maria", rowOf(aino, "Lost calls", "Maria"));
  await omar.presses("Call now: Maria", rowOf(omar, "Lost calls", "Maria"));
  await omar.hears(tones.switch);
  await expect(rowOf(omar, "Done", "Maria")).toContainText("You called back at");
  await expect(rowOf(aino, "Done", "Maria")).toContainText("Omar Haddad called back at");
  await expect(rowOf(aino, "Lost calls", "Maria")).toBeHidden();
  await omar.hangsUp(/Maria|40 1234567/);
  await pbx.serves("1001", "500", false);
  await pbx.serves("1002", "500", false);
});

test("desk: a callback asked for from the queue is taken by one, and done by an answered call", async ({
  agent,
  pbx,
}) => {
  test.skip(!isEmbedded(pbx), "customers here press no keys");
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await pbx.serves("1001", "501", true);
  const { id } = await pbx.customerCalls({ ...maria, to: "501" });
  await expect(aino.page.getByRole("button", { name: "Answer" })).toBeVisible();
  await pbx.customerDoes(id, { type: "sendDigits", digits: "1" });
  await opensCallbacks(aino);
  await opensCallbacks(omar);
  await expect(rowOf(aino, "Due", "Maria")).toContainText("Who calls: Whoever comes first");
  await expect(omar.page.getByRole("link", { name: "Callbacks 1 due" })).toBeVisible();
  await omar.presses("Take: Maria", rowOf(omar, "Due", "Maria"));
  await expect(rowOf(omar, "Due", "Maria")).toContainText("Who calls: You");
  await expect(rowOf(aino, "Due", "Maria")).toContainText("Who calls: Omar Haddad");
  // What was told before the page was loaded anew is told again.
  await aino.page.reload();
  await expect(rowOf(aino, "Due", "Maria")).toContainText("Who calls: Omar Haddad");

  await omar.presses("Call now: Maria", rowOf(omar, "Due", "Maria"));
  await omar.hears(tones.switch);
  await expect(rowOf(omar, "Done", "Maria")).toContainText("You called back at");
  await expect(rowOf(aino, "Done", "Maria")).toContainText("Omar Haddad called back at");
  await omar.hangsUp(/Maria|40 1234567/);
  await pbx.serves("1001", "501", false);
});
