import { createSocket } from "node:dgram";

import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test, tones } from "./support/fixtures";

/** What a check takes: three seconds of listening, and an echo call of five. */
const long = { timeout: 30_000 };

const lineOf = (agent: Agent, name: string) => agent.page.locator(`[data-check=${name}]`);

/** Everything that may be granted, so that all can be green. */
const allowed = ["microphone", "notifications", "clipboard-read", "clipboard-write"];

async function opensCheck(agent: Agent): Promise<void> {
  await agent.goesTo("Settings");
  await agent.page.getByRole("link", { name: "Check before the shift" }).click();
}

/** Begins, and says that the tones were heard: nothing leads from a browser's speaker to its fake microphone. */
async function checks(agent: Agent): Promise<void> {
  await agent.page
    .getByRole("button", { name: /^(?:Start the check|Check everything again)$/ })
    .click();
  await agent.page.getByRole("button", { name: "Yes, I heard them" }).click(long);
  await expect(agent.page.getByRole("button", { name: "Copy the result" })).toBeVisible(long);
}

test("all is green, with a real call to oneself and its figures", async ({ agent, pbx }) => {
  const aino = await agent("1001", { permissions: allowed });
  await expect(aino.page.getByText("New here?")).toBeVisible();
  await opensCheck(aino);
  await checks(aino);
  await expect(aino.page.getByText("Everything is ready")).toBeVisible();
  await expect(lineOf(aino, "microphone")).toContainText(
    /It hears you well, peaks \d+ dB below full scale/,
  );
  await expect(lineOf(aino, "echo")).toContainText(
    /Your sound comes back: \d+ ms there and back, jitter \d+ ms, 0 % lost/,
  );
  await expect(lineOf(aino, "connection")).toContainText(/Answers within \d+ ms/);
  await expect(lineOf(aino, "paths")).toContainText(/host\/UDP/);
  await expect(lineOf(aino, "storage")).toContainText(/Works, [\d,]+ MB free/);
  // The call to oneself was no call of the agent's, and is over.
  await expect.poll(async () => (await pbx.snapshot()).legs.length).toBe(0);
  expect(aino.countSent("BYE")).toBe(1);
  await expect(aino.page.getByText("No calls", { exact: true })).toBeHidden();
  await aino.goesTo("History");
  await expect(aino.page.getByText(/600|Echo/)).toHaveCount(0);
});

test("a microphone that is not allowed is told, and one press turns it on once it is", async ({
  opens,
}) => {
  const aino = await opens("1001", {
    permissions: ["notifications"],
    prepare: (context) =>
      context.addInitScript(() => {
        const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (constraints) =>
          sessionStorage.getItem("allowed") === null
            ? Promise.reject(new DOMException("no", "NotAllowedError"))
            : native(constraints);
      }),
  });
  await aino.signsIn();
  await aino.isConnected();
  await opensCheck(aino);
  await checks(aino);
  await expect(aino.page.getByText("Something does not work yet")).toBeVisible();
  await expect(lineOf(aino, "microphone")).toContainText("The microphone is not allowed");
  await expect(lineOf(aino, "echo")).toContainText("Your sound comes back");
  await aino.page.evaluate(() => sessionStorage.setItem("allowed", "1"));
  await lineOf(aino, "microphone").getByRole("button").click();
  await expect(lineOf(aino, "microphone")).toContainText("It hears you well", long);
});

test("a TURN server where nobody answers is named, and notifications are asked for", async ({
  opens,
  site,
  pbx,
}) => {
  const nobody = createSocket("udp4");
  await new Promise<void>((resolve) => nobody.bind(0, "127.0.0.1", resolve));
  const url = `turn:127.0.0.1:${nobody.address().port}?transport=udp`;
  site.config = { ...pbx.config, iceServers: [{ urls: url, username: "u", credential: "c" }] };
  const aino = await opens("1001", { permissions: ["microphone"] });
  await aino.signsIn();
  await aino.isConnected();
  await opensCheck(aino);
  await checks(aino);
  await expect(lineOf(aino, "paths")).toContainText(`No answer from ${url}`);
  await expect(lineOf(aino, "notifications")).toContainText("Allow");
  await expect(lineOf(aino, "echo")).toContainText("Your sound comes back");
  nobody.close();
});

test("a call that is up is left alone: nothing is played into it and no other is made", async ({
  agent,
  sounds,
}) => {
  const aino = await agent("1001", { permissions: allowed });
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  const before = aino.countSent("INVITE");
  await opensCheck(aino);
  await aino.page.getByRole("button", { name: "Start the check" }).click();
  await sounds.keepsHearing("1001", tones.first);
  await expect(lineOf(aino, "echo")).toContainText("Not made while a call is up", long);
  await expect(lineOf(aino, "speaker")).toContainText("Not played during a call", long);
  await expect(lineOf(aino, "microphone")).toContainText("It hears you well", long);
  await sounds.keepsHearing("1001", tones.first);
  expect(aino.countSent("INVITE")).toBe(before);
  await aino.hangsUp("Echo");
});

test("the call to oneself ends with its page, and for a customer who calls", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001", { permissions: allowed });
  await opensCheck(aino);
  const legs = async () => (await pbx.snapshot()).legs.length;
  const start = () => aino.page.getByRole("button", { name: "Start the check" }).click();
  await start();
  // One for the challenge, one for the answer.
  await expect.poll(() => aino.countSent("ACK")).toBe(2);
  await aino.page.reload();
  await aino.isConnected();
  // Well before the phone system would miss it.
  await expect.poll(legs, { timeout: 3_000 }).toBe(0);
  await start();
  await expect.poll(() => aino.countSent("ACK")).toBe(4);
  await pbx.customerCalls({
    to: "1001",
    name: "Maria",
    number: "+358401234567",
    voice: { toneHz: tones.third },
  });
  await aino.answers("Maria");
  await aino.hears(tones.third);
  await expect(lineOf(aino, "echo")).toContainText("Not made while a call is up");
  await aino.hangsUp("Maria");
  await aino.goesTo("History");
  await expect(aino.page.getByText(/600|Echo/)).toHaveCount(0);
});

test("the result is there after a reload, and in the clipboard without names and numbers", async ({
  agent,
}) => {
  const aino = await agent("1001", { permissions: allowed });
  await opensCheck(aino);
  await checks(aino);
  await expect(lineOf(aino, "microphone")).toContainText("Fake Default Audio Input");
  await aino.page.reload();
  await aino.isConnected();
  await expect(lineOf(aino, "echo")).toContainText("Your sound comes back");
  await expect(aino.page.getByText("Last checked")).toBeVisible();
  await aino.presses("Copy the result");
  await expect(aino.page.getByText("The result is copied")).toBeVisible();
  const text = await aino.page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^Hamsa: check of .*Everything is ready/);
  expect(text).toMatch(/Test call to yourself: Fine\. Your sound comes back: \d+ ms/);
  expect(text).not.toMatch(/1001|600|Fake|pw1001/);
  await aino.goesTo("Phone");
  await expect(aino.page.getByText("New here?")).toBeHidden();
});

test("before the sign-in it checks what needs none, and the way back is there", async ({
  opens,
}) => {
  const aino = await opens("1001", { permissions: allowed });
  await aino.page.getByRole("link", { name: "Check before the shift" }).click();
  await checks(aino);
  await expect(lineOf(aino, "microphone")).toContainText("It hears you well");
  await expect(aino.page.getByText("What was checked is ready")).toBeVisible();
  await expect(lineOf(aino, "connection")).toContainText("Checked after you have signed in");
  await expect(lineOf(aino, "echo")).toContainText("Checked after you have signed in");
  expect(aino.sockets).toEqual([]);
  await aino.page.getByRole("link", { name: "Back to sign in" }).click();
  await aino.signsIn();
  await aino.isConnected();
});

for (const language of ["en", "ar", "fi"]) {
  test(`axe finds nothing in ${language}, before, during and after a check`, async ({ opens }) => {
    const aino = await opens("1001", { permissions: ["microphone"], settings: { language } });
    const { page } = aino;
    await page.locator('a[href="#/check"]').click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await faultsByAxe(page), "before").toEqual([]);
    await page.getByRole("main").getByRole("button").first().click();
    const question = lineOf(aino, "speaker").getByRole("button");
    await expect(question).toHaveCount(2, long);
    await expect.poll(() => faultsByAxe(page), "during").toEqual([]);
    await question.last().click();
    await expect(lineOf(aino, "notifications").getByRole("button")).toHaveCount(1, long);
    // Colours change gradually.
    await expect.poll(() => faultsByAxe(page), "after").toEqual([]);
    await page.setViewportSize({ width: 360, height: 640 });
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    expect(await overflow()).toBe(0);
  });
}

test("in a second tab the check takes the phone there, but never a call that is up", async ({
  agent,
  agents,
  sounds,
}) => {
  const first = await agent("1001", { permissions: allowed });
  const second = await first.opensTab();
  agents.push(second);
  await second.isConnected();
  await first.dials("600");
  await sounds.hears("1001", tones.first);
  await opensCheck(second);
  await second.page.getByRole("button", { name: "Start the check" }).click();
  await expect(lineOf(second, "connection")).toContainText("Another tab has the phone", long);
  await expect(lineOf(second, "echo")).toContainText("Not made while a call is up", long);
  await expect(second.page.getByRole("button", { name: "Copy the result" })).toBeVisible(long);
  await sounds.keepsHearing("1001", tones.first);
  await first.hangsUp("Echo");
  await expect(first.page.getByText("Call ended", { exact: true })).toBeVisible();
  await checks(second);
  await expect(lineOf(second, "echo")).toContainText("Your sound comes back");
  await expect(second.page.getByText("Everything is ready")).toBeVisible();
});
