import { expect, test } from "./support/fixtures";

test("a contact is written, found, called, and named while it rings", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  await aino.goesTo("Contacts");
  await aino.presses("New contact");
  await aino.page.getByLabel("Name").fill("أحمد الهدى");
  await aino.page.getByLabel("Company").fill("Pohjoinen Oy");
  await aino.page.getByLabel("Number 1", { exact: true }).fill("040 123 4567");
  await aino.presses("Add a number");
  await aino.page.getByLabel("Number 2", { exact: true }).fill("600");
  await aino.presses("Save");
  const row = aino.page.getByRole("listitem").filter({ hasText: "Pohjoinen Oy" });
  await expect(row).toBeVisible();

  await aino.page.getByLabel("Search contacts").fill("احمد");
  await expect(row).toBeVisible();
  await aino.page.getByLabel("Search contacts").fill("nobody");
  await expect(row).toBeHidden();
  await aino.page.getByLabel("Search contacts").fill("");

  // The network says another name and writes the number another way.
  await pbx.customerCalls({
    to: "1001",
    name: "WIRELESS CALLER",
    number: "+358401234567",
    voice: { silent: true },
  });
  await expect(aino.call("أحمد الهدى").getByText("+358 40 1234567")).toBeVisible();
  await aino.presses("Decline");

  // The Arabic name stands isolated in the English sentence: U+2068, U+2069.
  await aino.presses("Call \u2068أحمد الهدى\u2069, 600");
  await aino.talksWith("أحمد الهدى");
  await aino.hangsUp("أحمد الهدى");

  await aino.presses("Delete \u2068أحمد الهدى\u2069");
  await aino.presses("Delete contact");
  await expect(aino.page.getByText("No contacts yet")).toBeVisible();
});

test("typing a name offers people, and the arrow key reaches them", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.goesTo("Contacts");
  await aino.presses("New contact");
  await aino.page.getByLabel("Name").fill("Echo Service");
  await aino.page.getByLabel("Number 1", { exact: true }).fill("600");
  await aino.presses("Save");
  await aino.goesTo("Phone");
  await aino.page.getByLabel("Number or name").fill("ech ser");
  await expect(aino.page.getByRole("button", { name: /Echo Service/ })).toBeVisible();
  await aino.page.keyboard.press("ArrowDown");
  await aino.page.keyboard.press("Enter");
  await aino.talksWith("Echo Service");
  await aino.hangsUp("Echo Service");
});

test("a name that is no number is not dialled", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.page.getByLabel("Number or name").fill("Maria");
  await aino.page.keyboard.press("Enter");
  await expect(aino.page.getByText("“Maria” is not a number.")).toBeVisible();
});

test("a pasted number is cleaned before it is dialled", async ({ agent }) => {
  const aino = await agent("1001", {
    permissions: ["microphone", "clipboard-read", "clipboard-write"],
  });
  await aino.page.evaluate(() => navigator.clipboard.writeText("tel:+358 (0)40-٦٠٠"));
  await aino.page.getByLabel("Number or name").focus();
  await aino.page.keyboard.press("ControlOrMeta+V");
  await expect(aino.page.getByLabel("Number or name")).toHaveValue("+35840600");
});

test("a number is put together on the dial pad", async ({ agent }) => {
  const aino = await agent("1001");
  const pad = aino.page.getByRole("group", { name: "Dial pad" });
  for (const digit of ["6", "0", "0"]) await aino.presses(`Digit ${digit}`, pad);
  await expect(aino.page.getByLabel("Number or name")).toHaveValue("600");
  await aino.presses("Delete last digit");
  await expect(aino.page.getByLabel("Number or name")).toHaveValue("60");
});

test("calling back from the history, and keeping the number as a contact", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hangsUp("Echo");
  await aino.goesTo("History");
  await aino.presses("Call Echo");
  await aino.talksWith("Echo");
  await aino.hangsUp("Echo");
  await aino.page.getByRole("link", { name: "Save Echo as a contact" }).first().click();
  await expect(aino.page.getByLabel("Number 1", { exact: true })).toHaveValue("600");
});

test("missed calls can be seen alone", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hangsUp("Echo");
  const { id } = await pbx.customerCalls({
    to: "1001",
    name: "Maria",
    number: "+358401234567",
    voice: { silent: true },
  });
  await aino.rings("Maria");
  await pbx.customerDoes(id, { type: "hangUp" });
  await expect(aino.call("Maria").getByText("Missed call")).toBeVisible();
  await aino.goesTo("History");
  const rows = aino.page.getByRole("main").getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await aino.page.getByText("Missed only").click();
  await expect(rows).toHaveCount(1);
  await expect(rows.getByText("Missed call")).toBeVisible();
});
