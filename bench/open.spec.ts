import type { BrowserContext, Page } from "@playwright/test";

import { Agent } from "../e2e/support/agent";
import { expect, test } from "../e2e/support/fixtures";
import type { Site } from "../e2e/support/site";
import { servePeers } from "./peers/serve-peers";
import { createMeasures } from "./report/measures";
import { readRounds } from "./report/rounds";

/** Milliseconds after the beginning of the navigation; 0 while it has not happened. */
interface Opening {
  /** The socket to the phone system is asked for. */
  socket: number;
  /** The first REGISTER leaves. */
  register: number;
  /** Its 200 has come. */
  registered: number;
  /** Something is on the screen. */
  painted: number;
}

type MeasuredPage = Window & { opening: Opening };

/** In a page, before its own scripts: what its socket carries, and when. */
function watchOpening(): void {
  const opening: Opening = { socket: 0, register: 0, registered: 0, painted: 0 };
  (window as unknown as MeasuredPage).opening = opening;
  const note = (what: keyof Opening): void => {
    if (opening[what] === 0) opening[what] = performance.now();
  };
  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      note("socket");
      this.addEventListener("message", ({ data }) => {
        const text = String(data);
        if (text.startsWith("SIP/2.0 200 ") && /^CSeq: *\d+ REGISTER/im.test(text))
          note("registered");
      });
    }
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      if (typeof data === "string" && data.startsWith("REGISTER ")) note("register");
      super.send(data);
    }
  };
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name === "first-contentful-paint") opening.painted = startTime;
    }
  }).observe({ type: "paint", buffered: true });
}

/** Long enough after it for everything else that opening begins. */
const restMs = 1_000;

/** In a process of its own, as a person opens a page: what another page has compiled is not there. */
async function open(context: BrowserContext, url: string): Promise<Opening> {
  const page = await context.newPage();
  await page.addInitScript(watchOpening);
  await page.goto(url, { waitUntil: "commit" });
  // Nobody asks the page anything while it opens.
  await page.waitForTimeout(restMs);
  const read = (): Promise<Opening> =>
    page.evaluate(() => (window as unknown as MeasuredPage).opening);
  await expect.poll(async () => (await read()).registered).not.toBe(0);
  const opening = await read();
  await page.close();
  return opening;
}

/** What a first visit finds: no file and no worker. Who is signed in stays known. */
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

const isKept = (page: Page) => (): Promise<string | undefined> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);

/** Signed in and remembered, with the files of the page in the browser. */
async function visitFirst(context: BrowserContext, site: Site): Promise<void> {
  const aino = await Agent.open(context, "1001", site.url);
  await aino.signsIn({ remember: true });
  await aino.isConnected();
  await aino.isKept();
  await expect.poll(isKept(aino.page), { timeout: 60_000 }).toBe("activated");
  await aino.page.close();
}

test("from opening the page to being registered, beside the least that SIP.js can be", async ({
  browserOf,
  pbx,
  site,
}) => {
  test.setTimeout(900_000);
  const { rounds, warmUp } = readRounds();
  await servePeers(site, ["register"]);
  site.extra.set("/empty.html", "<!doctype html><title>empty</title>");
  const browser = await browserOf("first");
  const newContext = (): Promise<BrowserContext> =>
    browser.newContext({ permissions: ["microphone"], locale: "en-GB" });
  const [ours, again, theirs] = [await newContext(), await newContext(), await newContext()];
  for (const context of [ours, again]) await visitFirst(context, site);
  const peer = `${site.url}peer-register.html?extension=1002`;
  const measures = createMeasures("open", pbx.name, browser.version());

  async function measure(path: string, of: string, opening: Promise<Opening>): Promise<void> {
    const { socket, register, registered, painted } = await opening;
    measures.add(path, of, 0, registered);
    measures.add(`${path}-to-socket`, of, 0, socket);
    measures.add(`${path}-to-register`, of, 0, register);
    if (of === "Hamsa") measures.add(`${path}-to-paint`, of, 0, painted);
  }

  for (let round = -warmUp; round < rounds; round += 1) {
    measures.isWarmUp = round < 0;
    await forgetFiles(ours, site);
    await measure("open-empty", "Hamsa", open(ours, site.url));
    await forgetFiles(theirs, site);
    await measure("open-empty", "SIP.js", open(theirs, peer));
    await measure("open-again", "Hamsa", open(again, site.url));
    await measure("open-again", "SIP.js", open(theirs, peer));
  }
  for (const context of [ours, again, theirs]) await context.close();
  measures.end();
});
