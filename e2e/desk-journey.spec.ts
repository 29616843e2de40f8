import { signInDeskPhone } from "./support/desk-phone";
import { expect, test } from "./support/fixtures";

// One call through the whole desk: the menu before the queue, the card, the talk, the note, the work after it, and what the
// customer answers when it is over.

test("a queue call at the desk, from what was chosen in the menu to what the customer answered, in the history", async ({
  agent,
  pbx,
}) => {
  test.setTimeout(90_000);
  const aino = await agent("1001", { voice: "first" });
  const bar = aino.page.getByRole("region", { name: "Your state" });
  await bar.getByRole("button", { name: "Change state" }).click();
  const sales = bar.locator("label").filter({ hasText: "Sales" });
  if (!(await sales.getByRole("checkbox").isChecked())) await sales.click();
  await expect(bar.getByRole("status").filter({ hasText: "Ready" }).first()).toBeVisible();
  await bar.getByRole("button", { name: "Change state" }).click();

  const customer = await signInDeskPhone(pbx, "1004");
  try {
    const { id } = customer.dials("550");
    await customer.has("talking");
    // The menu says its choices again until one is made.
    await expect(async () => {
      customer.does(id, { type: "sendDigits", digits: "2" });
      await expect(aino.call("Mikko Laine")).toBeVisible({ timeout: 3_000 });
    }).toPass();
    const card = aino.page.getByRole("region", { name: "Caller" });
    await expect(card).toContainText(/Chose in the menu\s*Sales/);
    await aino.answers("Mikko Laine");
    await customer.has("talking");
    await aino.page.getByRole("textbox", { name: "Call notes" }).fill("Ordered two lamps");
    const saved = aino.page.getByRole("status").filter({ hasText: /^Saved$/ });
    await expect(saved).toBeVisible();
    await aino.hangsUp("Mikko Laine");

    const wrapUp = aino.page.getByRole("region", { name: "Wrap-up" });
    await expect(wrapUp).toBeVisible();
    // Asked as soon as the agent has gone; a key before the question is none.
    await expect(async () => {
      if (customer.call(id).phase !== "ended") {
        customer.does(id, { type: "sendDigits", digits: "5" });
      }
      expect(customer.call(id).phase).toBe("ended");
    }).toPass({ intervals: [1_500] });
    await wrapUp.getByRole("button", { name: "Done" }).click();
    await expect(bar.getByRole("status").filter({ hasText: "Ready" }).first()).toBeVisible();

    await aino.goesTo("History");
    await aino.page.getByRole("button", { name: "Details: Mikko Laine" }).first().click();
    const details = aino.page.getByRole("main").getByRole("listitem").first();
    await expect(details).toContainText(/Chosen in the menu\s*Sales/);
    await expect(details).toContainText("5 of 5");
    await expect(details.getByRole("textbox", { name: "Call notes" })).toHaveValue(
      "Ordered two lamps",
    );
  } finally {
    await customer.rests();
    await customer.signsOut();
    await bar.getByRole("button", { name: "Change state" }).click();
    await bar.getByRole("button", { name: "Sign off from all queues" }).click();
  }
});
