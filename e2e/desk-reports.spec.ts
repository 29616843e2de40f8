import { readFile } from "node:fs/promises";

import type { Locator, Page } from "@playwright/test";

import { createCalendar } from "../src/phone/reports/days";
import { callRow, hourMs, minuteMs, shiftRow } from "../src/testing/report-rows";
import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test } from "./support/fixtures";
import { seedRows } from "./support/seed-rows";
import { startSite } from "./support/site";

const timeZone = "Asia/Riyadh";
const calendar = createCalendar(timeZone);

/** A day that is over, and the days before and after it: ten days ago, where the clocks never change. */
function aDay() {
  const day = calendar.dayOf(Date.now() - 10 * 24 * hourMs);
  const { from } = calendar.days(day, day);
  const clock = (hours: number, minutes = 0): number => from + hours * hourMs + minutes * minuteMs;
  const text = [day.year, day.month, day.day]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  return { clock, text };
}

const outcomes = [
  { id: "sale", label: { en: "Sale" }, resolved: true, conversion: true },
  { id: "open", label: { en: "Open" }, resolved: false },
];
const reportsConfig = {
  outcomes,
  reports: { timeZone, resolvedDays: 7, targets: { aht: 150, occupancy: 85, fcr: 60 } },
};

/**
 * Up 100 + 200 + 60 = 360 s, of which held 40: talk 320 s. Wrap-up 20 s. AHT (320 + 40 + 20) / 3 = 126.67 s = 2:06.
 * Signed on 8:00 to 12:00, ready all the time. Busy 100 + 20 + 200 + 60 = 380 s of 14,400 s = 2.6 %.
 */
function seededDay() {
  const { clock } = aDay();
  const queue = { queue: "support", queueLabel: "Support", waitedSeconds: 10 };
  const maria = { number: "+358401234567", formatted: "+358 40 1234567", name: "Maria" };
  const omar = { number: "+358409876543", formatted: "+358 40 9876543", name: "Omar" };
  const calls = [
    callRow({
      at: clock(9),
      ringSeconds: 5,
      upSeconds: 100,
      heldSeconds: 40,
      wrapUpSeconds: 20,
      row: { ...maria, ...queue },
      work: { outcome: "sale", survey: { csat: 5, nps: null } },
    }),
    callRow({
      at: clock(10),
      ringSeconds: 15,
      upSeconds: 200,
      row: omar,
      work: { outcome: "open" },
    }),
    callRow({ at: clock(11), upSeconds: 60, row: { ...maria, direction: "out" } }),
    callRow({ at: clock(11, 30), row: { ...maria, number: "", formatted: null, name: null } }),
    // Maria again, two days later: not resolved at first contact.
    callRow({ at: clock(9 + 48), upSeconds: 5, row: maria }),
    // The day before, for comparison: 60 s.
    callRow({ at: clock(9 - 24), upSeconds: 60, row: omar }),
  ];
  return { calls, shifts: [shiftRow("ready", clock(8), clock(12))] };
}

async function opensReports(agent: Agent): Promise<void> {
  await agent.page.locator('a[href="#/reports"]').first().click();
  await agent.page.getByRole("heading", { level: 1 }).waitFor();
}

async function choosesTheDay(page: Page): Promise<void> {
  const { text } = aDay();
  await page.getByLabel("Time", { exact: true }).selectOption("days");
  await page.getByLabel("From").fill(text);
  await page.getByLabel("To", { exact: true }).fill(text);
}

const tile = (page: Page, group: string, name: string): Locator =>
  page.getByRole("region", { name: group }).getByRole("button", { name: new RegExp(`^${name}`) });

test("the desk's figures are those that one works out by hand, each with its target and its formula", async ({
  agent,
  pbx,
}) => {
  const site = await startSite(pbx);
  site.config = { ...(site.config as object), ...reportsConfig };
  const aino = await agent("1001", { site });
  const { page } = aino;
  await seedRows(page, "1001", seededDay());
  await opensReports(aino);
  await choosesTheDay(page);

  await expect(tile(page, "Incoming calls", "Offered")).toContainText("3");
  await expect(tile(page, "Incoming calls", "Answered [0-9]")).toContainText("2");
  await expect(tile(page, "Incoming calls", "Missed")).toContainText("1");
  // (10 + 5 + 15) / 2 = 15 s
  await expect(tile(page, "Incoming calls", "Average speed of answer")).toContainText("0:15");
  await expect(tile(page, "Outgoing calls", "Answer-seizure ratio")).toContainText("100%");
  const aht = tile(page, "Time per call", "Average handling time");
  await expect(aht).toContainText("2:06");
  await expect(aht).toContainText("Target 2:30 · reached");
  await expect(aht).toContainText("Before: 1:00");
  await expect(tile(page, "Your time", "Occupancy")).toContainText("2.6%");
  await expect(tile(page, "Your time", "Calls per hour")).toContainText("0.8");
  // Maria called again, Omar did not.
  const fcr = tile(page, "Results", "First contact resolution");
  await expect(fcr).toContainText("50%");
  await expect(fcr).toContainText("Target 60% · not reached");
  await expect(tile(page, "Results", "Conversion")).toContainText("50%");
  await expect(tile(page, "Results", "Satisfied")).toContainText("100%");
  // Nobody was asked that: it is not known, and no zero is made up.
  await expect(tile(page, "Results", "Recommendation")).toContainText(
    "Not known: no customer answered",
  );

  await fcr.click();
  const detail = page.getByRole("region", { name: "First contact resolution" });
  await expect(detail).toContainText("did not call you again within 7 days");
  await expect(detail).toContainText("Numerator1");
  await expect(detail).toContainText("Denominator2");
  const rows = detail.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("Omar");
  await expect(rows.nth(1)).toContainText("1 / 1");
  await expect(rows.nth(2)).toContainText("Maria");
  await expect(rows.nth(2)).toContainText("0 / 1");
  await expect(page.getByText(`time zone ${timeZone}`)).toBeVisible();
  await expect(page.getByText("Calls are kept in this browser since")).toBeVisible();

  // Of one queue: what is not that queue's is gone, and an agent's time is not one queue's.
  await page.getByLabel("Calls", { exact: true }).selectOption({ label: "Support" });
  await expect(tile(page, "Incoming calls", "Offered")).toContainText("1");
  await expect(tile(page, "Your time", "Occupancy")).toContainText("Not known");
  await site.close();
});

test("the desk's chart is the same as its table, which is read aloud and can be saved", async ({
  agent,
  pbx,
}) => {
  const site = await startSite(pbx);
  site.config = { ...(site.config as object), ...reportsConfig };
  const aino = await agent("1001", { site });
  const { page } = aino;
  await seedRows(page, "1001", seededDay());
  await opensReports(aino);
  await choosesTheDay(page);
  const table = page.getByRole("table", { name: "Figures by part" });
  // There for a screen reader while the eye has the charts.
  await expect(page.locator("canvas")).toHaveCount(2);
  await expect(table.getByRole("row")).toHaveCount(25);
  await page.getByRole("button", { name: "Show as a table" }).click();
  await expect(page.locator("canvas")).toHaveCount(0);
  const cells = async (row: Locator) => row.getByRole("cell").allTextContents();
  const line = (hour: string) => table.getByRole("row").filter({ hasText: hour });
  // Offered, answered, missed, made, talk, hold, wrap-up, AHT, occupancy (120 of 3,600 s).
  expect(await cells(line("09:00"))).toEqual([
    "1",
    "1",
    "0",
    "0",
    "1:00",
    "0:40",
    "0:20",
    "2:00",
    "3.3%",
  ]);
  expect(await cells(line("11:00"))).toEqual([
    "1",
    "0",
    "1",
    "1",
    "1:00",
    "0:00",
    "0:00",
    "1:00",
    "1.7%",
  ]);
  // Nobody was signed on at seven.
  expect(await cells(line("07:00"))).toEqual([
    "0",
    "0",
    "0",
    "0",
    "0:00",
    "0:00",
    "0:00",
    "—",
    "—",
  ]);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  const text = await readFile((await (await saving).path()) ?? "", "utf8");
  const { clock } = aDay();
  const lines = text.replace("\ufeff", "").split("\r\n");
  expect(lines).toHaveLength(26);
  expect(lines[0]).toMatch(/^From,To,Offered,Answered,Missed,Made,Talk,Hold,Wrap-up,/);
  expect(lines[10]).toBe(
    `${new Date(clock(9)).toISOString()},${new Date(clock(10)).toISOString()},1,1,0,0,60,40,20,120,3.3`,
  );
  await page.getByLabel("In parts of").selectOption("halfHour");
  await expect(table.getByRole("row")).toHaveCount(49);
  await site.close();
});

test("a figure of the desk leads to its calls in the history, and so does each part of the table", async ({
  agent,
  pbx,
}) => {
  const site = await startSite(pbx);
  site.config = { ...(site.config as object), ...reportsConfig };
  const aino = await agent("1001", { site });
  const { page } = aino;
  await seedRows(page, "1001", seededDay());
  await opensReports(aino);
  await choosesTheDay(page);
  await tile(page, "Incoming calls", "Answered [0-9]").click();
  await page.getByRole("link", { name: "Open the history" }).click();
  const calls = page.getByRole("main").locator("li");
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeVisible();
  await expect(page.getByLabel("Direction")).toHaveValue("in");
  await expect(page.getByLabel("Result")).toHaveValue("answered");
  await expect(page.getByLabel("Time", { exact: true })).toHaveValue("booked");
  // Of that day, and not the call of the day before nor the one two days later.
  await expect(calls).toHaveCount(2);
  await expect(page).toHaveURL(/#\/history$/);
  // What is chosen from then on stays, also over a reload.
  await page.getByLabel("Result").selectOption("missed");
  await expect(calls).toHaveCount(1);
  await page.reload();
  await expect(calls).toHaveCount(1);

  await opensReports(aino);
  await choosesTheDay(page);
  await page.getByLabel("Calls", { exact: true }).selectOption({ label: "Support" });
  await page.getByRole("button", { name: "Show as a table" }).click();
  const nine = page.getByRole("table", { name: "Figures by part" }).getByRole("row");
  await nine.filter({ hasText: "09:00" }).getByRole("link").first().click();
  await expect(calls).toHaveCount(1);
  await expect(calls).toContainText("Maria");
  await expect(page.getByLabel("Queue")).toHaveValue("support");
  await site.close();
});

test("the desk's strip follows each call, and leads to the figures by keyboard alone", async ({
  agent,
  pbx,
}) => {
  const site = await startSite(pbx);
  site.config = { ...(site.config as object), reports: { targets: { aht: 600 } } };
  const aino = await agent("1001", { site });
  const { page } = aino;
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hangsUp("Echo");
  const strip = page.getByRole("region", { name: "Your day" });
  await expect(strip).toContainText("Answered there1");
  await expect(strip).toContainText("Target 10:00 · reached");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hangsUp("Echo");
  await expect(strip).toContainText("Answered there2");

  const link = strip.getByRole("link", { name: "All figures" });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Reports" })).toBeVisible();
  const made = tile(page, "Outgoing calls", "Made");
  await expect(made).toContainText("2");
  await made.focus();
  await page.keyboard.press("Enter");
  await expect(made).toHaveAttribute("aria-expanded", "true");
  const detail = page.getByRole("region", { name: "Made" });
  await expect(detail).toContainText("Every call that you made and that is over.");
  // From the figure straight into its explanation.
  await page.keyboard.press("Tab");
  await expect(detail.getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(detail).toBeHidden();
  await site.close();
});

test("the desk's figures are counted of calls that are sealed on the disk", async ({
  agent,
  pbx,
}) => {
  const site = await startSite(pbx);
  site.config = { ...(site.config as object), privacy: { encrypt: true } };
  const aino = await agent("1001", { site });
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hangsUp("Echo");
  await expect(aino.page.getByRole("region", { name: "Your day" })).toContainText(
    "Answered there1",
  );
  await opensReports(aino);
  await expect(tile(aino.page, "Outgoing calls", "Made")).toContainText("1");
  await expect(aino.page.getByText("Calls are kept in this browser since")).toBeVisible();
  await site.close();
});

for (const language of ["en", "ar", "fi"] as const) {
  test(`axe finds nothing in the desk's figures in ${language}`, async ({ agent, pbx }) => {
    const site = await startSite(pbx);
    site.config = { ...(site.config as object), ...reportsConfig };
    const aino = await agent("1001", { site });
    const { page } = aino;
    await seedRows(page, "1001", seededDay());
    await page.evaluate(
      (chosen) => {
        const stored = JSON.parse(localStorage.getItem("hamsa.settings") ?? "{}") as object;
        localStorage.setItem("hamsa.settings", JSON.stringify({ ...stored, ...chosen }));
      },
      { language, digits: "arab" },
    );
    await page.reload();
    await opensReports(aino);
    await page.getByRole("combobox").first().selectOption("days");
    for (const box of await page.locator("input[type=date]").all()) await box.fill(aDay().text);
    await expect(page.locator("canvas")).toHaveCount(2);
    const first = page.getByRole("main").getByRole("list").getByRole("button").first();
    await first.click();
    await expect(first).toHaveAttribute("aria-expanded", "true");
    expect(await faultsByAxe(page), "charts").toEqual([]);
    await page.getByRole("main").locator("section").first().getByRole("button").first().click();
    await expect(page.locator("canvas")).toHaveCount(0);
    expect(await faultsByAxe(page), "table").toEqual([]);
    await site.close();
  });
}
