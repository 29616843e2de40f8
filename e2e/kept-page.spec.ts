import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import type { Agent } from "./support/agent";
import { expect, test, tones } from "./support/fixtures";
import type { Site } from "./support/site";

test.use({ keepsFiles: true });

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const patiently = { timeout: 30_000 };

/** Every file of the page's build is in the browser. */
async function isKept({ page }: Agent): Promise<void> {
  const state = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
  await expect.poll(state, patiently).toBe("activated");
}

/** A newer build is there as well, and waits. */
async function hasNewBuild({ page }: Agent): Promise<void> {
  const state = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state);
  await expect.poll(state, patiently).toBe("installed");
}

/** Another build on the web server, in place of the one before. */
async function deploy(site: Site, build: string): Promise<void> {
  const page = await readFile(`${dist}index.html`, "utf8");
  const worker = await readFile(`${dist}sw.js`, "utf8");
  const name = /[`"']([0-9a-f]{12})[`"']/.exec(worker)?.[1];
  if (name === undefined) throw new Error("the build has no name in the worker");
  site.extra.set("/", page.replace("<html", `<html data-build="${build}"`));
  site.extra.set("/sw.js", worker.replace(name, `${name}-${build}`));
}

const buildOf = ({ page }: Agent): Promise<string | null> =>
  page.locator("html").getAttribute("data-build");

/** Every page of the phone in this browser has the lock of its phone, or waits for it. */
function countPages({ page }: Agent): Promise<number> {
  return page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [...held, ...pending].filter(({ name }) => name?.startsWith("hamsa.instance.")).length;
  });
}

test.afterEach(({ site }) => {
  site.extra.delete("/");
  site.extra.delete("/sw.js");
});

test("without the web server, a page that was opened before is the whole phone", async ({
  agent,
  site,
}) => {
  const aino = await agent("1001");
  await isKept(aino);
  site.isGone = true;
  await aino.page.reload();
  await aino.isConnected();
  // What loads later is there as well, and so is what the configuration says.
  await aino.goesTo("Contacts");
  await expect(aino.page.getByRole("heading", { name: "Contacts" })).toBeVisible();
  await aino.goesTo("Team");
  await expect(aino.page.getByText("Omar Haddad").first()).toBeVisible();
  await aino.goesTo("Phone");
  await aino.dials("600");
  await aino.hears(tones.first);
  await aino.hangsUp("Echo");
});

test("without any server the page opens, and says that the phone system cannot be reached", async ({
  agent,
  site,
}) => {
  const aino = await agent("1001");
  await isKept(aino);
  site.isGone = true;
  site.cut(1_000);
  await aino.page.reload();
  await expect(aino.page.getByText("The phone system cannot be reached")).toBeVisible();
  site.isGone = false;
  site.cut(0);
  await aino.isConnected();
});

test("a change of config.json is seen at the next opening", async ({ agent, pbx, site }) => {
  const aino = await agent("1001");
  await isKept(aino);
  site.config = { ...pbx.config, language: "fi" };
  await aino.page.reload();
  await expect(aino.page.getByRole("link", { name: "Asetukset" })).toBeVisible();
  // The last one that was read stands in for one that cannot be had, and a broken web server's answer is none.
  site.isGone = true;
  await aino.page.reload();
  await expect(aino.page.getByRole("link", { name: "Asetukset" })).toBeVisible();
  site.isGone = false;
  site.config = pbx.config;
  await aino.page.reload();
  await expect(aino.page.getByRole("link", { name: "Settings" })).toBeVisible();
});

test("a new build waits for a call to end and for other tabs to close, then the next opening has it", async ({
  agent,
  site,
}) => {
  test.slow();
  const aino = await agent("1001");
  await isKept(aino);
  await deploy(site, "second");
  // Of the build before nothing is left on the server, and the page has all of it.
  site.missing.add("contacts-page");
  await aino.page.reload();
  await aino.isConnected();
  expect(await buildOf(aino)).toBeNull();
  await hasNewBuild(aino);
  await aino.goesTo("Contacts");
  await expect(aino.page.getByRole("heading", { name: "Contacts" })).toBeVisible();
  await aino.goesTo("Phone");

  await aino.dials("600");
  await aino.hears(tones.first);
  await aino.page.reload();
  await aino.isUp("Echo");
  expect(await buildOf(aino)).toBeNull();
  await aino.hangsUp("Echo");
  await expect(aino.page.getByRole("button", { name: "Hang up" })).toBeHidden();

  const tab = await aino.opensTab();
  await tab.isConnected();
  expect(await buildOf(tab)).toBeNull();
  await tab.page.close();
  // The browser says that a tab is closed before its page has let go of everything.
  await expect.poll(() => countPages(aino)).toBe(1);

  await aino.page.reload();
  await expect.poll(() => buildOf(aino)).toBe("second");
  await aino.isConnected();
});

test("a browser that keeps no files has the phone all the same", async ({ agent }) => {
  const aino = await agent("1001", { keepsFiles: false });
  await aino.page.reload();
  await aino.isConnected();
});
