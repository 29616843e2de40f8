import { holdMusicHz } from "../pbx/embedded/media/sounds";
import { faultsByAxe } from "./support/axe";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";
import { putAtRest } from "./support/supervisor";

test("a call is parked, everybody sees it, and a colleague fetches it", async ({
  agent,
  pbx,
  sounds,
  dialect,
}) => {
  test.skip(dialect.park("701") === null, "no parking");
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await omar.goesTo("Team");
  await expect(omar.page.getByText("Nobody is parked.")).toBeVisible();
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.presses("Park", aino.call("Maria"));
  await expect(aino.call("Maria").getByText("Parked")).toBeVisible();
  await expect(aino.call("Maria").getByText("Place 701")).toBeVisible();
  await sounds.hears(customer.id, holdMusicHz[0] ?? 0);
  await sounds.hearsNot(customer.id, tones.first);

  const parked = omar.page.getByRole("listitem").filter({ hasText: "701" });
  await expect(parked).toContainText("Maria");
  await expect(parked).toContainText("by Aino Virtanen");
  expect(await faultsByAxe(omar.page)).toEqual([]);
  await omar.presses("Fetch Maria from 701");
  await omar.talksWith("Maria");
  await expect(omar.call("Maria").getByText("Fetched from 701")).toBeVisible();
  await omar.hears(tones.third);
  await sounds.hears(customer.id, tones.second);
  await expect(omar.page.getByText("Nobody is parked.")).toBeVisible();
  await omar.hangsUp("Maria");
});

test("a parked call that nobody fetches comes back and says so", async ({
  agent,
  pbx,
  sounds,
  dialect,
}) => {
  test.skip(dialect.park("701") === null, "no parking");
  const aino = await agent("1001", { voice: "first" });
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.presses("Park", aino.call("Maria"));
  await expect(aino.call("Maria").getByText("Parked")).toBeVisible();
  await aino.presses("Remove from view", aino.call("Maria"));
  await expect(aino.page.getByText("Back from parking place 701: nobody fetched it")).toBeVisible({
    timeout: 25_000,
  });
  await aino.answers("Maria");
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

test("a call that rings at a colleague's is seen and picked up", async ({
  agent,
  pbx,
  sounds,
  dialect,
}) => {
  test.skip(dialect.pickup("1002") === null, "no pickup");
  await putAtRest(pbx, "1002");
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  await aino.goesTo("Team");
  const row = aino.page.getByRole("listitem").filter({ hasText: "Omar Haddad" });
  await expect(row).toContainText("Free");
  const customer = await pbx.customerCalls({ ...maria, to: "1002" });
  await expect(omar.page.getByRole("button", { name: "Answer" })).toBeVisible();
  await expect(row).toContainText("Ringing");
  await expect(row).toContainText("Maria is calling");
  await aino.presses("Pick up the call that rings at Omar Haddad");
  await aino.talksWith("Maria");
  await expect(aino.call("Maria").getByText("Picked up for Omar Haddad")).toBeVisible();
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await expect(
    omar.page.getByText("Answered by a colleague or on another device", { exact: true }),
  ).toBeVisible();
  await omar.goesTo("History");
  await expect(omar.page.getByRole("listitem").filter({ hasText: "Maria" })).not.toContainText(
    "Missed",
  );
  await aino.hangsUp("Maria");
});

test("a ringing call is sent on, and says who sent it", async ({ agent, pbx, sounds, dialect }) => {
  test.skip(!dialect.redirects, "no sending on");
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  const customer = await pbx.customerCalls({ ...maria, to: "1002" });
  await omar.presses("Send on…");
  await omar.page.getByRole("button", { name: /Aino Virtanen/ }).click();
  await expect(omar.page.getByLabel("Send on to")).toHaveValue("1001");
  await omar.presses("Send on");
  await expect(omar.call("Maria").getByText("You sent it on")).toBeVisible();
  await expect(aino.call("Maria").getByText("Sent on by Omar Haddad")).toBeVisible();
  await aino.answers("Maria");
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

test("a call that is sent on and not taken there comes back, once", async ({
  agent,
  pbx,
  sounds,
  dialect,
}) => {
  test.skip(!dialect.redirects, "no sending on");
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002");
  const customer = await pbx.customerCalls(maria);
  async function sendsOn(customerName: string, colleague: string): Promise<void> {
    const ringing = aino
      .call(customerName)
      .filter({ has: aino.page.getByRole("button", { name: "Answer" }) });
    await aino.presses("Send on…", ringing);
    await ringing.getByRole("button", { name: new RegExp(colleague) }).click();
    await aino.presses("Send on", ringing);
  }
  await sendsOn("Maria", "Omar Haddad");
  await omar.presses("Decline", omar.call("Maria"));
  const back = "Back with you: Omar Haddad did not take it";
  await expect(aino.call("Maria").getByText(back)).toBeVisible();
  await aino.answers("Maria");
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");

  const { id } = await pbx.customerCalls({ ...maria, name: "Liisa" });
  await sendsOn("Liisa", "Mikko Laine");
  await sendsOn("Liisa", "Mikko Laine");
  await expect
    .poll(async () => (await pbx.snapshot()).customers.find((each) => each.id === id)?.leg ?? null)
    .toBe(null);
});

test("a transfer says how colleagues stand, from whom it comes, and takes a line along", async ({
  agent,
  pbx,
  dialect,
}) => {
  test.skip(!dialect.watchesPeople || dialect.commandUser === null, "no presence or no commands");
  const aino = await agent("1001");
  const omar = await agent("1002");
  const sara = await agent("1003");
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  const card = aino.call("Maria");
  await aino.presses("Transfer", card);
  const person = (name: string) => card.getByRole("button", { name: new RegExp(name) });
  await expect(person("Omar Haddad")).toContainText("Free");
  await expect(person("Mikko Laine")).toContainText("Signed out");
  await sara.dials("600");
  await expect(person("Sara Nasser")).toContainText("In a call");
  await person("Omar Haddad").click();
  await card.getByLabel("Note for whoever takes it").fill("Lasku 4711; يريد استرداد المال");
  await aino.presses("Transfer now", card);
  const ringing = omar.call("Maria");
  await expect(ringing.getByText("Transferred by Aino Virtanen")).toBeVisible();
  await expect(ringing.getByText("Note from Aino Virtanen")).toBeVisible();
  await expect(ringing.getByText("Lasku 4711; يريد استرداد المال")).toBeVisible();
  expect(await faultsByAxe(omar.page)).toEqual([]);
  await omar.answers("Maria");
  await expect(omar.call("Maria").getByText("Lasku 4711")).toBeVisible();
  await omar.hangsUp("Maria");
  await sara.hangsUp("Echo");
});

test("the number that is shown outside is chosen, and an emergency call goes as it is", async ({
  agent,
  pbx,
  dialect,
}) => {
  test.skip(!dialect.showsChosenNumber, "the number to show cannot be chosen");
  const last = async () => (await pbx.snapshot()).outside.at(-1);
  const aino = await agent("1001");
  await aino.page.getByLabel("Number to show").selectOption("+358912340500");
  await aino.dials("0401234567");
  await aino.talksWith(/40 1234567/);
  await expect(aino.page.getByText("They see Support")).toBeVisible();
  await aino.hears(tones.switch);
  expect(await last()).toEqual({ number: "0401234567", from: "+358912340500" });
  // Whatever else is going on; and shown is the number whose address is known.
  await aino.page.getByLabel("Number or name").fill("112");
  await aino.presses("Emergency call");
  await aino.talksWith(/112/);
  expect(await last()).toEqual({ number: "112", from: "+358912340000" });
  await aino.hangsUp(/112/);
  await aino.hangsUp(/40 1234567/);
});
