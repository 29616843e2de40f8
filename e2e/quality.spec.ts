import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { cutPath, keepConnections, type Mend, whyNoCut } from "./support/cut-path";
import { expect, test as base, tones } from "./support/fixtures";
import { maria } from "./support/maria";
import { isEmbedded } from "./support/phone-system";

const silentMaria = { ...maria, voice: { silent: true } } as const;

/** Which grade it gets depends on what else this machine does. */
const graded = /^Sound: (?:good|fair|poor)$/;

/** It is known how the call sounds: what is silent from now on has been heard before. */
async function isWatched(agent: Agent): Promise<void> {
  await expect(agent.call("Maria").getByRole("button", { name: graded })).toBeVisible();
}

/** Aino and Maria hear each other, and the path between them may be cut. */
const test = base.extend<{
  readonly inTalk: { readonly aino: Agent; readonly customer: { readonly id: string } };
}>({
  inTalk: async ({ agent, pbx, sounds }, provide) => {
    const lack = whyNoCut(pbx);
    base.skip(lack !== null, lack ?? "");
    const aino = await agent("1001", { prepare: keepConnections });
    const customer = await pbx.customerCalls(maria);
    await aino.answers("Maria");
    await aino.hears(tones.third);
    await sounds.hears(customer.id, tones.first);
    await isWatched(aino);
    await provide({ aino, customer });
  },
});

/** What is still cut when a story fails. */
let mends: Mend[] = [];
test.afterEach(async () => {
  for (const mend of mends) await mend();
  mends = [];
});

test("the way of the sound is cut for a while: the call says so, and both hear each other again", async ({
  inTalk,
  pbx,
  sounds,
}) => {
  const { aino, customer } = inTalk;
  const mend = await cutPath(pbx, aino, "all");
  mends = [mend];
  await expect(aino.call("Maria").getByText("Getting the sound back…")).toBeVisible();
  await aino.hearsNot(tones.third);
  await mend();
  mends = [];
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await expect(aino.call("Maria").getByText("Getting the sound back…")).toBeHidden();
  await aino.talksWith("Maria");
  await aino.hangsUp("Maria");
});

test("the way of the sound is gone for good and there is another: it is found without a press", async ({
  inTalk,
  pbx,
  sounds,
}) => {
  const { aino, customer } = inTalk;
  const invites = aino.countSent("INVITE");
  mends = [await cutPath(pbx, aino, "old")];
  await aino.hearsNot(tones.third);
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await expect(aino.call("Maria").getByText("Getting the sound back…")).toBeHidden();
  expect(aino.countSent("INVITE")).toBe(invites + 1);
  await aino.hangsUp("Maria");
});

test("the connection and the way of the sound go at once, as with a network, and both come back", async ({
  inTalk,
  pbx,
  site,
  sounds,
}) => {
  const { aino, customer } = inTalk;
  mends = [await cutPath(pbx, aino, "old")];
  // The first attempts to come back fail: the path is found dead before there is anybody to ask for another.
  site.cut(3);
  await expect(aino.call("Maria").getByText("Getting the sound back…")).toBeVisible();
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.isConnected();
  await expect(aino.call("Maria").getByText("Getting the sound back…")).toBeHidden();
  await aino.hangsUp("Maria");
});

test("a call on hold whose way is gone comes back with its sound", async ({
  inTalk,
  pbx,
  sounds,
}) => {
  const { aino, customer } = inTalk;
  await aino.presses("Hold", aino.call("Maria"));
  await expect(aino.call("Maria").getByText("On hold for")).toBeVisible();
  mends = [await cutPath(pbx, aino, "old")];
  const invites = aino.countSent("INVITE");
  // Nothing is to be heard, so only the browser's own checks tell, six seconds later.
  await expect.poll(() => aino.countSent("INVITE"), { timeout: 20_000 }).toBeGreaterThan(invites);
  await aino.presses("Resume", aino.call("Maria"));
  await aino.hears(tones.third);
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

test("the other side falls silent: its way is looked for once, then the call says whose doing it is", async ({
  agent,
  pbx,
}) => {
  test.skip(
    !isEmbedded(pbx),
    "only the embedded switch can be told to lose sound and nothing else",
  );
  const aino = await agent("1001");
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await isWatched(aino);
  const invites = aino.countSent("INVITE");
  if (isEmbedded(pbx)) {
    await pbx.addFault({ on: "rtp", lossPercent: 100, direction: "toClient", user: "1001" });
    mends = [() => pbx.clearFaults()];
  }
  await expect(aino.call("Maria").getByText("No sound from the other side")).toBeVisible();
  expect(aino.countSent("INVITE")).toBe(invites + 1);
  for (const mend of mends) await mend();
  await aino.hears(tones.third);
  await expect(aino.call("Maria").getByText("No sound from the other side")).toBeHidden();
  expect(aino.countSent("INVITE")).toBe(invites + 1);
  await aino.hangsUp("Maria");
});

test("lost sound is told in a sentence, and in the history", async ({ agent, pbx }) => {
  test.skip(!isEmbedded(pbx), "only the embedded switch can be told to lose sound");
  const aino = await agent("1001");
  const customer = await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.hears(tones.third);
  if (isEmbedded(pbx)) {
    await pbx.addFault({ on: "rtp", lossPercent: 25, direction: "toClient", user: "1001" });
    mends = [() => pbx.clearFaults()];
  }
  await expect(aino.call("Maria").getByText("Parts of the sound are lost")).toBeVisible();
  await expect(aino.call("Maria").getByRole("button", { name: "Sound: poor" })).toBeVisible();
  for (const mend of mends) await mend();
  await expect(aino.call("Maria").getByText("Parts of the sound are lost")).toBeHidden();
  await pbx.customerDoes(customer.id, { type: "hangUp" });
  await aino.goesTo("History");
  const row = aino.page.getByRole("main").getByRole("listitem").filter({ hasText: "Maria" });
  await expect(row.getByText("Parts of the sound are lost")).toBeVisible();
});

test("how it sounds: a word on the call, figures and a graph behind it, a line in the history", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001");
  await pbx.customerCalls(maria);
  await aino.answers("Maria");
  await aino.call("Maria").getByRole("button", { name: graded }).click();
  const panel = aino.call("Maria").getByRole("region", { name: "Sound quality" });
  await expect(
    panel.getByRole("img", { name: /^Sound over the last 0:\d\d: score [1-4]\.\d/ }),
  ).toBeVisible();
  await expect(panel.getByText("Direct (UDP)")).toBeVisible();
  await expect(panel.getByText(/^\d+ ms$/).first()).toBeVisible();
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.hangsUp("Maria");
  await aino.goesTo("History");
  const row = aino.page.getByRole("main").getByRole("listitem").filter({ hasText: "Maria" });
  await expect(row.getByText(/Sound: (?:good|fair|poor) \([1-4]\.\d\)/)).toBeVisible();
});

test("who talks while muted is told so at once, and one press is heard", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001");
  const customer = await pbx.customerCalls(silentMaria);
  await aino.answers("Maria");
  await sounds.hears(customer.id, tones.first);
  await aino.presses("Mute", aino.call("Maria"));
  await expect(aino.call("Maria").getByText("You are muted")).toBeVisible();
  const hold = aino.call("Maria").getByRole("button", { name: "Hold" });
  const place = await hold.boundingBox();
  const hint = aino.call("Maria").getByRole("status").filter({ hasText: "Talking while muted" });
  await expect(hint).toBeVisible();
  expect(await hold.boundingBox(), "no button moves from under a press").toEqual(place);
  await sounds.hearsNot(customer.id, tones.first);
  await aino.presses("Unmute", hint);
  await expect(hint).toBeHidden();
  await sounds.hears(customer.id, tones.first);
  await aino.hangsUp("Maria");
});

test("a microphone that gives nothing is found, and the press leads to the others", async ({
  agent,
  pbx,
}) => {
  const aino = await agent("1001", {
    prepare: (context) =>
      context.addInitScript(() => {
        // A headset with its own mute switch: a live track that gives zeros.
        navigator.mediaDevices.getUserMedia = async () => {
          const audio = new AudioContext();
          const { stream } = audio.createMediaStreamDestination();
          await audio.resume();
          return stream;
        };
      }),
  });
  await pbx.customerCalls(silentMaria);
  await aino.answers("Maria");
  await expect(aino.call("Maria").getByText("The microphone gives no sound")).toBeVisible();
  await aino.presses("Choose a microphone", aino.call("Maria"));
  await expect(aino.page.getByLabel("Microphone", { exact: true })).toBeVisible();
  await aino.hangsUp("Maria");
});
