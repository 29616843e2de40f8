import type { Agent } from "./support/agent";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";

test("a blind transfer brings two others together and says so", async ({ agent, pbx, sounds }) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.presses("Transfer", aino.call("Maria"));
  await aino.call("Maria").getByLabel("Transfer to").fill("1002");
  await aino.presses("Transfer now", aino.call("Maria"));
  // Asterisk 22 takes the ringback that it plays to the customer for an answer: NOTIFY 180 and 200 come together.
  if (pbx.name === "embedded") {
    await expect(aino.call("Maria").getByText("Ringing at Omar Haddad…")).toBeVisible();
  }
  await expect(omar.page.getByText("Transferred by")).toBeVisible();
  await omar.answers("Maria");
  await expect(aino.call("Maria").getByText("Transferred")).toBeVisible();
  await omar.hears(tones.third);
  await sounds.hears(customer.id, tones.second);
  await sounds.hearsNot(customer.id, tones.first);
  await omar.hangsUp("Maria");
});

test("a transfer that fails gives the call back and says why", async ({ agent, pbx, sounds }) => {
  const aino = await agent("1001");
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.presses("Transfer", aino.call("Maria"));
  await aino.call("Maria").getByLabel("Transfer to").fill("9486");
  await aino.presses("Transfer now", aino.call("Maria"));
  await expect(aino.page.getByText("The transfer to 9486 failed: Busy")).toBeVisible();
  // Asterisk takes the call away and offers it again: the phone takes it up by itself.
  await aino.talksWith("Maria");
  await expect(aino.page.getByText("The call is back with you.")).toBeVisible();
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

/** From the call with Maria, another number is asked first. */
async function asks(agent: Agent, number: string): Promise<void> {
  await agent.presses("Transfer", agent.call("Maria"));
  await agent.call("Maria").getByLabel("Transfer to").fill(number);
  await agent.presses("Ask first", agent.call("Maria"));
}

test("a colleague is asked, the two are swapped and brought together", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await asks(aino, "1002");
  await expect(aino.page.getByText("Asking before Maria is transferred")).toBeVisible();
  await omar.answers("Aino Virtanen");
  // While they talk the customer hears music, and neither of them.
  await aino.hears(tones.second);
  await omar.hears(tones.first);
  await sounds.hearsNot(customer.id, tones.first);
  await sounds.hearsNot(customer.id, tones.second);
  await expect(aino.call("Maria").getByText("Waits while you ask Omar Haddad")).toBeVisible();

  await aino.presses("Swap", aino.call("Omar Haddad"));
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await omar.hearsNot(tones.first);
  await aino.presses("Swap", aino.call("Omar Haddad"));
  await omar.hears(tones.first);
  await sounds.hearsNot(customer.id, tones.first);

  await aino.presses("Complete transfer", aino.call("Omar Haddad"));
  await expect(aino.call("Maria").getByText("Transferred")).toBeVisible();
  await expect(aino.call("Omar Haddad").getByText("Transferred")).toBeVisible();
  await omar.hears(tones.third);
  await sounds.hears(customer.id, tones.second);
  await sounds.hearsNot(customer.id, tones.first);
  // The colleague sees who is on the line now.
  await expect(omar.call("Maria")).toBeVisible();
  await omar.hangsUp("Maria");
});

test("whoever is asked and does not want to: the customer is back by itself", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await asks(aino, "1002");
  await omar.presses("Decline");
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);

  // Whom the agent has just called is offered.
  const card = aino.call("Maria");
  await aino.presses("Transfer", card);
  await card.getByRole("button", { name: /1002/ }).click();
  await expect(card.getByLabel("Transfer to")).toHaveValue("1002");
  await aino.presses("Ask first", card);
  await omar.answers("Aino Virtanen");
  await aino.hears(tones.second);
  await aino.presses("Back to Maria", aino.call("Omar Haddad"));
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await expect(omar.call("Aino Virtanen").getByText("The other side hung up")).toBeVisible();
  await aino.hangsUp("Maria");
});

test("asked and not waited for: the call goes to whoever is being rung", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await asks(aino, "1002");
  await expect(omar.page.getByRole("button", { name: "Answer" })).toBeVisible();
  await aino.presses("Complete transfer");
  await omar.answers("Maria");
  await expect(aino.call("Maria").getByText("Transferred")).toBeVisible();
  await omar.hears(tones.third);
  await sounds.hears(customer.id, tones.second);
  await omar.hangsUp("Maria");
});

test("a call is transferred to a queue, and says so to whoever takes it", async ({
  agent,
  pbx,
  sounds,
}) => {
  const [queue] = pbx.queues;
  test.skip(queue === undefined, "no queues");
  if (queue === undefined) return;
  const aino = await agent("1001");
  const omar = await agent("1002", { voice: "second" });
  await pbx.serves("1002", queue.number, true);
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  const card = aino.call("Maria");
  await aino.presses("Transfer", card);
  await card.getByRole("button", { name: new RegExp(queue.name) }).click();
  await expect(card.getByLabel("Transfer to")).toHaveValue(queue.number);
  await aino.presses("Transfer now", card);
  await expect(omar.call("Maria").getByText(`Queue ${queue.name}`)).toBeVisible();
  await omar.answers("Maria");
  await expect(card.getByText("Transferred", { exact: true })).toBeVisible();
  await sounds.hears(customer.id, tones.second);
  await omar.hangsUp("Maria");
  await pbx.serves("1002", queue.number, false);
});
