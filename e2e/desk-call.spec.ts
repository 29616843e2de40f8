import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test } from "./support/fixtures";
import { maria } from "./support/maria";
import type { Site } from "./support/site";

const desk = {
  queues: [
    {
      number: "500",
      id: "support",
      name: { en: "Help line", ar: "خط المساعدة", fi: "Neuvonta" },
      outcomes: ["sale", "service"],
      outcomeRequired: true,
      script: "greeting",
    },
  ],
  outcomes: [
    { id: "sale", label: "Sale" },
    { id: "renewal", label: { en: "Renewal", fi: "Uusinta" }, parent: "sale" },
    { id: "service", label: "Service" },
    { id: "invoice", label: "Invoice explained", parent: "service" },
    { id: "other", label: "Not for this queue" },
  ],
  outcomeRequired: false,
  scripts: [
    {
      id: "greeting",
      label: "Greeting",
      text: [
        "Say **who** you are. <img src=x onerror=alert(1)>",
        "",
        "1. Ask for the number",
        "2. Read it back",
        "",
        "[The handbook](https://example.com/a) [a trap](javascript:alert(1)) ![a picture](https://example.com/b.png)",
      ].join("\n"),
    },
  ],
  knowledge: [
    {
      id: "router",
      title: "Restarting the router",
      text: "Hold it for *ten* seconds.",
      tags: ["wifi"],
    },
    { id: "bill", title: "Reading a bill", text: "The sum is at the bottom." },
  ],
};

function configure(site: Site): void {
  site.config = { ...(site.config as object), ...desk };
}

/** The call and what belongs to it stand beside each other. */
const wide = { viewport: { width: 1440, height: 900 } };

const notes = (agent: Agent) => agent.page.getByRole("textbox", { name: "Call notes" });
const caller = (agent: Agent) => agent.page.getByRole("region", { name: "Caller", exact: true });
const outcome = (agent: Agent) => agent.page.getByRole("combobox", { name: "Outcome" });
const saved = (agent: Agent) => agent.page.getByRole("status").filter({ hasText: /^Saved$/ });

test("the desk knows a caller at the first ring, by what the call before left behind", async ({
  agent,
  pbx,
  site,
}) => {
  configure(site);
  const aino = await agent("1001", wide);
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await expect(caller(aino)).toContainText("No contact and no earlier calls with this number.");
  await expect(caller(aino)).toContainText("Time in Finland");
  await notes(aino).fill("The lamp is broken");
  await outcome(aino).fill("inv");
  await outcome(aino).press("Enter");
  await expect(aino.page.getByText("Service › Invoice explained").first()).toBeVisible();
  await aino.hangsUp("Maria");
  await aino.presses("Remove from view");
  await pbx.customerCalls(maria);
  await aino.rings("Maria");
  const last = caller(aino).getByRole("list", { name: "Last calls" });
  await expect(last).toContainText("Invoice explained");
  await expect(last).toContainText("The lamp is broken");
  await expect(last).toContainText("Aino Virtanen");
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.presses("Decline");
});

test("a contact is made at the desk in two keys, and the call has its name at once", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await expect(caller(aino).getByRole("button", { name: /Save as contact/ })).toBeVisible();
  await aino.page.keyboard.press("Alt+n");
  await expect(aino.page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Maria");
  await aino.page.keyboard.type(" Virtanen");
  await aino.page.keyboard.press("Enter");
  await expect(aino.call("Maria Virtanen")).toBeVisible();
  await expect(caller(aino).getByRole("button", { name: /Save as contact/ })).toBeHidden();
  await aino.hangsUp("Maria Virtanen");
  await aino.presses("Remove from view");

  await pbx.customerCalls({ ...maria, number: "+358401112222", name: "Somebody" });
  await aino.answers("Somebody");
  await aino.presses("Add to a contact…");
  await aino.page.getByLabel("Search contacts").fill("virt");
  await aino.page.getByRole("button", { name: "Maria Virtanen", exact: true }).click();
  await expect(aino.call("Maria Virtanen")).toBeVisible();
  await aino.hangsUp("Maria Virtanen");
});

test("a note typed at the desk is there after a reload, at once, and in another tab", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  aino.page.on("dialog", (dialog) => void dialog.accept());
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  // The first sign-in makes the database; a page that goes before that has kept nothing of the call either.
  const recent = aino.page.getByRole("listitem").filter({ hasText: "Maria" });
  await expect(recent.first()).toBeVisible();
  await notes(aino).fill("Wants the lamp replaced");
  // Not a moment to save it in.
  await aino.page.reload();
  await aino.isUp("Maria");
  await expect(notes(aino)).toHaveValue("Wants the lamp replaced");
  await expect(saved(aino)).toBeVisible();
  const second = await aino.opensTab();
  await expect(notes(second)).toHaveValue("Wants the lamp replaced");
  await notes(second).press("End");
  await notes(second).pressSequentially(", by Friday");
  await expect(notes(aino)).toHaveValue("Wants the lamp replaced, by Friday");
  await second.page.close();
  await aino.hangsUp("Maria");
});

test("a note typed at the desk outlives a crash of its page and a tab that is closed", async ({
  opens,
  pbx,
}) => {
  const aino = await opens("1001");
  await aino.signsIn({ remember: true });
  await aino.isConnected();
  await aino.isKept();
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await notes(aino).pressSequentially("Promised a refund");
  await expect(saved(aino)).toBeVisible();
  const next = await aino.context.newPage();
  const devtools = await aino.context.newCDPSession(aino.page);
  const crashed = aino.page.waitForEvent("crash");
  // No page is told: the answer never comes.
  void devtools.send("Page.crash").catch(() => undefined);
  await crashed;
  await next.goto(aino.page.url());
  const note = next.getByRole("textbox", { name: "Call notes" });
  await expect(note).toHaveValue("Promised a refund");
  // A tab that is closed has no time to say good-bye.
  await note.press("End");
  await note.pressSequentially(" of 40 euros");
  await note.blur();
  await expect(next.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();
  await next.close();
  const last = await aino.context.newPage();
  await last.goto(aino.page.url());
  await expect(last.getByRole("textbox", { name: "Call notes" })).toHaveValue(
    "Promised a refund of 40 euros",
  );
  await last.getByRole("button", { name: "Hang up", exact: true }).click();
});

test("the desk asks for an outcome that the queue requires, and offers only its own", async ({
  agent,
  faults,
  pbx,
  site,
}) => {
  configure(site);
  // Every phone system names its queues in the same headers (docs/pbx/asterisk.md).
  faults.add({
    on: "message",
    direction: "toClient",
    method: "INVITE",
    action: {
      do: "rewrite",
      rewrite: (invite) =>
        invite.replace(
          /\r\nCSeq:/i,
          "\r\nX-Call-Kind: queue\r\nX-Queue: support\r\nX-Queue-Wait: 42\r\nX-Menu: 2\r\nX-Menu-Label: Invoices\r\nCSeq:",
        ),
    },
  });
  const aino = await agent("1001", wide);
  await pbx.customerCalls(maria);
  await aino.rings("Maria");
  await expect(aino.call("Maria")).toContainText("Queue Help line");
  await expect(caller(aino)).toContainText("Invoices");
  await aino.answers("Maria");
  const region = aino.page.getByRole("region", { name: "Outcome" });
  await expect(region).toContainText("Still needed");

  await outcome(aino).click();
  const offered = aino.page.getByRole("listbox", { name: "Outcomes" }).getByRole("option");
  await expect(offered).toHaveText(["Renewal", "Invoice explained"]);
  await outcome(aino).fill("uusi");
  await outcome(aino).press("Enter");
  await expect(region).not.toContainText("Still needed");
  await region.getByRole("button", { name: "Add to favourites: Sale › Renewal" }).click();
  await aino.presses("Undo", region);
  await expect(region).toContainText("Still needed");
  await expect(region.getByRole("list", { name: "Favourite outcomes" })).toContainText("Renewal");

  const script = aino.page.getByRole("region", { name: "Script" });
  await expect(script).toContainText("<img src=x onerror=alert(1)>");
  await expect(aino.page.locator("img")).toHaveCount(0);
  await expect(script.getByRole("link")).toHaveText(["The handbook"]);
  await expect(script).toContainText("a trap");
  await script.getByText("Read it back").click();
  await expect(script.getByRole("checkbox", { name: "Read it back" })).toBeChecked();
  await aino.presses("Knowledge");
  await aino.page.getByLabel("Search the knowledge base").fill("wifi");
  await aino.page.getByRole("button", { name: "Restarting the router" }).click();
  await expect(aino.page.getByText("Hold it for ten seconds.")).toBeVisible();
  expect(await faultsByAxe(aino.page)).toEqual([]);

  await aino.hangsUp("Maria");
  await aino.presses("Remove from view");
  const done = aino.page.getByRole("button", { name: "Finish", exact: true });
  await expect(done).toBeDisabled();
  await outcome(aino).click();
  await outcome(aino).press("ArrowDown");
  await outcome(aino).press("ArrowDown");
  await outcome(aino).press("Enter");
  await expect(region).toContainText("Service › Invoice explained");
  await done.click();
  await expect(region).toBeHidden();
});

test("at the desk a hostile name is only text, also as a contact", async ({ agent, pbx }) => {
  const aino = await agent("1001");
  const name = "<img src=x onerror=alert(1)>";
  await pbx.customerCalls({ ...maria, name });
  await aino.answers(name);
  await notes(aino).fill("<script>alert(1)</script>");
  await expect(saved(aino)).toBeVisible();
  await aino.page.keyboard.press("Alt+n");
  await aino.page.keyboard.press("Enter");
  await expect(caller(aino).getByRole("button", { name: /Save as contact/ })).toBeHidden();
  await expect(aino.call(name)).toBeVisible();
  await aino.hangsUp(name);
  await aino.presses("Remove from view");
  await pbx.customerCalls({ ...maria, name: "Maria" });
  await aino.rings(name);
  await expect(caller(aino)).toContainText("<script>alert(1)</script>");
  await expect(aino.page.locator("img")).toHaveCount(0);
  await aino.presses("Decline");
});
