import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";
import type { PhoneSystem } from "./support/phone-system";

/** Aino talks with the customer, calls Omar, and brings all three together. */
async function meets(aino: Agent, omar: Agent, pbx: PhoneSystem): Promise<string> {
  const { id } = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  await aino.talksWith("Omar Haddad");
  await aino.presses("Conference", aino.call("Omar Haddad"));
  return id;
}

test("three in a room of the phone system hear each other, and two stay when one leaves", async ({
  agent,
  pbx,
  sounds,
  dialect,
}) => {
  test.skip(dialect.conference("00000000", 0) === null, "no conference rooms");
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  const customer = await meets(aino, omar, pbx);
  const conference = aino.call("Conference");
  await expect(conference.getByRole("listitem").filter({ hasText: "Maria" })).toContainText("+358");
  await expect(conference.getByRole("listitem").filter({ hasText: "Omar Haddad" })).toContainText(
    "1002",
  );
  for (const tone of [tones.second, tones.third]) await aino.hears(tone);
  for (const tone of [tones.first, tones.third]) await omar.hears(tone);
  for (const tone of [tones.first, tones.second]) await sounds.hears(customer, tone);
  expect(await faultsByAxe(aino.page)).toEqual([]);
  // Whoever is brought in sees into what, and by whom.
  await expect(omar.call("Conference: Aino Virtanen")).toBeVisible();
  // Nobody hears themselves.
  await aino.hearsNot(tones.first);
  await omar.hearsNot(tones.second);
  await sounds.hearsNot(customer, tones.third);

  // Held is held, for everybody, and those who go on talking hear no music from it.
  await aino.presses("Hold", conference);
  await sounds.hearsNot(customer, tones.first);
  await aino.hearsNot(tones.third);
  await sounds.hears(customer, tones.second);
  await aino.presses("Resume", conference);
  await aino.hears(tones.third);

  await aino.presses("Leave the conference", conference);
  await omar.hears(tones.third);
  await sounds.hears(customer, tones.second);
  await sounds.hearsNot(customer, tones.first);
  // With the last but one goes the last.
  await pbx.customerDoes(customer, { type: "hangUp" });
  await expect(omar.page.getByText("The other side hung up", { exact: true })).toBeVisible();

  await aino.goesTo("History");
  const rows = aino.page.getByRole("listitem");
  await expect(rows.filter({ hasText: "Conference" }).first()).toContainText("Omar Haddad");
});

test("whoever made a conference takes one out of it, and ends it for all", async ({
  agent,
  pbx,
  sounds,
  dialect,
}) => {
  test.skip(dialect.conference("00000000", 0) === null, "no conference rooms");
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  const customer = await meets(aino, omar, pbx);
  const conference = aino.call("Conference");
  await aino.hears(tones.second);
  await aino.presses("Remove Omar Haddad from the conference", conference);
  await expect(omar.page.getByText("The other side hung up", { exact: true })).toBeVisible();
  await expect(conference.getByText("has left", { exact: true })).toBeVisible();
  await aino.hears(tones.third);
  await aino.hearsNot(tones.second);
  await sounds.hears(customer, tones.first);

  // A third one is brought in later.
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  await aino.talksWith("Omar Haddad");
  await aino.presses("Conference", aino.call("Omar Haddad"));
  await sounds.hears(customer, tones.second);
  await omar.hears(tones.third);

  await aino.presses("End for all", conference);
  await expect(conference.getByText("Call ended", { exact: true })).toBeVisible();
  await expect(
    omar.page.getByText("The other side hung up", { exact: true }).first(),
  ).toBeVisible();
  await expect
    .poll(async () => (await pbx.snapshot()).customers.find(({ id }) => id === customer)?.leg)
    .toBe(null);
});

test("without rooms the browser mixes, and leaves two together", async ({
  agent,
  pbx,
  site,
  sounds,
}) => {
  site.config = { ...pbx.config, features: { conferenceRoom: false } };
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second" });
  const customer = await meets(aino, omar, pbx);
  await expect(aino.call("Omar Haddad").getByText("Talking together with Maria")).toBeVisible();
  for (const tone of [tones.second, tones.third]) await aino.hears(tone);
  for (const tone of [tones.first, tones.third]) await omar.hears(tone);
  for (const tone of [tones.first, tones.second]) await sounds.hears(customer, tone);
  await omar.hearsNot(tones.second);
  await sounds.hearsNot(customer, tones.third);

  // Muted is muted for both, and what the others say goes on.
  await aino.presses("Mute", aino.call("Omar Haddad"));
  await omar.hearsNot(tones.first);
  await sounds.hears(customer, tones.second);

  await aino.presses("Leave them together", aino.call("Omar Haddad"));
  await expect(aino.call("Maria").getByText("Transferred")).toBeVisible();
  await omar.hears(tones.third);
  await sounds.hears(customer, tones.second);
  await expect(omar.call("Maria")).toBeVisible();
  await omar.hangsUp("Maria");
});
