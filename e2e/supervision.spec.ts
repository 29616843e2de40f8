import type { Locator } from "@playwright/test";

import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, startPhoneSystem, test as base, tones } from "./support/fixtures";
import {
  barOf,
  countHeard,
  expectHeardOnlyAsSaid,
  recordBar,
  recordFrames,
} from "./support/frames";
import { maria } from "./support/maria";

// Omar is the customer (second tone), Aino the agent (first), Layla the supervisor (third). All are browsers.

interface Scene {
  readonly omar: Agent;
  readonly aino: Agent;
  readonly layla: Agent;
  /** Aino's row on Layla's board. */
  readonly row: Locator;
  readonly bar: Locator;
}

/** On a supervisor's board. */
const rowOf = ({ page }: Agent, name: string): Locator =>
  page.getByRole("listitem", { name, exact: true });

const heard = {
  nobody: "Heard by nobody",
  agent: "Heard by the agent",
  all: "Heard by the agent and the customer",
} as const;

const byAgent = ["the agent", "the agent and the customer"];
const byCustomer = ["the agent and the customer"];

const test = base.extend<{ readonly scene: Scene }>({
  pbx: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, provide) => {
      const pbx = await startPhoneSystem({
        rights: {
          "1004": { role: "supervisor", over: ["1001", "1002"] },
          "1005": { role: "supervisor", over: "all" },
        },
        change: (site) => ({
          ...site,
          users: site.users.map((user) =>
            user.extension === "1004"
              ? { ...user, role: "supervisor", listensTo: ["1001", "1002"] }
              : user,
          ),
        }),
      });
      await provide(pbx);
      await pbx.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  scene: async ({ agent }, provide) => {
    const prepare = recordFrames(tones.third);
    const aino = await agent("1001", { voice: "first", prepare });
    const omar = await agent("1002", { voice: "second", prepare });
    const layla = await agent("1005", { voice: "third", prepare: recordBar });
    await layla.goesTo("Team");
    await omar.dials("1001");
    await aino.answers("Omar Haddad");
    await aino.hears(tones.second);
    await omar.hears(tones.first);
    const row = rowOf(layla, "1001 Aino Virtanen");
    const bar = layla.page.getByRole("region", { name: "Supervision" });
    await provide({ omar, aino, layla, row, bar });
  },
});

const questionOf = ({ page }: Agent): Locator =>
  page.getByRole("alertdialog").or(page.getByRole("dialog"));

async function switchesTo({ layla, bar }: Scene, mode: "Monitor" | "Whisper" | "Barge") {
  await layla.presses(mode, bar);
  const said = { Monitor: heard.nobody, Whisper: heard.agent, Barge: heard.all }[mode];
  const question = questionOf(layla).getByRole("button", { name: "Barge", exact: true });
  // Barge is asked for once in a session.
  await expect(bar.getByText(said, { exact: true }).or(question).first()).toBeVisible();
  if (await question.isVisible()) await question.click();
  await expect(bar.getByText(said, { exact: true })).toBeVisible();
  await expect(bar.getByRole("button", { name: mode, exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
}

/** From the agent's row. */
async function begins({ layla, row, bar }: Scene, mode: "Monitor" | "Whisper"): Promise<void> {
  await layla.presses(mode, row);
  const said = mode === "Monitor" ? heard.nobody : heard.agent;
  await expect(bar.getByText(said, { exact: true })).toBeVisible();
}

/** Who hears whom, as it is to be in a mode; the two of the call always hear each other. */
async function hearAsIn({ omar, aino, layla }: Scene, mode: "Monitor" | "Whisper" | "Barge") {
  await layla.hears(tones.first);
  await layla.hears(tones.second);
  if (mode !== "Monitor") await aino.hears(tones.third);
  if (mode === "Barge") await omar.hears(tones.third);
  if (mode === "Monitor") await aino.hearsNot(tones.third);
  if (mode !== "Barge") await omar.hearsNot(tones.third);
  await aino.hears(tones.second);
  await omar.hears(tones.first);
}

async function heardOnlyAsSaid({ omar, aino, layla }: Scene) {
  const bar = await barOf(layla.page);
  await expectHeardOnlyAsSaid(omar.page, bar, byCustomer);
  await expectHeardOnlyAsSaid(aino.page, bar, byAgent);
}

test("supervision: every switch in both directions, and nobody hears more than the bar says", async ({
  scene,
}) => {
  const { aino, omar, layla, bar } = scene;
  await begins(scene, "Monitor");
  await hearAsIn(scene, "Monitor");
  for (const mode of ["Whisper", "Barge", "Whisper", "Monitor", "Barge", "Monitor"] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await switchesTo(scene, mode);
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await hearAsIn(scene, mode);
  }
  expect(await faultsByAxe(layla.page)).toEqual([]);
  await layla.presses("Stop", bar);
  await expect(bar.getByRole("button", { name: "Stop" })).toBeHidden();
  await aino.hears(tones.second);
  await omar.hears(tones.first);
  expect(await countHeard(aino.page)).toBeGreaterThan(10);
  expect(await countHeard(omar.page)).toBeGreaterThan(10);
  await heardOnlyAsSaid(scene);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: keys 1, 2 and 3 switch inside the bar, and not while text is typed", async ({
  scene,
}) => {
  const { aino, layla, bar } = scene;
  await begins(scene, "Monitor");
  await bar.getByRole("button", { name: "Monitor", exact: true }).focus();
  await layla.page.keyboard.press("2");
  await expect(bar.getByText(heard.agent, { exact: true })).toBeVisible();
  await aino.hears(tones.third);
  await layla.page.keyboard.press("1");
  await expect(bar.getByText(heard.nobody, { exact: true })).toBeVisible();
  await bar.getByRole("textbox").first().fill("2");
  await layla.page.keyboard.press("2");
  await aino.hearsNot(tones.third);
  await expect(bar.getByText(heard.nobody, { exact: true })).toBeVisible();
  await layla.presses("Stop", bar);
  await heardOnlyAsSaid(scene);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: the agent loads the page anew in mid-whisper, and only the agent is whispered to", async ({
  scene,
}) => {
  const { aino, omar, layla, bar } = scene;
  await begins(scene, "Whisper");
  await aino.hears(tones.third);
  await aino.page.reload();
  await aino.isUp("Omar Haddad");
  await aino.hears(tones.second);
  await omar.hears(tones.first);
  await omar.hearsNot(tones.third);
  // Where the spy call ended with the old leg it is listened to anew; where it went on, the whisper does.
  await expect(bar.getByText(/^Heard by (?:nobody|the agent)$/)).toBeVisible();
  await layla.hears(tones.first);
  await layla.hears(tones.second);
  await expectHeardOnlyAsSaid(omar.page, await barOf(layla.page), byCustomer);
  await layla.presses("Stop", bar);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: the supervisor loads the page anew in mid-whisper and only listens again", async ({
  scene,
}) => {
  const { aino, omar, layla, bar } = scene;
  await begins(scene, "Whisper");
  await aino.hears(tones.third);
  await layla.page.reload();
  await expect(bar.getByText(heard.nobody, { exact: true })).toBeVisible();
  await layla.hears(tones.first);
  await aino.hearsNot(tones.third);
  await omar.hearsNot(tones.third);
  await switchesTo(scene, "Whisper");
  await aino.hears(tones.third);
  await layla.presses("Stop", bar);
  await expectHeardOnlyAsSaid(omar.page, await barOf(layla.page), byCustomer);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: the connection is cut in mid-barge, and nobody hears more than the bar says", async ({
  scene,
  site,
}) => {
  const { aino, layla, bar } = scene;
  await begins(scene, "Monitor");
  await switchesTo(scene, "Barge");
  await hearAsIn(scene, "Barge");
  site.cut(0);
  await expect(bar.getByText(heard.nobody, { exact: true })).toBeVisible();
  await hearAsIn(scene, "Monitor");
  await heardOnlyAsSaid(scene);
  await layla.presses("Stop", bar);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: a switch that the phone system does not confirm leads back to listening", async ({
  scene,
  faults,
}) => {
  const { aino, omar, layla, row, bar } = scene;
  await layla.presses("Monitor", row);
  await hearAsIn(scene, "Monitor");
  faults.add({
    on: "message",
    direction: "fromClient",
    method: "INFO",
    user: "1005",
    action: { do: "drop" },
  });
  await layla.presses("Whisper", bar);
  await expect(bar.getByText("The phone system did not change the mode")).toBeVisible();
  faults.clear();
  await expect(bar.getByText(heard.nobody, { exact: true })).toBeVisible();
  await aino.hearsNot(tones.third);
  await omar.hearsNot(tones.third);
  await layla.hears(tones.first);
  await heardOnlyAsSaid(scene);
  await layla.presses("Stop", bar);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: it ends with the call, and the agent's next call is listened to only when asked for", async ({
  scene,
  pbx,
  sounds,
}) => {
  const { aino, layla, row, bar } = scene;
  await begins(scene, "Whisper");
  await aino.hangsUp("Omar Haddad");
  await expect(bar.getByText(/Heard by/)).toBeHidden();
  const customer = await pbx.customerCalls({ ...maria, voice: { toneHz: tones.second } });
  await aino.answers("Maria");
  await sounds.hears(customer.id, tones.first);
  await sounds.hearsNot(customer.id, tones.third);
  await aino.hearsNot(tones.third);
  await aino.hangsUp("Maria");
  await layla.presses("Listen to the next call", row);
  const next = await pbx.customerCalls({ ...maria, voice: { toneHz: tones.second } });
  await aino.answers("Maria");
  await expect(bar.getByText(heard.nobody, { exact: true })).toBeVisible();
  await layla.hears(tones.first);
  await layla.hears(tones.second);
  await sounds.hearsNot(next.id, tones.third);
  await aino.hearsNot(tones.third);
  await layla.presses("Stop", bar);
  await aino.hangsUp("Maria");
});

test("supervision: the agent hears a tone and sees who it is before the first whispered word", async ({
  scene,
}) => {
  const { aino, layla, bar } = scene;
  await begins(scene, "Monitor");
  await layla.hears(tones.second);
  // By the default policy nobody is told of listening alone.
  await expect(aino.page.getByText(/Layla Mansour/)).toHaveCount(0);
  await switchesTo(scene, "Whisper");
  await aino.hears(tones.third);
  expect([...aino.ear.played]).toContain("coached.mp3");
  await expect(aino.page.getByText(/^Layla Mansour speaks to you(?! and)/)).toBeVisible();
  await switchesTo(scene, "Barge");
  await expect(aino.page.getByText(/^Layla Mansour speaks to you and the customer/)).toBeVisible();
  // It is over for the agent as soon as nobody speaks.
  await switchesTo(scene, "Monitor");
  await expect(aino.page.getByText(/Layla Mansour speaks to you/)).toBeHidden();
  await layla.presses("Stop", bar);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: what a supervisor made of a call is kept, and outlives a reload", async ({
  scene,
}) => {
  const { aino, layla, bar } = scene;
  await begins(scene, "Monitor");
  await layla.hears(tones.first);
  // What lasts for less than a second was no listening.
  await expect(bar.getByRole("timer")).toHaveText(/^0:0[2-9]$/);
  await layla.presses("Stop", bar);
  const card = layla.page.getByRole("region", { name: "Score card" });
  await card.getByLabel("Greeting").selectOption("4");
  await card.getByLabel("Note").fill("Calm, and quick to the point");
  await layla.presses("Save", card);
  await expect(card).toBeHidden();
  await layla.page.getByRole("link", { name: "Score cards" }).click();
  await expect(layla.page.getByText("Calm, and quick to the point")).toBeVisible();
  await layla.page.reload();
  await expect(layla.page.getByText("Calm, and quick to the point")).toBeVisible();
  await aino.hangsUp("Omar Haddad");
});

test("supervision: two supervisors on one agent, each with their own mode", async ({
  scene,
  agent,
}) => {
  const { aino, omar, layla, bar } = scene;
  const second = await agent("1004", { voice: "switch" });
  await second.goesTo("Team");
  const theirs = second.page.getByRole("region", { name: "Supervision" });
  await begins(scene, "Whisper");
  await expect(rowOf(second, "1003 Sara Nasser")).toBeHidden();
  const itsRow = rowOf(second, "1001 Aino Virtanen");
  await second.presses("Monitor", itsRow);
  await expect(theirs.getByText(heard.nobody, { exact: true })).toBeVisible();
  await second.hears(tones.first);
  await second.hears(tones.second);
  await aino.hears(tones.third);
  await aino.hearsNot(tones.switch);
  await omar.hearsNot(tones.third);
  await omar.hearsNot(tones.switch);
  await second.presses("Stop", theirs);
  await layla.presses("Stop", bar);
  await heardOnlyAsSaid(scene);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: who is no supervisor is offered none, and refused it", async ({ scene }) => {
  const { aino, omar } = scene;
  await aino.goesTo("Team");
  await expect(aino.page.getByText("Mikko Laine")).toBeVisible();
  await expect(aino.page.getByRole("button", { name: "Monitor" })).toHaveCount(0);
  await omar.hangsUp("Aino Virtanen");
  await omar.goesTo("Phone");
  await omar.dials("*231001");
  await expect(omar.page.getByText(/not allowed|may not|forbidden/i).first()).toBeVisible();
});

test("supervision: nobody is offered to a supervisor who listens, and whoever waits comes afterwards", async ({
  scene,
  pbx,
}) => {
  const { aino, layla, bar } = scene;
  const [queue] = pbx.queues;
  if (queue === undefined) throw new Error("no queue");
  await pbx.serves("1005", queue.number, true);
  await begins(scene, "Monitor");
  await layla.hears(tones.second);
  const waiting = await pbx.customerCalls({ ...maria, to: queue.number });
  await pbx.customerCalls({ ...maria, to: "1005", name: "Direct" });
  await expect
    .poll(() => layla.sockets.flatMap(({ sent }) => sent))
    .toContain("SIP/2.0 486 Busy Here");
  await expect(layla.page.getByRole("button", { name: "Answer" })).toHaveCount(0);
  expect(layla.ear.played).not.toContain("ringtone.mp3");
  await layla.presses("Stop", bar);
  await layla.rings("Maria");
  await pbx.customerDoes(waiting.id, { type: "hangUp" });
  await pbx.serves("1005", queue.number, false);
  await aino.hangsUp("Omar Haddad");
});

test("supervision: the supervisor takes the call over, and the agent is told who has it", async ({
  scene,
}) => {
  const { aino, omar, layla, row } = scene;
  await begins(scene, "Monitor");
  await layla.presses("Take over", row);
  await questionOf(layla).getByRole("textbox").fill("Complaint");
  await questionOf(layla).getByRole("button", { name: "Take over" }).click();
  await layla.talksWith("Omar Haddad");
  await layla.hears(tones.second);
  await omar.hears(tones.third);
  await omar.hearsNot(tones.first);
  await expect(aino.page.getByText(/Layla Mansour took your call over/).first()).toBeVisible();
  await layla.hangsUp("Omar Haddad");
});

test("supervision: the agent asks for help, is sent a cue and answers it with one key", async ({
  scene,
}) => {
  const { aino, layla, row } = scene;
  await aino.presses("Ask for help", aino.call("Omar Haddad"));
  await aino.page.getByLabel("What is it about? (optional)").fill("Angry about the invoice");
  await aino.presses("Tell them");
  await expect(row).toContainText("Angry about the invoice");
  await expect(
    layla.page.getByRole("alert").filter({ hasText: "Aino Virtanen" }).first(),
  ).toBeVisible();
  await layla.presses("More", row);
  await layla.presses("Send a cue…", row);
  const dialog = questionOf(layla);
  await dialog.getByRole("textbox").fill("Offer ten percent");
  await dialog.getByRole("button", { name: "Send" }).click();
  await expect(aino.page.getByText("Offer ten percent")).toBeVisible();
  await aino.page.keyboard.press("Alt+G");
  await expect(layla.page.getByText("Got it").first()).toBeVisible();
  await aino.hangsUp("Omar Haddad");
});

test("supervision: what a supervisor does to an agent asks for a reason, is told, and is in the list", async ({
  scene,
  pbx,
}) => {
  const { aino, layla, row } = scene;
  const queue = pbx.queues[0];
  if (queue === undefined) throw new Error("no queue");
  await pbx.serves("1001", queue.number, true);
  await layla.presses("More", row);
  await layla.presses("End call…", row);
  const dialog = questionOf(layla);
  await dialog.getByRole("textbox").fill("The line is dead");
  await dialog.getByRole("button", { name: "End call" }).click();
  await expect(aino.page.getByText("The line is dead")).toBeVisible();
  await layla.page.goto(new URL("#/team/audit", layla.page.url()).href);
  await expect(layla.page.getByText("The line is dead").first()).toBeVisible();
});
