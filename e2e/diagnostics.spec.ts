import { readFileSync } from "node:fs";

import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test } from "./support/fixtures";
import { maria } from "./support/maria";

/** What the file must not hold: looked for in letters and digits alone, so that no grouping hides it. */
function findIn(text: string, ...secrets: readonly string[]): readonly string[] {
  const plain = (part: string): string => part.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  const all = plain(text);
  return secrets.filter((secret) => all.includes(plain(secret)));
}

/** Secrets and addresses that went over the wire while the agent was at work. */
function listen(agent: Agent) {
  const secrets = new Set<string>();
  const addresses = new Set<string>();
  const hear = ({ payload }: { payload: string | Buffer }): void => {
    const text = String(payload);
    for (const pattern of [
      /\b(?:nonce|response|cnonce|opaque)="([^"]{6,})"/gi,
      /a=ice-pwd:(\S+)/g,
      /a=ice-ufrag:(\S{8,})/g,
      /a=fingerprint:\S+ (\S+)/g,
    ]) {
      for (const [, secret = ""] of text.matchAll(pattern)) secrets.add(secret);
    }
    for (const [, address = ""] of text.matchAll(/a=candidate:\S+ \d udp \d+ (\S+)/gi)) {
      addresses.add(address);
    }
  };
  agent.page.on("websocket", (socket) => {
    socket.on("framesent", hear);
    socket.on("framereceived", hear);
  });
  return { secrets, addresses };
}

async function saves(agent: Agent): Promise<string> {
  const download = agent.page.waitForEvent("download");
  await agent.presses("Save file");
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^hamsa-diagnostics-\d{4}-\d\d-\d\d-\d{4}\.txt$/);
  return readFileSync(await file.path(), "utf8");
}

async function opensDiagnostics(agent: Agent): Promise<void> {
  await agent.goesTo("Settings");
  await agent.page.getByRole("link", { name: "Open diagnostics" }).click();
}

const ladderOf = (agent: Agent) => agent.page.getByRole("list", { name: "SIP messages" });

test("a call before a reload stands in the ladder, and nobody in the file", async ({
  opens,
  pbx,
}) => {
  const aino = await opens("1001");
  const { secrets, addresses } = listen(aino);
  await aino.page.reload();
  await aino.signsIn();
  await aino.isConnected();
  // What records is loaded a moment after the page.
  await expect
    .poll(() =>
      aino.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
    )
    .toContain("hamsa diagnostics");
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await expect(aino.call("Maria").getByText("The other side hung up")).toBeVisible();
  // At once: what has just happened is kept by the page on its way out.
  await aino.page.reload();
  await aino.isConnected();
  await opensDiagnostics(aino);
  const ladder = ladderOf(aino);
  // A page that goes at once may leave its call behind, and the next one asks for it in vain: a call from here.
  const show = aino.page.getByLabel("Show", { exact: true });
  const incoming = show.locator("option").filter({ hasText: /^Incoming call/ });
  await show.selectOption((await incoming.first().getAttribute("value")) ?? "");
  const first = ladder.getByRole("button").first();
  await expect(first).toHaveAccessibleName(/Received INVITE$/);
  const labels = (await ladder.getByRole("button").allInnerTexts()).join("\n");
  expect(labels).toMatch(
    /Received\s+INVITE[^]*Sent\s+200 OK[^]*Received\s+ACK[^]*Received\s+BYE[^]*Sent\s+200 OK/,
  );
  await first.press("Enter");
  const message = ladder.locator("pre");
  await expect(message).toContainText("INVITE sip:");
  await expect(message).toContainText("a=ice-pwd:…");
  await expect(message).toContainText(/From: "…" <sip:\+n-[a-z]{6}@/);
  await first.press("Enter");
  await expect(message).toBeHidden();

  const text = await saves(aino);
  expect(text).toMatch(/\|<-+ INVITE -+\|/);
  expect(text).toMatch(/\|-+ 200 OK -+>\|/);
  expect(text).toMatch(/\|<-+ BYE -+\|/);
  expect(text).toContain("-- page started");
  expect(text).toMatch(/call +established .*before=connecting after=talking/);
  expect(text).toMatch(new RegExp(`dialect +${pbx.name}`));
  expect(secrets.size).toBeGreaterThan(5);
  expect(findIn(text, ...secrets)).toEqual([]);
  expect(addresses.size).toBeGreaterThan(0);
  expect([...addresses].filter((address) => text.includes(address))).toEqual([]);
  expect(findIn(text, "Maria", "401234567", "pw1001", "Aino", "Virtanen")).toEqual([]);
});

test("a refused sign-in is told on the sign-in page, where what was typed stays", async ({
  opens,
}) => {
  const aino = await opens("1001");
  const { page } = aino;
  await aino.signsIn({ password: "pw1002" });
  await expect(page.getByRole("alert")).toContainText("Extension or password is wrong");
  await page.getByRole("link", { name: "Diagnostics" }).click();
  await expect(ladderOf(aino).getByRole("button", { name: "Sent REGISTER" }).first()).toBeVisible();
  await expect(page.getByText("connection signedOut").last()).toBeVisible();
  const text = await saves(aino);
  expect(text).toContain("problem=wrongPassword");
  expect(text).toMatch(/\|-+ REGISTER -+>\|/);
  expect(text).toContain("username=me");
  expect(findIn(text, "pw1002", "pw1001")).toEqual([]);
  await page.getByRole("link", { name: "Back" }).click();
  await expect(page.getByLabel("Extension")).toHaveValue("1001");
  await expect(page.getByLabel("Password")).toHaveValue("pw1002");
});

test("an address that is none and a server that is not there are told", async ({ opens, site }) => {
  site.config = {};
  const aino = await opens("1001");
  await aino.page.getByLabel("Server").fill("http://0401234567");
  await aino.signsIn();
  await expect(aino.page.getByRole("alert")).toBeVisible();
  await aino.page.getByLabel("Server").fill("ws://127.0.0.1:9");
  await aino.signsIn();
  await expect(aino.page.getByRole("alert")).toContainText("The phone system cannot be reached");
  await aino.page.getByRole("link", { name: "Diagnostics" }).click();
  await expect(ladderOf(aino).getByText("Connection failed")).toBeVisible();
  const text = await saves(aino);
  expect(text).toContain("problem=badServerAddress");
  expect(text).toContain("problem=serverUnreachable");
  expect(findIn(text, "401234567")).toEqual([]);
});

test("everything that is recorded can be deleted, and recording goes on", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await opensDiagnostics(aino);
  const invite = ladderOf(aino).getByRole("button", { name: "Sent INVITE" });
  await expect(invite.first()).toBeVisible();
  await aino.presses("Delete everything recorded");
  await aino.page
    .getByRole("alertdialog")
    .getByRole("button", { name: "Delete everything recorded" })
    .click();
  await expect(aino.page.getByText("Deleted.")).toBeVisible();
  await expect(invite).toHaveCount(0);
  await aino.hangsUp("Echo");
  await expect(ladderOf(aino).getByRole("button", { name: "Sent BYE" })).toBeVisible();
  await aino.page.reload();
  await expect(ladderOf(aino).getByRole("button", { name: "Sent BYE" })).toBeVisible();
  await expect(invite).toHaveCount(0);
});

test("what is copied is what is saved", async ({ agent }) => {
  const aino = await agent("1001", {
    permissions: ["microphone", "clipboard-read", "clipboard-write"],
  });
  await opensDiagnostics(aino);
  await aino.presses("Copy");
  await expect(aino.page.getByText("Copied.")).toBeVisible();
  const copied = await aino.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/\|-+ REGISTER -+>\|/);
});

for (const language of ["en", "ar", "fi"]) {
  test(`axe finds nothing, and the ladder runs from the left, in ${language}`, async ({
    agent,
  }) => {
    const aino = await agent("1001", { settings: { language: "en" } });
    const { page } = aino;
    await opensDiagnostics(aino);
    await expect(ladderOf(aino).getByRole("button").first()).toBeVisible();
    await page.evaluate((chosen) => {
      const stored = JSON.parse(localStorage.getItem("hamsa.settings") ?? "{}") as object;
      localStorage.setItem("hamsa.settings", JSON.stringify({ ...stored, language: chosen }));
    }, language);
    await page.reload();
    const rows = page.locator("ol[aria-label] button");
    const row = rows.filter({ hasText: "REGISTER" }).first();
    await row.click();
    await expect(page.locator("pre")).toContainText("REGISTER sip:");
    const clock = await row.getByText(/^\d\d:\d\d:\d\d\.\d{3}$/).boundingBox();
    const label = await row.getByText("REGISTER").boundingBox();
    expect(clock?.x).toBeLessThan(label?.x ?? 0);
    expect(await faultsByAxe(page)).toEqual([]);
  });
}
