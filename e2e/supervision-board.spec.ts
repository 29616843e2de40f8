import type { Locator, Page } from "@playwright/test";

import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test } from "./support/fixtures";
import { maria } from "./support/maria";
import type { PhoneSystem } from "./support/phone-system";
import { putAtRest } from "./support/supervisor";

// What a supervisor sees of the floor, all of it by SIP: presence in lists, the queues' own, and what the agents' phones tell.

const rowOf = (page: Page, name: string): Locator =>
  page.getByRole("listitem", { name, exact: true });

function supportOf({ queues }: PhoneSystem) {
  const [queue] = queues;
  if (queue === undefined) throw new Error("no queue");
  return queue;
}

/** The agent signs on, or off again: what they say themselves is told to whoever watches. */
async function choosesQueue({ page }: Agent, name: string): Promise<void> {
  const bar = page.getByRole("region", { name: "Your state" });
  await bar.getByRole("button", { name: "Change state" }).click();
  await bar.locator("label").filter({ hasText: name }).click();
  await bar.getByRole("button", { name: "Change state" }).click();
}

const questionOf = ({ page }: Agent): Locator => page.getByRole("alertdialog");

test.beforeEach(({ pbx }) => putAtRest(pbx, "1001"));

test("supervision: the board shows how an agent and a queue stand, from ready to wrap-up", async ({
  agent,
  pbx,
}) => {
  const support = supportOf(pbx);
  const aino = await agent("1001");
  const layla = await agent("1005");
  await layla.goesTo("Team");
  const row = rowOf(layla.page, "1001 Aino Virtanen");
  const queue = rowOf(layla.page, support.name);
  await expect(row).toContainText("Signed off from queues");
  await expect(rowOf(layla.page, "1003 Sara Nasser")).toContainText("Signed out");
  await choosesQueue(aino, support.name);
  await expect(row).toContainText("Ready");
  await expect(queue).toContainText(/Logged in1/);
  const customer = await pbx.customerCalls({ ...maria, to: support.number });
  await expect(queue).toContainText(/Waiting1/);
  await expect(row).toContainText("Ringing");
  await aino.answers("Maria");
  await expect(row).toContainText("In a call");
  await expect(row).toContainText("Incoming");
  await expect(row).toContainText(support.name);
  await expect(queue).toContainText(/Waiting0/);
  // Presence can be read by everybody: who calls is asked from the agent's own phone.
  await expect(row).not.toContainText("Maria");
  await layla.presses("Show number", row);
  await expect(row).toContainText("Maria");
  await expect(row).toContainText("+358401234567");
  expect(await faultsByAxe(layla.page)).toEqual([]);
  await aino.presses("Hold", aino.call("Maria"));
  await expect(row).toContainText("Call on hold");
  await aino.presses("Resume", aino.call("Maria"));
  await expect(row).toContainText("In a call");
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await expect(row).not.toContainText("In a call");
  await expect(row).not.toContainText("Maria");
  await expect(row).toContainText(/Answered1/);
  await expect(aino.page.getByRole("region", { name: "Your day" })).toContainText(/Answered1/);
  await aino.presses("Change state");
  await aino.presses("Sign off from all queues");
  await expect(row).toContainText("Signed off from queues");
});

test("supervision: a supervisor pauses an agent, makes them ready and signs them off, each with a reason", async ({
  agent,
  pbx,
}) => {
  const support = supportOf(pbx);
  const aino = await agent("1001");
  const layla = await agent("1005");
  await layla.goesTo("Team");
  const row = rowOf(layla.page, "1001 Aino Virtanen");
  await choosesQueue(aino, support.name);
  await expect(row).toContainText("Ready");
  await layla.presses("More", row);

  async function orders(
    button: string,
    confirm: string,
    reason: string,
    queue?: string,
  ): Promise<void> {
    await layla.presses(button, row);
    const question = questionOf(layla);
    if (queue !== undefined) await question.getByLabel("Queue").selectOption(queue);
    await expect(question.getByRole("button", { name: confirm, exact: true })).toBeDisabled();
    await question.getByRole("textbox", { name: "Reason" }).fill(reason);
    await layla.presses(confirm, question);
    await expect(question).toBeHidden();
    if (!(await row.getByRole("button", { name: button }).isVisible())) {
      await layla.presses("More", row);
    }
  }

  await orders("Pause…", "Pause", "Team meeting");
  await expect(row).toContainText("Break");
  await expect(aino.page.getByText(/Layla Mansour paused you .*Team meeting/)).toBeVisible();
  await orders("Make ready", "Make ready", "The meeting is over");
  await expect(row).toContainText("Ready");
  const [, other] = pbx.queues;
  if (other === undefined) throw new Error("one queue only");
  const loggedIn = rowOf(layla.page, other.name);
  await expect(loggedIn).toContainText(/Logged in0/);
  await orders("Add to queue…", "Add", "Many wait there", other.name);
  await expect(loggedIn).toContainText(/Logged in1/);
  await expect(aino.page.getByText(/Layla Mansour added you .*Many wait there/)).toBeVisible();
  await orders("Remove from queue…", "Remove", "They are served", other.name);
  await expect(loggedIn).toContainText(/Logged in0/);
  await orders("Sign off from queues…", "Sign off", "Enough for today");
  await expect(row).toContainText("Signed off from queues");
  await layla.page.getByRole("link", { name: "What supervisors did" }).click();
  for (const reason of ["Team meeting", "Many wait there", "Enough for today"]) {
    await expect(layla.page.getByText(reason)).toBeVisible();
  }
});

test("supervision: a raised hand is an alarm until it is acknowledged, and a row that stands first", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  const layla = await agent("1005");
  await layla.goesTo("Team");
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.presses("Ask for help", aino.call("Maria"));
  const alarms = layla.page.getByRole("region", { name: "Alarms" });
  await expect(alarms).toContainText("Asks for help: Aino Virtanen");
  await layla.presses("Acknowledge: Asks for help: Aino Virtanen", alarms);
  await expect(alarms).toContainText("Acknowledged by");
  await aino.presses("Lower hand");
  await expect(alarms).toBeHidden();
  await aino.hangsUp("Maria");
});
