import { readFileSync } from "node:fs";

import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test } from "./support/fixtures";

interface FileOfPeople {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const fileOf = (name: string, buffer: Buffer): FileOfPeople => ({
  name,
  mimeType: "text/csv",
  buffer,
});

/** As a Finnish Excel saves it: Windows-1252, semicolons, rounded numbers; and what people do to such files. */
const messy = Buffer.from(
  [
    "Nimi;Matkapuhelin;Sähköposti;Yritys;Asiakasnro;Lisä",
    'Äijö Määttä;040 1234567;aijo@example.fi;"Öljy; Oy";00123;"rivi 1',
    'rivi 2"',
    "",
    "Pyöristetty;3.58401E+11;;;;=HYPERLINK(1)",
    "<img src=x onerror=alert(1)>;'+358501234567;;;;",
    "Aijo Maatta;+358 40 1234567;;;;",
    "Ei numeroa;abc;;;;",
    '"Auki;0451234567;;;;',
    "Omar;0451234568;omar@example.fi;;;",
  ].join("\r\n"),
  "latin1",
);

async function opensImport(agent: Agent): Promise<void> {
  await agent.goesTo("Contacts");
  await agent.presses("Import");
  await expect(agent.page.getByText("You can also drop the file here.")).toBeVisible();
}

async function drops(agent: Agent, file: FileOfPeople): Promise<void> {
  const transfer = await agent.page.evaluateHandle(
    ({ name, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name));
      return data;
    },
    { name: file.name, bytes: [...file.buffer] },
  );
  await agent.page
    .getByText("You can also drop the file here.")
    .dispatchEvent("drop", { dataTransfer: transfer });
}

async function chooses(agent: Agent, file: FileOfPeople): Promise<void> {
  await agent.page.locator("input[type=file]").setInputFiles(file);
}

async function saves(agent: Agent, button: string): Promise<string> {
  const download = agent.page.waitForEvent("download");
  await agent.presses(button);
  return readFileSync(await (await download).path(), "utf8");
}

const person = (agent: Agent, name: string) =>
  agent.page
    .getByRole("listitem")
    .filter({ has: agent.page.getByText(name, { exact: true }) })
    .filter({ has: agent.page.getByRole("button", { name: /^Call/ }) });

test("the desk takes in a messy list, reports each bad line, and gives it all back", async ({
  agent,
}) => {
  const aino = await agent("1001");
  const { page } = aino;
  await opensImport(aino);
  await drops(aino, fileOf("asiakkaat.csv", messy));
  await expect(page.getByLabel("Character set")).toHaveValue("windows-1252");
  await expect(page.getByLabel("Columns are separated by")).toHaveValue(";");
  await expect(page.getByRole("cell", { name: "Äijö Määttä" })).toBeVisible();
  await expect(page.getByLabel("What Asiakasnro is")).toHaveValue("field");
  await page.getByLabel("What Lisä is").selectOption("Notes");
  expect(await faultsByAxe(page)).toEqual([]);
  await aino.presses("Start the import");
  await expect(
    page.getByText("Added: 3 · updated: 0 · already there: 1 · with errors: 3"),
  ).toBeVisible();
  await expect(page.getByText("Line 5: A spreadsheet has rounded the number to")).toBeVisible();
  await expect(page.getByText("Line 8: “abc” is not a phone number.")).toBeVisible();
  await expect(page.getByText("Line 9: A quotation mark is never closed")).toBeVisible();
  expect(await faultsByAxe(page)).toEqual([]);

  // The report names each line; the formula in it is none any more; corrected, it is a list of people again.
  const report = await saves(aino, "Save the report");
  expect(report).toContain("hamsa-line,hamsa-problem,Nimi,Matkapuhelin");
  expect(report).toContain("'=HYPERLINK(1)");
  const corrected = report.replaceAll("3.58401E+11", "+358401111111");
  await chooses(aino, fileOf("report.csv", Buffer.from(corrected)));
  await aino.presses("Start the import");
  // The line with the open quotation mark stands in the report as it was probably meant.
  await expect(page.getByText("Added: 2 ·")).toBeVisible();
  await aino.presses("Close");

  // Markup is a name like any other.
  await expect(page.getByText("<img src=x onerror=alert(1)>", { exact: true })).toBeVisible();
  await expect(page.locator("main img")).toHaveCount(0);
  await page.getByLabel("Search contacts").fill("aijo@exam");
  await expect(person(aino, "Äijö Määttä")).toContainText("Öljy; Oy");
  await aino.presses("Edit Äijö Määttä");
  await expect(page.getByLabel("Notes")).toHaveValue("rivi 1\nrivi 2");
  await expect(page.getByLabel("Value of field 1")).toHaveValue("00123");
  await aino.presses("Cancel");
  await page.getByLabel("Search contacts").fill("");

  // The last import is the corrected report: after a reload it can still be taken back.
  await page.reload();
  await aino.isConnected();
  await expect(page.getByText("report.csv was imported on")).toBeVisible();
  await expect(person(aino, "Pyöristetty")).toBeVisible();
  await aino.presses("Undo the import");
  await expect(page.getByText("The import was undone: 2 contacts are as before.")).toBeVisible();
  await expect(person(aino, "Pyöristetty")).toHaveCount(0);
  await expect(person(aino, "Omar")).toBeVisible();
});

test("the desk keeps nothing of an import that is cancelled", async ({ agent }) => {
  const aino = await agent("1001");
  const { page } = aino;
  await opensImport(aino);
  const lines = Array.from({ length: 20_000 }, (_, at) => `Person ${at},040${1_000_000 + at}`);
  await chooses(aino, fileOf("big.csv", Buffer.from(["Name,Mobile", ...lines].join("\n"))));
  await expect(page.getByText(/big\.csv: 20,?000 rows/)).toBeVisible();
  await aino.presses("Start the import");
  const bar = page.getByRole("progressbar", { name: "Importing big.csv" });
  await expect.poll(() => bar.getAttribute("value").then(Number)).toBeGreaterThan(0);
  await aino.presses("Cancel and take back");
  await expect(
    page.getByText("The import was cancelled. Nothing of big.csv was kept."),
  ).toBeVisible();
  await aino.presses("Close");
  await expect(page.getByText("No contacts yet")).toBeVisible();
});

test("the desk makes one contact of two, and exports what it has", async ({ agent }) => {
  const aino = await agent("1001");
  const { page } = aino;
  await opensImport(aino);
  const cards = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    "FN:أحمد الهدى",
    "item1.TEL;TYPE=CELL:+358 40 1234567",
    "ORG:Old Oy",
    "END:VCARD",
    "BEGIN:VCARD",
    "broken",
    "END:VCARD",
    "BEGIN:VCARD",
    "VERSION:4.0",
    "FN:Ahmad",
    "TEL;VALUE=uri;TYPE=work:tel:+358-40-1234567",
    "EMAIL:ahmad@example.fi",
    "ORG:New Oy",
    "NOTE:=1+1",
    "CATEGORIES:VIP",
    "END:VCARD",
  ].join("\r\n");
  await chooses(aino, fileOf("people.vcf", Buffer.from(cards)));
  await page.getByLabel("If a contact is already there").selectOption("Add it once more");
  await aino.presses("Start the import");
  await expect(page.getByText("Added: 2 ·")).toBeVisible();
  await expect(page.getByText("Line 7: The card cannot be read")).toBeVisible();
  await aino.presses("Close");

  await aino.presses("Find duplicates");
  const same = page.getByRole("group", { name: "They have the same number" });
  await expect(same.getByRole("listitem")).toHaveCount(2);
  await same.getByRole("radio", { name: "New Oy" }).check();
  await same.getByRole("radio", { name: "أحمد الهدى" }).check();
  expect(await faultsByAxe(page)).toEqual([]);
  await aino.presses("Merge");
  await expect(page.getByText(/أحمد الهدى\u2069? is now one contact instead of 2/)).toBeVisible();
  await expect(page.getByText("No duplicates found")).toBeVisible();
  const one = person(aino, "أحمد الهدى");
  await expect(one).toContainText("New Oy");
  await expect(one).toContainText("ahmad@example.fi");
  await expect(one).toContainText("VIP");

  const table = await saves(aino, "Export as CSV");
  expect(table.split("\r\n")).toEqual([
    "\ufeffName,Company,Mobile,Work,E-mail,Tags,Notes",
    "أحمد الهدى,New Oy,+358 40 1234567,,ahmad@example.fi,VIP,'=1+1",
    "",
  ]);
  const card = await saves(aino, "Export as vCard");
  expect(card).toContain("VERSION:4.0");
  expect(card).toContain("FN:أحمد الهدى");

  await aino.presses("Undo the merge");
  await expect(person(aino, "Ahmad")).toBeVisible();
  await expect(same).toBeVisible();
});

test("the desk knows the company's people, and says when their file is broken", async ({
  opens,
  site,
  pbx,
}) => {
  site.config = { ...pbx.config, companyDirectory: { url: "/people.json" } };
  site.extra.set("/people.json", "{");
  const aino = await opens("1001");
  await aino.signsIn();
  await aino.isConnected();
  const { page } = aino;
  await aino.goesTo("Contacts");
  await expect(page.getByText("The company directory's file cannot be read.")).toBeVisible();
  const people = [{ id: 1, name: "Kaisa Koskinen", numbers: ["+358401112222"], tags: ["Board"] }];
  site.extra.set("/people.json", JSON.stringify(people));
  await aino.presses("Try again");
  await expect(page.getByText("Company directory: 1 person")).toBeVisible();
  const row = person(aino, "Kaisa Koskinen");
  await expect(row).toContainText("Company directory");
  await expect(row.getByRole("button", { name: "Edit Kaisa Koskinen" })).toHaveCount(0);
  expect(await faultsByAxe(page)).toEqual([]);

  await aino.goesTo("Phone");
  await page.getByLabel("Number or name").fill("koskinen");
  await expect(page.getByRole("button", { name: /Kaisa Koskinen/ })).toBeVisible();
  await pbx.customerCalls({
    to: "1001",
    name: "WIRELESS CALLER",
    number: "+358401112222",
    voice: { silent: true },
  });
  await expect(aino.call("Kaisa Koskinen").getByText("+358 40 1112222")).toBeVisible();
  await expect(aino.call("Kaisa Koskinen").getByText("Company directory")).toBeVisible();
  await aino.presses("Decline");
  site.extra.delete("/people.json");
});
