import { mkdir, writeFile } from "node:fs/promises";

import type { BrowserContext, Page } from "@playwright/test";

import { Agent } from "../e2e/support/agent";
import { expect, test } from "../e2e/support/fixtures";
import type { Site } from "../e2e/support/site";
import { describeTimes } from "./describe-times";
import { servePeers } from "./peers/serve-peers";

const rounds = Number(process.env["HAMSA_ROUNDS"] ?? 15);
const warmUps = 2;

/** Milliseconds after the beginning of the navigation. */
interface Opening {
  socket: number;
  open: number;
  register: number;
  registered: number;
}

type MeasuredPage = Window & { opening: Opening };

/** In a page, before its own scripts: what its socket to the phone system carries, and when. */
function watchOpening(): void {
  const opening: Opening = { socket: 0, open: 0, register: 0, registered: 0 };
  (window as unknown as MeasuredPage).opening = opening;
  const note = (what: keyof Opening): void => {
    if (opening[what] === 0) opening[what] = performance.now();
  };
  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      note("socket");
      this.addEventListener("open", () => note("open"));
      this.addEventListener("message", ({ data }) => {
        const text = String(data);
        if (/^SIP\/2\.0 200 /.test(text) && /^CSeq: *\d+ REGISTER/im.test(text)) note("registered");
      });
    }
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      if (String(data).startsWith("REGISTER ")) note("register");
      super.send(data);
    }
  };
}

/** A page of its own process, as a person opens one: what another had compiled is not there. */
async function open(context: BrowserContext, url: string): Promise<Opening> {
  const page = await context.newPage();
  await page.addInitScript(watchOpening);
  await page.goto(url, { waitUntil: "commit" });
  const read = (): Promise<Opening> =>
    page.evaluate(() => (window as unknown as MeasuredPage).opening);
  await expect.poll(async () => (await read()).registered, { intervals: [200] }).not.toBe(0);
  const opening = await read();
  await page.close();
  return opening;
}

/** What a first visit finds; who is signed in stays known. */
async function forgetFiles(context: BrowserContext, site: Site): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${site.url}empty.html`);
  await page.evaluate(async () => {
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  });
  const devTools = await context.newCDPSession(page);
  await devTools.send("Network.clearBrowserCache");
  await page.close();
}

const keepsAll = (page: Page): Promise<boolean> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active != null);

test("from opening the page to being registered, beside the least that SIP.js can be", async ({
  browserOf,
  pbx,
  site,
}) => {
  test.setTimeout(600_000);
  await servePeers(site, ["register"]);
  site.extra.set("/empty.html", "<!doctype html><title>empty</title>");
  const browser = await browserOf("first");
  const newContext = (): Promise<BrowserContext> =>
    browser.newContext({ permissions: ["microphone"], locale: "en-GB" });
  const [first, again, peer] = [await newContext(), await newContext(), await newContext()];
  for (const context of [first, again]) {
    const aino = await Agent.open(context, "1001", site.url);
    await aino.signsIn({ remember: true });
    await aino.isConnected();
    await aino.isKept();
    if (context === again && process.env["NOSW"] === undefined) await expect.poll(() => keepsAll(aino.page), { timeout: 30_000 }).toBe(true);
    await aino.page.close();
  }
  const peerUrl = `${site.url}peer-register.html?extension=1002`;
  const openings = {
    "Hamsa, empty cache": async () => {
      await forgetFiles(first, site);
      return open(first, site.url);
    },
    "SIP.js, empty cache": async () => {
      await forgetFiles(peer, site);
      return open(peer, peerUrl);
    },
    "Hamsa, second visit": () => open(again, site.url),
    "SIP.js, second visit": () => open(peer, peerUrl),
  };
  const found = new Map<string, Opening[]>(Object.keys(openings).map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [name, measure] of Object.entries(openings)) {
      const opening = await measure();
      if (round >= 0) found.get(name)?.push(opening);
    }
  }
  for (const [name, list] of found) {
    const at = (what: keyof Opening): string => describeTimes(list.map((each) => each[what]));
    process.stdout.write(`${pbx.name}, ${name}: registered ${at("registered")}; socket ${at("socket")}, open ${at("open")}, REGISTER ${at("register")}\n`);
  }
  await mkdir("test-results", { recursive: true });
  await writeFile("/tmp/open/open.json", JSON.stringify(Object.fromEntries(found), null, 1));
  for (const context of [first, again, peer]) await context.close();
});
