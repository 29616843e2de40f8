import { type Browser, type BrowserContext, chromium } from "@playwright/test";

import { Agent } from "./support/agent";
import { browserFlags, expect, prepareSettings, test } from "./support/fixtures";
import { maria } from "./support/maria";

/** A little more than what counts as a sleep. */
const sleepMs = 17_000;

/** Stops every page of this browser as a sleeping computer does; resolves with what lets them go on. */
async function stopPages(browser: Browser): Promise<() => void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const pids = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  return () => {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  };
}

test("a page that was asleep says so, and what rang meanwhile is not the agent's miss", async ({
  site,
  pbx,
}) => {
  const browser = await chromium.launch(browserFlags("first"));
  const context: BrowserContext = await browser.newContext({ permissions: ["microphone"] });
  await prepareSettings(context);
  const aino = await Agent.open(context, "1001", site.url);
  await aino.signsIn();
  await aino.isConnected();
  const goOn = await stopPages(browser);
  const customer = await pbx.customerCalls({ ...maria, voice: { silent: true } });
  await new Promise((resolve) => setTimeout(resolve, sleepMs));
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  goOn();
  await expect(aino.page.getByText("This page was asleep for 0:1")).toBeVisible();
  await expect(aino.page.getByText("no call could reach you")).toBeVisible();
  await aino.isConnected();
  await aino.goesTo("History");
  await expect(aino.page.getByRole("listitem").filter({ hasText: "Maria" })).toContainText(
    "could not be heard here",
  );
  await aino.presses("Dismiss");
  await expect(aino.page.getByText("This page was asleep")).toBeHidden();
  // It is a phone like any other again.
  await pbx.customerCalls({ ...maria, name: "Liisa", voice: { silent: true } });
  await aino.answers("Liisa");
  await aino.hangsUp("Liisa");
  expect(aino.faults).toEqual([]);
  await browser.close();
});
