import type { Page } from "@playwright/test";

import { expect, test } from "../e2e/support/fixtures";
import { maria } from "../e2e/support/maria";
import { wordsKnown } from "./known-words";
import { fillRows } from "./many-rows";
import { createMeasures } from "./report/measures";
import { readRounds } from "./report/rounds";

// From the INVITE on the socket to the painted ringing card, to the name that the contact has, and to what else is known of the
// caller; with more and more contacts, twice as many calls and the same browser. `HAMSA_SIZES=10000,100000,1000000` takes half an hour.

const sizes = (process.env["HAMSA_SIZES"] ?? "10000,100000").split(",").map(Number);
/** Two hundred a day for four years: who has a million contacts has not called each of them. */
const mostCalls = 200_000;
/** As her contact has it; the network says her first name. */
const name = "Maria Virtanen";

type Moment = "ring" | "name" | "card";
type Times = Record<Moment, number>;

type RingingPage = Window & { ringTimes: Record<Moment | "invite", number> };

/** In a page, before its own scripts: when, from the INVITE on the socket, each was painted. */
function watchRing(name: string): void {
  const times = { invite: 0, ring: 0, name: 0, card: 0 };
  const seen = { ring: false, name: false, card: false };
  Object.assign(window, { ringTimes: times });
  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        if (!String(data).startsWith("INVITE ")) return;
        Object.assign(times, { invite: performance.now(), ring: 0, name: 0, card: 0 });
        Object.assign(seen, { ring: false, name: false, card: false });
      });
    }
  };
  function note(moment: "ring" | "name" | "card", isThere: boolean): void {
    if (seen[moment] || !isThere) return;
    seen[moment] = true;
    requestAnimationFrame(() => {
      // After the frame has been painted, and before whatever waits for its turn.
      const painted = (): void => void (times[moment] = performance.now());
      void scheduler.postTask(painted, { priority: "user-blocking" });
    });
  }
  new MutationObserver(() => {
    if (times.invite === 0 || (seen.card && seen.name)) return;
    const aside = document.querySelector("aside");
    const card = aside?.querySelector(".ring-success") ?? null;
    note("ring", card !== null);
    note("name", card?.textContent.includes(name) === true);
    note("card", (aside?.querySelector('ul[aria-label="Last calls"] li') ?? null) !== null);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

type Watched = RingingPage["ringTimes"];

const read = (page: Page): Promise<Watched> =>
  page.evaluate(() => (window as unknown as RingingPage).ringTimes);

/** Of the ring that comes next. */
async function timesOf(page: Page, rings: () => Promise<unknown>): Promise<Times> {
  await page.evaluate(() =>
    Object.assign((window as unknown as RingingPage).ringTimes, {
      invite: 0,
      ring: 0,
      name: 0,
      card: 0,
    }),
  );
  await rings();
  let times = await read(page);
  await expect
    .poll(async () => {
      times = await read(page);
      return Object.values(times).every((at) => at > 0);
    })
    .toBe(true);
  const { invite, ring, name: named, card } = times;
  return { ring: ring - invite, name: named - invite, card: card - invite };
}

test("the caller's name after the INVITE, with few contacts and with many", async ({
  browserOf,
  opens,
  pbx,
}) => {
  test.setTimeout(7_200_000);
  const browser = await browserOf("first");
  const aino = await opens("1001");
  const { page } = aino;
  await page.addInitScript(watchRing, name);
  await page.reload();
  await aino.signsIn({ remember: true });
  await aino.isConnected();
  await aino.isKept();
  const measures = createMeasures("caller-card", pbx.name, browser.version());
  const { rounds, warmUp } = readRounds();
  for (const contacts of sizes) {
    const known = { name, number: maria.number };
    await fillRows(page, "1001", { contacts, calls: Math.min(contacts * 2, mostCalls), known });
    const wordsAreKnown = wordsKnown(page);
    await page.reload();
    await aino.isConnected();
    await wordsAreKnown;
    const of = `${contacts.toLocaleString("en")} contacts`;
    // The first one loads what the next ones have.
    for (let round = -warmUp; round < rounds; round += 1) {
      measures.isWarmUp = round < 0;
      const { ring, name: named, card } = await timesOf(page, () => pbx.customerCalls(maria));
      measures.add("ring-to-card", of, 0, ring);
      measures.add("ring-to-name", of, 0, named);
      measures.add("ring-to-context", of, 0, card);
      await aino.presses("Decline");
      await aino.presses("Remove from view");
      await page.waitForTimeout(300);
    }
  }
  measures.end();
});
