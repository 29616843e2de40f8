import { readFileSync } from "node:fs";

import { noWork } from "../src/phone/history/history-row";
import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test } from "./support/fixtures";
import { pastCall, readDisk, writeRows } from "./support/history";

const dayMs = 86_400_000;
const outcomes = [
  { id: "sold", label: { en: "Sold", fi: "Myyty", ar: "تم البيع" } },
  { id: "sold_more", label: { en: "Upgrade", fi: "Laajennus", ar: "ترقية" }, parent: "sold" },
  { id: "no", label: { en: "Not interested", fi: "Ei kiinnosta", ar: "غير مهتم" } },
];
const queues = [
  { number: "500", name: { en: "Support", fi: "Tuki", ar: "الدعم" }, id: "support" },
  { number: "501", name: { en: "Sales", fi: "Myynti", ar: "المبيعات" }, id: "sales" },
];

const rowsOf = (aino: Agent) => aino.page.getByRole("main").getByRole("listitem");

/** The page has made what rows are written to. */
async function hasDatabase(aino: Agent): Promise<void> {
  await aino.goesTo("History");
  await expect(aino.page.getByText("No calls yet")).toBeVisible();
}

/** Six calls that differ in everything a list can be narrowed by. */
function pastCalls() {
  const now = Date.now();
  const lastEvening = new Date(now);
  lastEvening.setHours(-3, 0, 0, 0);
  const answered = { answeredAt: now - 3 * dayMs + 5_000, endedAt: now - 3 * dayMs + 95_000 };
  return [
    pastCall("missed", { startedAt: now, endedAt: now, queue: "support", queueLabel: "Support" }),
    pastCall("sold", {
      ...answered,
      startedAt: now - 3 * dayMs,
      endReason: "hungUp",
      queue: "sales",
      queueLabel: "Sales",
      waitedSeconds: 42,
      menuChoice: "Orders",
      heldMs: 12_000,
      callUuid: "1763800000.12",
      work: {
        ...noWork,
        note: "wants the bluebell edition\n=1+1",
        outcome: "sold_more",
        wrapUpMs: 20_000,
        survey: { csat: 4, nps: null },
      },
      quality: {
        mosMean: 4.2,
        mosLeast: 3.1,
        lossPercent: 0.5,
        roundTripMs: 38,
        jitterMs: 4,
        route: "host",
        findings: [],
        restarts: 0,
      },
    }),
    // Of yesterday at every hour; one of two hours ago is of today only from two o'clock on.
    pastCall("declined", { startedAt: lastEvening.getTime(), endReason: "declined" }),
    pastCall("unheard", {
      startedAt: now - 20 * dayMs,
      endReason: "missedUnheard",
      number: "0501112222",
      formatted: null,
      name: "Omar Haddad",
    }),
    pastCall("out", {
      startedAt: now - 40 * dayMs,
      direction: "out",
      endReason: "busy",
      number: "0501112222",
      formatted: null,
      name: "Omar Haddad",
    }),
    pastCall("formula", {
      startedAt: now - 41 * dayMs,
      name: "=HYPERLINK(1)",
      number: "1099",
      formatted: null,
      endReason: "answeredElsewhere",
    }),
  ];
}

test("desk: a call is found again by everything it is known by, and opens to all of it", async ({
  agent,
  site,
}) => {
  site.config = { ...(site.config as object), outcomes, queues };
  const aino = await agent("1001");
  const { page } = aino;
  await hasDatabase(aino);
  await writeRows(page, "1001", "calls", pastCalls());
  await page.reload();
  await aino.isConnected();
  await aino.goesTo("History");
  const rows = rowsOf(aino);
  await expect(rows).toHaveCount(6);
  const narrows = async (label: string, option: string, count: number): Promise<void> => {
    await page.getByLabel(label, { exact: true }).selectOption(option);
    await expect(rows, `${label}: ${option}`).toHaveCount(count);
    await aino.presses("Clear filters");
    await expect(rows).toHaveCount(6);
  };
  await narrows("Time", "Today", 1);
  await narrows("Time", "Last 7 days", 3);
  await narrows("Direction", "Outgoing", 1);
  await narrows("Result", "Rang unheard", 1);
  await narrows("Result", "Answered elsewhere", 1);
  await narrows("Queue", "Sales", 1);
  // An outcome and its kinds.
  await narrows("Outcome", "Sold", 1);
  await narrows("Outcome", "Not interested", 0);
  await page.getByLabel("Search history").fill("blueb");
  await expect(rows).toHaveCount(1);
  await rows.getByRole("button", { name: "Details: Maria Virtanen" }).click();
  for (const text of [
    "wants the bluebell edition",
    "Sold › Upgrade",
    "Orders",
    "0:42",
    "0:20",
    "4 of 5",
    "Sound: good (4.2)",
    "38 ms",
    "1763800000.12",
  ]) {
    await expect(rows.getByText(text).last()).toBeVisible();
  }
  expect(await faultsByAxe(page)).toEqual([]);
  // Coming back finds the list as it was left.
  await aino.goesTo("Contacts");
  await aino.goesTo("History");
  await expect(rows).toHaveCount(1);
  await rows.getByRole("button", { name: "Details: Maria Virtanen" }).click();
  await rows.getByRole("button", { name: "All calls with this number" }).click();
  await expect(rows).toHaveCount(3);
  await aino.presses("Remove the filter +358 40 1234567");
  await expect(rows).toHaveCount(6);
  await page.getByText("Group by number").click();
  await expect(rows).toHaveCount(3);
  await page.getByRole("button", { name: "Calls with Omar Haddad" }).click();
  await expect(page.getByText("2 calls")).toBeVisible();
  await expect(rows).toHaveCount(5);
});

test("desk: what the list is narrowed to is saved as CSV that no spreadsheet calculates", async ({
  agent,
  site,
}) => {
  site.config = { ...(site.config as object), outcomes, queues };
  const aino = await agent("1001");
  const { page } = aino;
  const many = Array.from({ length: 1_200 }, (_, index) =>
    pastCall(`many-${index}`, { startedAt: Date.now() - dayMs - index, queue: "many" }),
  );
  await hasDatabase(aino);
  await writeRows(page, "1001", "calls", [...pastCalls(), ...many]);
  await page.reload();
  await aino.isConnected();
  await aino.goesTo("History");
  const save = async (): Promise<string[]> => {
    const download = page.waitForEvent("download");
    await aino.presses("Save as CSV");
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^hamsa-history-.*\.csv$/);
    return readFileSync(await file.path(), "utf8").split("\r\n");
  };
  expect(await save()).toHaveLength(1_206 + 2);
  await expect(page.getByText(/^1.?206 calls saved\.$/)).toBeVisible();
  await page.getByLabel("Result").selectOption("Answered elsewhere");
  await expect(rowsOf(aino)).toHaveCount(1);
  const [head = "", line = ""] = await save();
  expect(head).toContain("startedAt,answeredAt");
  expect(line).toContain("'=HYPERLINK(1)");
  expect(line).toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d/);
});

test("desk: what is older than policy lets it be is gone after the sign-in", async ({
  agent,
  site,
}) => {
  const aino = await agent("1001");
  const { page } = aino;
  await hasDatabase(aino);
  await writeRows(page, "1001", "calls", pastCalls());
  site.config = { ...(site.config as object), privacy: { historyDays: 30 } };
  await page.reload();
  await aino.isConnected();
  await aino.goesTo("History");
  await expect(rowsOf(aino)).toHaveCount(4);
  await expect.poll(async () => (await readDisk(page, "1001"))["calls"]).toHaveLength(4);
  await aino.goesTo("Settings");
  await expect(page.getByText("Calls are deleted after 30 days.")).toBeVisible();
});

test("desk: signing out takes what policy says from a computer that is not to remember", async ({
  agent,
  site,
}) => {
  site.config = { ...(site.config as object), privacy: { signOutRemoves: ["history"] } };
  const aino = await agent("1001");
  const { page } = aino;
  const isKept = async (remember: boolean): Promise<void> => {
    await hasDatabase(aino);
    await writeRows(page, "1001", "calls", pastCalls());
    await page.reload();
    await aino.isConnected();
    await aino.goesTo("History");
    await expect(rowsOf(aino)).toHaveCount(6);
    await aino.presses("Sign out");
    await aino.signsIn({ remember });
    await aino.isConnected();
    await aino.goesTo("History");
  };
  await isKept(true);
  await expect(page.getByText("No calls yet")).toBeVisible();
  await isKept(false);
  await expect(rowsOf(aino)).toHaveCount(6);
  await aino.goesTo("Settings");
  await expect(page.getByText("deletes history")).toBeVisible();
});

test("desk: what is encrypted at rest is there after a reload, after a second sign-in and in another tab", async ({
  agent,
  site,
  pbx,
}) => {
  const aino = await agent("1001");
  const { page } = aino;
  await hasDatabase(aino);
  await writeRows(page, "1001", "calls", pastCalls());
  site.config = { ...(site.config as object), outcomes, privacy: { encrypt: true } };
  await page.reload();
  await aino.isConnected();
  const customer = await pbx.customerCalls({
    to: "1001",
    name: "Wilhelmiina",
    number: "+358409999999",
    voice: { silent: true },
  });
  await aino.answers("Wilhelmiina");
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await aino.goesTo("History");
  await expect(rowsOf(aino)).toHaveCount(7);
  const unreadable = async (): Promise<void> => {
    const { live: _live, ...disk } = await readDisk(page, "1001");
    expect(disk["sealed"]?.length).toBeGreaterThan(0);
    const text = Object.values(disk).flat().join("\n");
    for (const word of ["Wilhelmiina", "wilhelmiina", "Maria", "maria", "bluebell", "409999999"]) {
      expect(text.includes(word), word).toBe(false);
    }
  };
  await expect.poll(async () => (await readDisk(page, "1001"))["calls"]).toEqual([]);
  await unreadable();
  await page.reload();
  await expect(rowsOf(aino)).toHaveCount(7);
  const tab = await aino.opensTab();
  await tab.goesTo("History");
  await expect(rowsOf(tab)).toHaveCount(7);
  await tab.page.getByLabel("Search history").fill("bluebell");
  await expect(rowsOf(tab)).toHaveCount(1);
  await tab.page.close();
  await aino.presses("Sign out");
  await aino.signsIn();
  await aino.isConnected();
  await aino.goesTo("History");
  await expect(rowsOf(aino)).toHaveCount(7);
  await unreadable();
  await aino.goesTo("Settings");
  await expect(page.getByText("encrypted with your password")).toBeVisible();
});

test("desk: with another password than before what is encrypted is asked for, or given up", async ({
  agent,
  site,
  pbx,
}) => {
  site.config = { ...(site.config as object), privacy: { encrypt: true } };
  const aino = await agent("1001");
  const { page } = aino;
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hangsUp("Echo");
  await aino.goesTo("History");
  await expect(rowsOf(aino)).toHaveCount(1);
  await aino.presses("Sign out");
  await page.getByLabel("Password").waitFor();
  // As if it had been sealed with another password.
  const [key = "{}"] = (await readDisk(page, "1001"))["keys"] ?? [];
  const { iterations } = JSON.parse(key) as { iterations: number };
  await page.evaluate(async (rounds) => {
    const all = await indexedDB.databases();
    const name = all.find((found) => found.name?.startsWith("hamsa 1001@"))?.name;
    const request = indexedDB.open(name ?? "");
    await new Promise((resolve) => (request.onsuccess = resolve));
    const store = request.result.transaction("keys", "readwrite").objectStore("keys");
    const reading = store.get("data");
    await new Promise((resolve) => (reading.onsuccess = resolve));
    store.put({ ...(reading.result as object), salt: new Uint8Array(16), iterations: rounds });
    await new Promise((resolve) => (store.transaction.oncomplete = resolve));
    request.result.close();
  }, iterations);
  await aino.signsIn();
  await aino.isConnected();
  await expect(page.getByText("Your password has changed since last time")).toBeVisible();
  expect(await faultsByAxe(page)).toEqual([]);
  const { id } = await pbx.customerCalls({
    to: "1001",
    name: "Maria",
    number: "+358401234567",
    voice: { silent: true },
  });
  await aino.rings("Maria");
  await pbx.customerDoes(id, { type: "hangUp" });
  await expect(aino.call("Maria").getByText("Missed call")).toBeVisible();
  await page.getByLabel("Password of before").fill("pw1001");
  await aino.presses("Open");
  await expect(page.getByText("This is not the password of before")).toBeVisible();
  await aino.presses("Begin anew");
  await aino.presses("Begin anew", page.getByRole("alertdialog"));
  await expect(page.getByText("Your password has changed since last time")).toBeHidden();
  await aino.goesTo("History");
  await expect(rowsOf(aino)).toHaveCount(1);
  await page.reload();
  await expect(rowsOf(aino).filter({ hasText: "Maria" })).toHaveCount(1);
});
