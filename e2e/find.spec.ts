import type { Agent } from "./support/agent";
import { expect, test } from "./support/fixtures";
import { pastCall, writeRows } from "./support/history";
import { maria } from "./support/maria";

/** Words are looked for by a worker of its own in each tab: it is there a moment after the sign-in. */
const hasFinder = ({ page }: Agent) =>
  expect
    .poll(() => page.workers().some((worker) => worker.url().includes("finder.worker")))
    .toBe(true);

const person = ({ page }: Agent, name: string) =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByText(name, { exact: true }) });

test("a search knows at once what another tab has added, changed, imported and deleted", async ({
  agent,
  agents,
}) => {
  const aino = await agent("1001");
  const other = await aino.opensTab();
  agents.push(other);
  await other.isConnected();
  await Promise.all([hasFinder(aino), hasFinder(other)]);
  for (const tab of [aino, other]) await tab.goesTo("Contacts");
  const search = other.page.getByLabel("Search contacts");
  await search.fill("salla mak");
  await expect(other.page.getByText("No contact matches")).toBeVisible();

  await aino.presses("New contact");
  await aino.page.getByLabel("Name").fill("Salla Mäkinen");
  await aino.page.getByLabel("Number 1", { exact: true }).fill("040 765 4321");
  await aino.presses("Save");
  await expect(person(other, "Salla Mäkinen")).toBeVisible();
  // A part of her number in another way of writing it.
  await search.fill("+358 40 765");
  await expect(person(other, "Salla Mäkinen")).toBeVisible();

  await aino.presses("Edit Salla Mäkinen");
  await aino.page.getByLabel("Name").fill("Helka Mäkinen");
  await aino.presses("Save");
  await expect(person(other, "Helka Mäkinen")).toBeVisible();
  await search.fill("salla mak");
  await expect(other.page.getByRole("main").getByRole("listitem")).toHaveCount(0);

  await aino.presses("Import");
  await aino.page.locator("input[type=file]").setInputFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      ["Name,Mobile", "Salla Mäkelä,0401112223", "أحمد الهدى,0401112224"].join("\n"),
    ),
  });
  await aino.presses("Start the import");
  await expect(person(other, "Salla Mäkelä")).toBeVisible();
  await search.fill("احمد");
  await expect(person(other, "أحمد الهدى")).toBeVisible();

  await aino.presses("Close", aino.page.getByRole("main"));
  await aino.presses("Delete \u2068أحمد الهدى\u2069");
  await aino.presses("Delete contact");
  await expect(other.page.getByRole("main").getByRole("listitem")).toHaveCount(0);
});

test("a search of the history finds a call while it is watched, and what was there before", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  await writeRows(
    aino.page,
    "1001",
    "calls",
    Array.from({ length: 60 }, (_, at) =>
      pastCall(`past ${at}`, { name: `Päivi Åkerblom ${at}`, startedAt: Date.now() - at * 60_000 }),
    ),
  );
  await aino.page.reload();
  await aino.isConnected();
  await hasFinder(aino);
  await aino.goesTo("History");
  const rows = aino.page.getByRole("main").getByRole("listitem");
  const search = aino.page.getByLabel("Search history");
  await search.fill("paivi aker");
  await expect(rows).toHaveCount(50);
  await search.fill("paivi 59");
  await expect(rows).toHaveCount(1);
  await search.fill(maria.number.slice(-7));
  await expect(rows).toHaveCount(50);
  await search.fill("Maria");
  await expect(rows).toHaveCount(0);
  await pbx.customerCalls(maria);
  await expect(rows).toHaveCount(1);
  await aino.presses("Decline");
  await expect(rows.getByText("You declined")).toBeVisible();
});
