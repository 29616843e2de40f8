import { expect, test } from "../e2e/support/fixtures";
import { maria } from "../e2e/support/maria";
import type { PhoneSystem } from "../e2e/support/phone-system";
import { type PageSize, readPageSize } from "../soak/leftovers";
import { type Contestant, openHamsa } from "./peers/contestants";
import { createMeasures } from "./report/measures";
import { readRounds } from "./report/rounds";

// What is left of calls and of idle time after a forced collection, as a straight line with its 95 % interval.

const echo = "600";
const usual = { idleSeconds: 600, idleSamples: 20, warmUp: 140, calls: 200, callsPerSample: 10 };
const short = { idleSeconds: 20, idleSamples: 5, warmUp: 4, calls: 12, callsPerSample: 2 };
const talkMs = 500;

type Points = Record<keyof PageSize, [number, number][]>;

const kinds = [
  ["heapKb", "heap", "kB"],
  ["nodes", "nodes", "nodes"],
  ["listeners", "listeners", "listeners"],
] as const;

async function look(page: Contestant["page"], at: number, points: Points): Promise<void> {
  const size = await readPageSize(page);
  for (const [kind] of kinds) points[kind].push([at, size[kind]]);
}

async function makesOrTakesCall(agent: Contestant, pbx: PhoneSystem, index: number): Promise<void> {
  if (index % 2 === 0) await agent.calls(echo);
  else {
    await pbx.customerCalls({ ...maria, to: agent.extension });
    await agent.rings();
    await agent.answers();
  }
  await agent.page.waitForTimeout(talkMs);
  await agent.hangsUp();
  const legs = async () => (await pbx.snapshot()).legs.length;
  await expect.poll(legs, { timeout: 30_000, intervals: [100] }).toBe(0);
}

test("what is left of idle time and of calls", async ({ browserOf, pbx, site }) => {
  test.setTimeout(3_600_000);
  const browser = await browserOf("first");
  const agent = await openHamsa(browser, site, "1001");
  const { page } = agent;
  const measures = createMeasures("growth", pbx.name, browser.version());
  const plan = readRounds().isLook ? short : usual;

  // A young page compiles what it runs, and its lists fill up: that is no growth. The browser itself keeps the last
  // 150 presses and 200 long frames it has timed, which takes about 60 calls.
  for (let index = 0; index < plan.warmUp; index += 1) await makesOrTakesCall(agent, pbx, index);

  const atRest = async () =>
    expect(page.getByText("No calls", { exact: true })).toBeVisible({ timeout: 60_000 });
  await atRest();
  const idle: Points = { heapKb: [], nodes: [], listeners: [] };
  const stepMs = (plan.idleSeconds * 1_000) / plan.idleSamples;
  for (let sample = 0; sample < plan.idleSamples; sample += 1) {
    await page.waitForTimeout(stepMs);
    await look(page, ((sample + 1) * stepMs) / 60_000, idle);
  }
  const called: Points = { heapKb: [], nodes: [], listeners: [] };
  for (let index = 0; index < plan.calls; index += 1) {
    await makesOrTakesCall(agent, pbx, index);
    const done = index + 1;
    if (done % plan.callsPerSample !== 0) continue;
    // Calls that have ended stay in view for a moment, and are no growth.
    await atRest();
    await look(page, done, called);
  }
  await agent.close();
  for (const [kind, name, unit] of kinds) {
    measures.addGrowth(`growth-idle-${name}`, `${unit} a minute`, idle[kind]);
    measures.addGrowth(`growth-${name}`, `${unit} a call`, called[kind]);
  }
  measures.end();
});
