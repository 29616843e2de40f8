import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";
import { isAsterisk, isEmbedded } from "./support/phone-system";
import { supervises } from "./support/supervisor";

const desk = {
  queues: [
    { number: "500", name: "Support", id: "support", missed: "stay" },
    {
      number: "501",
      name: "Sales",
      id: "sales",
      missed: "pause",
      wrapUp: { mode: "fixed", seconds: 20, extendSeconds: 60, mostExtensions: 1 },
    },
  ],
  breaks: [
    { id: "lunch", label: "Lunch", minutes: 30 },
    { id: "coffee", label: "Coffee", minutes: 1 },
    { id: "meeting", label: "Meeting" },
  ],
};
const caller = { ...maria, to: "501" };

test.beforeEach(({ pbx, site }) => {
  site.config = { ...pbx.config, ...desk };
});

const bar = ({ page }: Agent) => page.getByRole("region", { name: "Your state" });
const wrapUp = ({ page }: Agent) => page.getByRole("region", { name: "Wrap-up" });

async function is(agent: Agent, state: string): Promise<void> {
  await expect(bar(agent).getByRole("status").filter({ hasText: state }).first()).toBeVisible();
}

async function opensMenu(agent: Agent): Promise<void> {
  const button = bar(agent).getByRole("button", { name: "Change state" });
  if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
}

async function takesBreak(agent: Agent, reason: string): Promise<void> {
  await opensMenu(agent);
  await bar(agent).getByRole("button", { name: reason }).click();
}

async function signsOn(agent: Agent, ...queues: readonly string[]): Promise<void> {
  await opensMenu(agent);
  for (const queue of queues) await bar(agent).locator("label").filter({ hasText: queue }).click();
  await is(agent, "Ready");
  await bar(agent).getByRole("button", { name: "Change state" }).click();
}

/** Signed in and off from everything, whatever an earlier story has left behind. */
async function atTheDesk(agent: Agent): Promise<Agent> {
  await expect(bar(agent)).toBeVisible();
  await opensMenu(agent);
  const signOff = bar(agent).getByRole("button", { name: "Sign off from all queues" });
  if (await signOff.isVisible()) await signOff.click();
  else await bar(agent).getByRole("button", { name: "Change state" }).click();
  await is(agent, "Signed off");
  return agent;
}

/** Rings, or goes on ringing with a next caller who had to wait. */
async function takesCall(agent: Agent): Promise<void> {
  await expect(agent.call("Maria").getByRole("button", { name: "Answer" })).toBeVisible();
  await agent.answers("Maria");
}

test("an agent of the desk signs on, takes a break and is ready again, and calls follow", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await atTheDesk(await agent("1001"));
  await opensMenu(aino);
  await expect(bar(aino).getByText("first choice").first()).toBeVisible();
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await signsOn(aino, "Support");
  await takesBreak(aino, "Lunch");
  await is(aino, "Break: Lunch");
  const customer = await pbx.customerCalls({ ...maria, to: "500" });
  await sounds.hearsNot(customer.id, tones.first);
  await expect(aino.call("Maria")).toBeHidden();
  await aino.presses("Start taking calls");
  await is(aino, "Ready");
  const height = async (): Promise<number | undefined> => (await bar(aino).boundingBox())?.height;
  const before = await height();
  await takesCall(aino);
  await sounds.hears(customer.id, tones.first);
  // What is chosen in the call follows it.
  await bar(aino).getByLabel("After this call").selectOption("Break: Meeting");
  expect(await height(), "nothing under the bar moves").toBe(before);
  await is(aino, "Ready");
  await aino.hangsUp("Maria");
  await is(aino, "Break: Meeting");
  await opensMenu(aino);
  await aino.presses("Sign off from all queues", bar(aino));
  await is(aino, "Signed off");
});

test("a call that rings while the desk is still on its way stays where it is when that comes", async ({
  agent,
  pbx,
}) => {
  let comes: () => void = () => undefined;
  const words = new Promise<void>((resolve) => (comes = resolve));
  const aino = await agent("1001", {
    prepare: (context) =>
      context.route("**/later-en-*.js", async (route) => {
        await words;
        await route.continue();
      }),
  });
  await pbx.customerCalls({ ...maria, to: "1001" });
  await aino.rings("Maria");
  const answer = aino.call("Maria").getByRole("button", { name: "Answer" });
  const place = async (): Promise<number | undefined> => (await answer.boundingBox())?.y;
  const before = await place();
  expect(before).toBeDefined();
  await expect(bar(aino)).toBeHidden();
  comes();
  await expect(bar(aino)).toBeVisible();
  expect(await place()).toBe(before);
  await aino.answers("Maria");
  await aino.hangsUp("Maria");
});

test("wrap-up at the desk counts down, is extended by one key and ended by another", async ({
  agent,
  pbx,
}) => {
  const aino = await atTheDesk(await agent("1001"));
  await signsOn(aino, "Sales");
  const customer = await pbx.customerCalls(caller);
  await takesCall(aino);
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await is(aino, "Wrap-up");
  await expect(wrapUp(aino).getByRole("timer")).toHaveText(/^0:(?:[01]\d|20) left$/);
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.page.keyboard.press("Alt+KeyE");
  await expect(wrapUp(aino).getByRole("timer")).toHaveText(/^1:[01]\d left$/);
  await expect(wrapUp(aino).getByRole("button", { name: /^Extend/ })).toBeDisabled();
  // The next one waits.
  await pbx.customerCalls({ ...caller, name: "Liisa" });
  await expect(aino.call("Liisa")).toBeHidden();
  await aino.page.keyboard.press("Alt+KeyD");
  await expect(wrapUp(aino)).toBeHidden();
  await expect(aino.call("Liisa").getByRole("button", { name: "Answer" })).toBeVisible();
  await aino.answers("Liisa");
  await aino.hangsUp("Liisa");
  await is(aino, "Wrap-up");
  await wrapUp(aino).getByLabel("Then").selectOption("Signed off");
  // Nobody ends it.
  await expect(bar(aino).getByRole("status").filter({ hasText: "Signed off" })).toBeVisible({
    timeout: 25_000,
  });
});

test("a reload and a crash in wrap-up: the desk is as it was", async ({ opens, agents, pbx }) => {
  const aino = await opens("1001");
  await aino.signsIn({ remember: true });
  await atTheDesk(aino);
  await signsOn(aino, "Sales");
  await pbx.customerCalls(caller);
  await takesCall(aino);
  await aino.hangsUp("Maria");
  await is(aino, "Wrap-up");
  await aino.presses("Extend Alt+E", wrapUp(aino));
  await wrapUp(aino).getByLabel("Then").selectOption("Break: Coffee");
  const left = /^1:[01]\d left$|^0:5\d left$/;
  await expect(wrapUp(aino).getByRole("timer")).toHaveText(left);
  await expect(wrapUp(aino).getByLabel("Then")).toHaveValue("break coffee");
  await aino.page.reload();
  await expect(wrapUp(aino).getByRole("timer")).toHaveText(left);
  await expect(wrapUp(aino).getByLabel("Then")).toHaveValue("break coffee");
  await aino.isConnected();
  // The page is gone without a word; the next one knows nothing but what was kept.
  const session = await aino.context.newCDPSession(aino.page);
  const crashed = aino.page.waitForEvent("crash");
  void session.send("Page.crash").catch(() => undefined);
  await crashed;
  const next = await aino.opensTab();
  agents.push(next);
  await next.isConnected();
  await is(next, "Wrap-up");
  await expect(wrapUp(next).getByRole("timer")).toHaveText(left);
  await next.presses("Done Alt+D", wrapUp(next));
  await is(next, "Break: Coffee");
  await next.page.reload();
  await is(next, "Break: Coffee");
  await next.isConnected();
  await is(next, "Break: Coffee");
});

test("a supervisor changes the state of a desk, and the agent is told who", async ({
  agent,
  pbx,
}) => {
  const aino = await atTheDesk(await agent("1001"));
  await signsOn(aino, "Support");
  expect(await supervises(pbx, "sup pause 1001 meeting")).toBe("PAUSED");
  await is(aino, "Break: Meeting");
  const paused = aino.page.getByText(/^Layla Mansour paused you at \d\d:\d\d: Meeting$/);
  await expect(paused).toBeVisible();
  await aino.presses("Dismiss");
  await expect(paused).toBeHidden();
  // It can be read later, too.
  await opensMenu(aino);
  await expect(paused).toBeVisible();
  await supervises(pbx, "sup unpause 1001");
  await is(aino, "Ready");
  await expect(
    aino.page.getByRole("status").filter({ hasText: /^Layla Mansour made you ready at/ }),
  ).toBeVisible();
  await supervises(pbx, "sup logout 1001");
  await is(aino, "Signed off");
});

test("a break outlives the phone system, and the desk says so", async ({ agent, pbx }) => {
  const aino = await atTheDesk(await agent("1001"));
  await signsOn(aino, "Support");
  await takesBreak(aino, "Lunch");
  await is(aino, "Break: Lunch");
  await pbx.restart();
  await expect(aino.page.getByRole("status").filter({ hasText: /^Connected$/ })).toBeVisible({
    timeout: 30_000,
  });
  await is(aino, "Break: Lunch");
  if (isEmbedded(pbx)) {
    // It keeps nothing: both were said again.
    await expect(aino.page.getByText(/^You were paused again at .*: Lunch$/)).toBeVisible();
    await expect(aino.page.getByText(/^You were signed on to Support again at/)).toBeVisible();
  }
  await aino.presses("Start taking calls");
  await is(aino, "Ready");
  await pbx.customerCalls({ ...maria, to: "500" });
  await takesCall(aino);
  await aino.hangsUp("Maria");
});

test("a call of a queue that is declined pauses the desk, if the queue wants it", async ({
  agent,
  pbx,
}) => {
  const aino = await atTheDesk(await agent("1001"));
  const omar = await atTheDesk(await agent("1002", { voice: "second" }));
  await signsOn(aino, "Sales");
  await pbx.customerCalls(caller);
  await expect(aino.call("Maria").getByRole("button", { name: "Answer" })).toBeVisible();
  await signsOn(omar, "Sales");
  await aino.presses("Decline", aino.call("Maria"));
  await is(aino, "Break: Missed call");
  await expect(aino.page.getByText(/because a call from Sales was declined$/)).toBeVisible();
  await takesCall(omar);
  await omar.hangsUp("Maria");
  await is(omar, "Wrap-up");
});

test("signing out takes an agent of the desk out of the queues", async ({ agent, pbx }) => {
  const aino = await atTheDesk(await agent("1001"));
  await signsOn(aino, "Support");
  await aino.presses("Sign out");
  await expect(aino.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await aino.signsIn();
  await aino.isConnected();
  await is(aino, "Signed off");
  const { registrations } = await pbx.snapshot();
  expect(registrations.filter(({ user }) => user === "1001")).toHaveLength(1);
});

test("a break that is longer than it was to be is said so at the desk", async ({ agent }) => {
  const aino = await atTheDesk(await agent("1001"));
  await signsOn(aino, "Support");
  await takesBreak(aino, "Coffee");
  await is(aino, "Break: Coffee");
  const warning = bar(aino).getByText(/\d+ minutes? over/);
  await expect(warning).toBeHidden();
  // Two minutes go by while the page is away; one was planned.
  await aino.context.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 120_000;
  });
  await aino.page.reload();
  await aino.isConnected();
  await is(aino, "Break: Coffee");
  await expect(warning).toContainText("2 minutes over");
  await expect(
    bar(aino).getByRole("status").filter({ hasText: "longer than planned" }),
  ).toBeAttached();
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.presses("Start taking calls");
  await is(aino, "Ready");
  await expect(warning).toBeHidden();
});

const asking = { ...maria, to: "1001", autoAnswer: true };

/** The setting as the agent sees it. */
async function setting(agent: Agent, name: string) {
  await agent.goesTo("Settings");
  const box = agent.page.getByRole("checkbox", { name });
  return { box, label: agent.page.locator("label").filter({ hasText: name }) };
}

test("calls answer themselves at every desk where the policy says so, whatever the agent has chosen", async ({
  agent,
  pbx,
  site,
}) => {
  site.config = { ...pbx.config, ...desk, agent: { autoAnswer: "always" } };
  const aino = await agent("1001", { settings: { autoAnswer: false } });
  const { box, label } = await setting(aino, "Answer by itself");
  await expect(box).toBeChecked();
  await expect(box).toBeDisabled();
  await expect(label).toContainText("Decided by your administrator");
  await pbx.customerCalls(asking);
  await expect(aino.page.getByText("It is answered by itself in a moment.")).toBeVisible();
  await expect.poll(() => [...aino.ear.played]).toContain("auto-answer.mp3");
  await aino.talksWith("Maria");
  await aino.hangsUp("Maria");
});

test("no call answers itself at a desk where the policy forbids it", async ({
  agent,
  pbx,
  site,
}) => {
  site.config = { ...pbx.config, ...desk, agent: { autoAnswer: "never" } };
  const aino = await agent("1001", { settings: { autoAnswer: true } });
  const { box } = await setting(aino, "Answer by itself");
  await expect(box).not.toBeChecked();
  await expect(box).toBeDisabled();
  await pbx.customerCalls(asking);
  await aino.rings("Maria");
  // Long after it would have been answered.
  await expect(aino.call("Maria").getByRole("timer")).toHaveText(/^0:0[5-9]$/);
  await expect(aino.page.getByText("It is answered by itself in a moment.")).toBeHidden();
  expect([...aino.ear.played]).not.toContain("auto-answer.mp3");
  await aino.answers("Maria");
  await aino.hangsUp("Maria");
});

async function signsOutAndIn(agent: Agent): Promise<void> {
  await agent.presses("Sign out");
  await agent.signsIn();
  await agent.isConnected();
}

test("who wants it is ready at the desk by signing in, in the queues of last time", async ({
  agent,
  pbx,
}) => {
  const aino = await atTheDesk(await agent("1001"));
  await signsOn(aino, "Support");
  const { label } = await setting(aino, "Ready as soon as I sign in");
  await label.click();
  await aino.goesTo("Phone");
  await signsOutAndIn(aino);
  await is(aino, "Ready");
  await pbx.customerCalls({ ...maria, to: "500" });
  await takesCall(aino);
  await aino.hangsUp("Maria");
});

for (const [policy, readyAtSignIn, state] of [
  ["always", false, "Ready"],
  ["never", true, "Signed off"],
] as const) {
  test(`a policy of "${policy}" decides whether signing in means being ready at the desk`, async ({
    agent,
    pbx,
    site,
  }) => {
    site.config = { ...pbx.config, ...desk, agent: { readyAtSignIn: policy } };
    const aino = await atTheDesk(await agent("1001", { settings: { readyAtSignIn } }));
    await signsOn(aino, "Support");
    const { box } = await setting(aino, "Ready as soon as I sign in");
    await expect(box).toBeDisabled();
    await expect(box).toBeChecked({ checked: policy === "always" });
    await aino.goesTo("Phone");
    await signsOutAndIn(aino);
    await is(aino, state);
  });
}

test("the phone system speaks to the agent of a desk in the language that is chosen, or decided for all", async ({
  agent,
  opens,
  pbx,
  site,
}) => {
  const aino = await atTheDesk(await agent("1001"));
  await aino.goesTo("Settings");
  const box = aino.page.getByLabel("Spoken announcements");
  const before = aino.countSent("MESSAGE");
  await box.selectOption({ label: "Suomi" });
  await expect.poll(() => aino.countSent("MESSAGE")).toBe(before + 1);
  if (isAsterisk(pbx)) {
    const kept = () => pbx.cli("database get agent/1001 language");
    await expect.poll(kept).toContain("Value: fi");
    await box.selectOption({ label: "As the phone system speaks" });
    await expect.poll(kept).not.toContain("Value:");
  }
  site.config = { ...pbx.config, ...desk, agent: { announcements: "ar" } };
  const omar = await opens("1002");
  await omar.signsIn();
  await omar.isConnected();
  await omar.goesTo("Settings");
  await expect(omar.page.getByLabel("Spoken announcements")).toBeDisabled();
  await expect(omar.page.getByLabel("Spoken announcements")).toHaveValue("ar");
  if (isAsterisk(pbx)) {
    await expect.poll(() => pbx.cli("database get agent/1002 language")).toContain("Value: ar");
    await pbx.cli("database del agent/1002 language");
  }
});
