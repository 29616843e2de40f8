import type { Agent } from "../e2e/support/agent";
import { cutPath, keepConnections } from "../e2e/support/cut-path";
import { expect, test, tones } from "../e2e/support/fixtures";
import { isEmbedded, type PhoneSystem } from "../e2e/support/phone-system";
import type { Site } from "../e2e/support/site";
import { fitGrowth } from "./growth";
import { countLeftovers, type Leftovers, readLeftovers, readPageSize } from "./leftovers";
import { createDice, pick, readOrders } from "./orders";

const patience = { timeout: 60_000 };
const callsPerSample = 2;
/** A young page compiles what it runs: fewer calls in a short run, and its figure is then the higher. */
const warmUp = { long: 50, short: 10, longFrom: 100 };

interface Scene {
  readonly dice: () => number;
  readonly pbx: PhoneSystem;
  readonly site: Site;
  agent: Agent;
  /** Who calls: another name each time, since ended calls stay on the stage for a moment. */
  caller: string;
  calls: number;
  /** Ends what is still broken when the call is over. */
  mend: () => Promise<unknown>;
}

const nothingToMend = async (): Promise<void> => undefined;

/** What may happen in a call. None of these ends it: whoever loses one has lost it. */
const faults: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  nothing: async () => undefined,
  cut: async ({ site }) => site.cut(),
  "cut, and refused three times": async ({ site }) => site.cut(3),
  reload: async ({ agent }) => void (await agent.page.reload()),
  "reload during a cut": async ({ agent, site }) => {
    site.cut(2);
    await agent.page.reload();
  },
  "the tab is closed, another one is open": async (scene) => {
    const next = await scene.agent.opensTab();
    await next.talksWith(scene.caller);
    await scene.agent.page.close();
    scene.agent = next;
  },
  "hold and resume": async ({ agent, caller }) => {
    await agent.presses("Hold", agent.call(caller));
    await agent.presses("Resume", agent.call(caller));
  },
  "hold, cut, resume": async ({ agent, caller, site }) => {
    const call = agent.call(caller);
    await agent.presses("Hold", call);
    await expect(call.getByText("On hold for")).toBeVisible();
    site.cut();
    await agent.presses("Resume", call);
    // Without a connection nothing can be asked: the call says so, and is asked again.
    const refused = call.getByText("The call could not be resumed");
    await expect(refused.or(call.getByRole("button", { name: "Hold", exact: true }))).toBeVisible();
    await agent.isConnected();
    if (await refused.isVisible()) await agent.presses("Resume", call);
  },
  // The one that was in use stays dead: only another path helps.
  "another network": async (scene) => {
    const { agent, caller, pbx } = scene;
    await expect(agent.call(caller).getByRole("button", { name: /^Sound: / })).toBeVisible();
    scene.mend = await cutPath(pbx, agent, "old");
    await agent.hearsNot(tones.third);
  },
  "mute and unmute over a reload": async ({ agent, caller }) => {
    await agent.presses("Mute", agent.call(caller));
    await agent.page.reload();
    await agent.unmutes(caller);
  },
};

const settledMs = 5_000;

async function atRest(pbx: PhoneSystem): Promise<void> {
  await expect
    .poll(async () => (await pbx.snapshot()).legs.length, { message: "legs left", ...patience })
    .toBe(0);
}

/** A customer calls, something happens, both hear each other again, somebody hangs up, and nothing is left. */
async function takeCall(scene: Scene, pbx: PhoneSystem, fault: string): Promise<void> {
  scene.calls += 1;
  scene.caller = `Caller ${scene.calls}.`;
  const customer = await pbx.customerCalls({
    to: "1001",
    name: scene.caller,
    number: "+358401234567",
    voice: { toneHz: tones.third },
  });
  const hearsUs = async (): Promise<boolean> =>
    (await pbx.levelHeard(customer.id, tones.first)) > -45;
  await scene.agent.answers(scene.caller);
  await expect.poll(hearsUs, { message: "the customer hears the agent", ...patience }).toBe(true);
  await faults[fault]?.(scene);
  await scene.agent.isConnected();
  await scene.agent.isUp(scene.caller);
  await expect
    .poll(hearsUs, { message: `the customer hears the agent after "${fault}"`, ...patience })
    .toBe(true);
  await expect
    .poll(() => scene.agent.ear.level(tones.third), {
      message: `the agent hears the customer after "${fault}"`,
      ...patience,
    })
    .toBeGreaterThan(-45);
  if (scene.dice() < 0.5) await pbx.customerDoes(customer.id, { type: "hangUp" });
  else await scene.agent.hangsUp(scene.caller);
  // Whoever hangs up during a cut is not heard: the call ends when it is refreshed, and says that instead.
  await expect(scene.agent.call(scene.caller).getByRole("button", { name: "Hang up" })).toHaveCount(
    0,
    patience,
  );
  await scene.mend();
  scene.mend = nothingToMend;
  await atRest(pbx);
}

test.use({ keepsFiles: true });

test("calls, and faults that must not end them", async ({ opens, agents, pbx, site }) => {
  const orders = readOrders();
  const endsAt = Date.now() + orders.minutes * 60_000;
  test.setTimeout((orders.minutes + 3) * 60_000);
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  say(
    `soak: ${orders.calls} calls or ${orders.minutes} min on ${pbx.name}, HAMSA_SOAK_SEED=${orders.seed}`,
  );
  const dice = createDice(orders.seed);
  const agent = await opens("1001", {
    async prepare(context) {
      await context.addInitScript(countLeftovers);
      // Asterisk's path is cut by the ports that a page has. What is kept for that is a growth of its own.
      if (!isEmbedded(pbx)) await keepConnections(context);
    },
  });
  await agent.signsIn({ remember: true });
  await agent.isConnected();
  await agent.isKept();
  // What begins with the first connection, a moment after it, is no leftover of the first call.
  await agent.page.waitForTimeout(settledMs);
  const scene: Scene = { dice, pbx, site, agent, caller: "", calls: 0, mend: nothingToMend };
  const counts = new Map<string, number>();
  const heaps: [number, number][] = [];
  let calls = 0;
  /** Of this page: nothing else may be compared. */
  let atFirst: { readonly page: Agent["page"]; readonly loads: number; readonly left: Leftovers };
  const look = async (): Promise<typeof atFirst> => ({
    page: scene.agent.page,
    loads: scene.agent.sockets.length,
    left: await readLeftovers(scene.agent.page),
  });
  atFirst = await look();
  for (; calls < orders.calls && Date.now() < endsAt; calls += 1) {
    const fault = pick(dice, Object.keys(faults));
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
    await test.step(`call ${calls + 1}: ${fault}`, () => takeCall(scene, pbx, fault));
    if (!agents.includes(scene.agent)) agents.push(scene.agent);
    const left = await readLeftovers(scene.agent.page);
    const isSamePage = scene.agent.page === atFirst.page && !/reload|tab/.test(fault);
    if (!isSamePage) {
      // The same of a page that was loaded anew: its call may be over before the page has begun all of it.
      await scene.agent.page.waitForTimeout(settledMs);
      atFirst = await look();
    }
    expect(left.connections, `peer connections left after "${fault}"`).toBe(0);
    expect(left.ready, `connections made ready after "${fault}"`).toBeLessThanOrEqual(2);
    expect(left.tracks, `tracks left after "${fault}"`).toBeLessThanOrEqual(1);
    if (isSamePage) {
      expect(left.intervals, `timers left after "${fault}"`).toBeLessThanOrEqual(
        atFirst.left.intervals,
      );
    }
  }
  // Heap: calls without a fault in one page, since each reload begins a new one, and after what every page learns first.
  const warmUpCalls = orders.calls < warmUp.longFrom ? warmUp.short : warmUp.long;
  const samples = Math.max(5, Math.min(20, Math.floor(orders.calls / 10)));
  for (let each = 0; each < warmUpCalls + samples * callsPerSample; each += 1) {
    if (Date.now() >= endsAt) break;
    await takeCall(scene, pbx, "nothing");
    calls += 1;
    const since = each + 1 - warmUpCalls;
    if (since > 0 && since % callsPerSample === 0) {
      // Calls that have ended stay on the stage for a moment, and are no leak.
      await expect(scene.agent.page.getByText("No calls", { exact: true })).toBeVisible(patience);
      heaps.push([since, (await readPageSize(scene.agent.page)).heapKb]);
    }
  }
  for (const [fault, count] of counts) say(`  ${String(count).padStart(4)}  ${fault}`);
  const growth = fitGrowth(heaps);
  say(
    growth === null
      ? "  heap: too few samples"
      : `  heap: ${growth.slope.toFixed(1)} kB per call (± ${growth.plusMinus.toFixed(1)}, 95 %, ${heaps.length} samples after ${warmUpCalls} calls)`,
  );
  say(`soak: ${calls} calls, none lost`);
});
