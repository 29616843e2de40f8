import { presentDb } from "./support/ear";
import { expect, test, tones } from "./support/fixtures";
import { isEmbedded } from "./support/phone-system";

test("a ringing call is sent into the mailbox, which tells of it and plays it", async ({
  agent,
  pbx,
  dialect,
}) => {
  test.skip(dialect.voicemailOf("1005") === null, "no voicemail");
  test.setTimeout(120_000);
  const layla = await agent("1005");
  const { id } = await pbx.customerCalls({
    to: "1005",
    name: "Maria",
    number: "+358401234567",
    voice: { toneHz: tones.third },
  });
  await layla.presses("Send on…", layla.call("Maria"));
  await layla.presses("To my voicemail", layla.call("Maria"));
  await expect(layla.call("Maria").getByText("You sent it on")).toBeVisible();
  // After an announcement what the customer says is kept.
  await expect.poll(() => pbx.recordedMs("1005"), { timeout: 30_000 }).toBeGreaterThan(3_000);
  await pbx.customerDoes(id, { type: "hangUp" });

  await expect(layla.page.getByText("1 new voice message").first()).toBeVisible();
  await layla.presses("1 new voice message");
  await layla.talksWith("Voicemail");
  await layla.presses("Keypad");
  await layla.presses("Digit 1");
  // Who called and when is said first.
  const heard = () => layla.ear.level(tones.third);
  await expect.poll(heard, { timeout: 40_000, intervals: [100] }).toBeGreaterThan(presentDb);
  await layla.presses("Hang up");
});

test("new messages are shown as the phone system tells of them", async ({ agent, pbx }) => {
  test.skip(!isEmbedded(pbx), "messages are left for real here");
  if (!isEmbedded(pbx)) return;
  const aino = await agent("1001");
  await pbx.setVoiceMessages("1001", 2);
  await expect(aino.page.getByText("2 new voice messages").first()).toBeVisible();
  await pbx.setVoiceMessages("1001", 0);
  await expect(aino.page.getByText("2 new voice messages")).toHaveCount(0);
});
