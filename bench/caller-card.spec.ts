import type { Page } from "@playwright/test";

import { expect, test } from "../e2e/support/fixtures";
import { maria } from "../e2e/support/maria";
import { describeTimes } from "./describe-times";

const contacts = 100_000;
const calls = 200_000;
const rounds = 20;

/** Rows as the phone writes them; the caller has a contact, some calls and a callback among them. */
async function fill(page: Page): Promise<void> {
  await page.evaluate(
    async ({ contacts, calls, number }) => {
      const databases = await indexedDB.databases();
      const name = databases.find((each) => each.name?.startsWith("hamsa 1001"))?.name ?? "";
      const request = indexedDB.open(name);
      const database = await new Promise<IDBDatabase>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
      async function put(table: string, count: number, row: (index: number) => object) {
        for (let from = 0; from < count; from += 5_000) {
          const transaction = database.transaction(table, "readwrite", { durability: "relaxed" });
          const store = transaction.objectStore(table);
          for (let at = from; at < Math.min(count, from + 5_000); at += 1) store.put(row(at));
          await new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onerror = reject;
          });
        }
      }
      const numberOf = (index: number): string =>
        index === 7 ? number : `+35850${String(1_000_000 + (index % 90_000))}`;
      await put("contacts", contacts, (index) => ({
        id: `contact ${index}`,
        name: index === 7 ? "Maria Virtanen" : `Person ${index}`,
        company: "Company",
        notes: "",
        emails: [],
        tags: [],
        fields: {},
        numbers: [{ kind: "mobile", number: numberOf(index) }],
        updatedAt: 1,
        keys: [numberOf(index)],
        tokens: ["person", `${index}`, numberOf(index)],
      }));
      const now = Date.now();
      await put("calls", calls, (index) => {
        const own = index % 20_000 === 7;
        const other = own ? number : numberOf(index + 10);
        return {
          id: `call ${index}`,
          agent: "1001",
          direction: "in",
          number: other,
          name: null,
          contactId: null,
          formatted: null,
          members: null,
          startedAt: now - (calls - index) * 60_000,
          answeredAt: now - (calls - index) * 60_000 + 5_000,
          endedAt: now - (calls - index) * 60_000 + 90_000,
          heldMs: 0,
          endReason: "hungUpThere",
          sipStatus: null,
          queue: "support",
          queueLabel: "Support",
          waitedSeconds: 5,
          menuChoice: null,
          isInternal: false,
          callUuid: null,
          instance: "gone",
          sync: "local",
          work: { note: "a note", outcome: null, wrapUpMs: 0, survey: null, callbackId: null },
          key: other,
          tokens: [other],
          open: 0,
          missed: 0,
        };
      });
      database.close();
    },
    { contacts, calls, number: maria.number },
  );
}

/** When, from the INVITE on the socket, the ringing card and what is known of the caller stood on the screen. */
async function watchRing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const times = { invite: 0, ring: 0, card: 0 };
    Object.assign(window, { ringTimes: times });
    const NativeSocket = window.WebSocket;
    window.WebSocket = class extends NativeSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        this.addEventListener("message", ({ data }) => {
          if (!String(data).startsWith("INVITE ")) return;
          Object.assign(times, { invite: performance.now(), ring: 0, card: 0 });
        });
      }
    };
    new MutationObserver(() => {
      if (times.invite === 0) return;
      const aside = document.querySelector("aside");
      if (times.ring === 0 && aside?.querySelector(".ring-success")) times.ring = performance.now();
      const isKnown = aside?.querySelector('ul[aria-label="Last calls"] li') ?? null;
      if (times.card === 0 && isKnown !== null) times.card = performance.now();
    }).observe(document, { subtree: true, childList: true });
  });
}

test("the caller's card after the INVITE, beside the ringing card itself", async ({
  opens,
  pbx,
}) => {
  test.setTimeout(600_000);
  const aino = await opens("1001");
  await watchRing(aino.page);
  await aino.page.reload();
  await aino.signsIn({ remember: true });
  await aino.isConnected();
  // Then its tables are there.
  await aino.goesTo("History");
  await expect(aino.page.getByText("No calls yet")).toBeVisible();
  await aino.goesTo("Phone");
  await fill(aino.page);
  await aino.page.reload();
  await aino.isConnected();
  await aino.page.waitForTimeout(3_000);
  const rings: number[] = [];
  const cards: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await pbx.customerCalls(maria);
    const card = aino.page.getByRole("list", { name: "Last calls" });
    await expect(card).toBeVisible();
    const {
      invite,
      ring,
      card: known,
    } = await aino.page.evaluate(
      () =>
        (window as unknown as { ringTimes: Record<"invite" | "ring" | "card", number> }).ringTimes,
    );
    rings.push(ring - invite);
    cards.push(known - invite);
    await aino.presses("Decline");
    await aino.presses("Remove from view");
    await aino.page.waitForTimeout(300);
  }
  const middle = (times: readonly number[]) =>
    times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
  process.stdout.write(
    `${contacts} contacts, ${calls} calls: the ringing card ${describeTimes(rings)} after the INVITE, ` +
      `the caller's card ${describeTimes(cards)}; ${(middle(cards) / middle(rings)).toFixed(1)} times as long\n`,
  );
  // A blink is 100 ms and more.
  expect(middle(cards) - middle(rings)).toBeLessThan(100);
});
