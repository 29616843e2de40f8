import { expect, test, tones } from "./support/fixtures";

test("microphone and speaker change in mid-call without renegotiation", async ({
  agent,
  sounds,
}) => {
  const aino = await agent("1001");
  await aino.dials("600");
  await aino.talksWith("Echo");
  await aino.hears(tones.first);
  const before = aino.countSent("INVITE");
  expect(before).toBeGreaterThan(0);
  await aino.goesTo("Settings");
  await aino.page
    .getByLabel("Microphone", { exact: true })
    .selectOption({ label: "Fake Audio Input 2" });
  const speaker = aino.page.getByLabel("Speaker", { exact: true });
  await speaker.selectOption({ index: 1 });
  const sink = await speaker.inputValue();
  expect(sink).not.toBe("");
  await expect.poll(() => aino.ear.sinks.get("voice")).toBe(sink);
  await aino.page.getByLabel("Ring on").selectOption({ index: 2 });
  await expect(aino.page.getByText("Microphone processing for Fake Audio Input 2")).toBeVisible();
  await sounds.keepsHearing("1001", tones.first);
  expect(aino.countSent("INVITE")).toBe(before);
  await aino.page.reload();
  await aino.isConnected();
  await expect(aino.page.getByLabel("Microphone", { exact: true })).toHaveValue(/.+/);
});

test("speaker and ringer can be tried, and the level moves", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.goesTo("Settings");
  await aino.presses("Test ringing");
  await expect.poll(() => [...aino.ear.playing]).toContain("test.mp3");
  const level = aino.page.getByRole("main").getByRole("meter");
  await expect
    .poll(async () => Number(await level.getAttribute("aria-valuenow")))
    .toBeGreaterThan(30);
  const ring = aino.page.getByRole("slider", { name: "Ring volume" });
  await ring.focus();
  await aino.page.keyboard.press("ArrowLeft");
  await expect(ring).toHaveValue("65");
});

test("a switch for echo, noise or gain is remembered for the device", async ({ agent }) => {
  const aino = await agent("1001");
  await aino.goesTo("Settings");
  const noise = aino.page.getByRole("checkbox", { name: "Suppress noise" });
  await expect(noise).not.toBeChecked();
  await aino.page.getByText("Suppress noise").click();
  await expect(noise).toBeChecked();
  await aino.page.reload();
  await expect(noise).toBeChecked();
});

test("a refused microphone says what to press; calls can be heard meanwhile", async ({
  opens,
  sounds,
}) => {
  const aino = await opens("1001", {
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
  await expect(aino.page.getByText("The microphone is not allowed")).toBeVisible();
  await aino.dials("601");
  await aino.hears(tones.switch);
  await sounds.hearsNot("1001", tones.first);
  await aino.page.evaluate(() => sessionStorage.setItem("allowed", "1"));
  await aino.presses("Turn on microphone");
  await expect(aino.page.getByText("The microphone is not allowed")).toBeHidden();
  await aino.hangsUp(/601|Tone/);
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.hangsUp("Echo");
});

test("a microphone that comes back during a call is heard again", async ({ opens, sounds }) => {
  const aino = await opens("1001", {
    prepare: (context) =>
      context.addInitScript(() => {
        // The newest track of the microphone, to be ended as unplugging ends it.
        const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        const page = window as unknown as { unplug: () => void };
        navigator.mediaDevices.getUserMedia = async (constraints) => {
          const stream = await native(constraints);
          page.unplug = () => {
            const [track] = stream.getAudioTracks();
            track?.stop();
            track?.dispatchEvent(new Event("ended"));
          };
          return stream;
        };
      }),
  });
  await aino.signsIn();
  await aino.isConnected();
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.page.evaluate(() => (window as unknown as { unplug: () => void }).unplug());
  await sounds.keepsHearing("1001", tones.first);
  await aino.hangsUp("Echo");
});

test("a permission that is withdrawn in mid-call is told, and what is given back is used at once", async ({
  agent,
  sounds,
}) => {
  const aino = await agent("1001", { isStrict: true });
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  const before = aino.countSent("INVITE");
  await aino.context.clearPermissions();
  await expect(aino.page.getByText("The microphone is not allowed")).toBeVisible();
  // The call goes on in silence: packets flow, and nobody takes it for dead.
  await sounds.hearsNot("1001", tones.first);
  await aino.talksWith("Echo");
  await aino.context.grantPermissions(["microphone"]);
  await expect(aino.page.getByText("The microphone is not allowed")).toBeHidden();
  await sounds.keepsHearing("1001", tones.first);
  expect(aino.countSent("INVITE")).toBe(before);
  await aino.hangsUp("Echo");
});

test("a chosen microphone that is listed and cannot be had is stood in for until it can", async ({
  opens,
  sounds,
}) => {
  const aino = await opens("1001", {
    prepare: (context) =>
      context.addInitScript(() => {
        // As a Bluetooth headset whose profile is away: its track ends, and it cannot be started again.
        const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        let isAway = false;
        let chosen: MediaStreamTrack | undefined;
        navigator.mediaDevices.getUserMedia = async (constraints) => {
          const isChosen = JSON.stringify(constraints).includes("exact");
          if (isChosen && isAway) throw new DOMException("no", "NotReadableError");
          const stream = await native(constraints);
          if (isChosen) [chosen] = stream.getAudioTracks();
          return stream;
        };
        Object.assign(window, {
          setAway(away: boolean) {
            isAway = away;
            if (!away) return void navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
            chosen?.stop();
            chosen?.dispatchEvent(new Event("ended"));
          },
        });
      }),
  });
  const setAway = (isAway: boolean) =>
    aino.page.evaluate(
      (away) => (window as unknown as { setAway(away: boolean): void }).setAway(away),
      isAway,
    );
  await aino.signsIn();
  await aino.isConnected();
  await aino.goesTo("Settings");
  await aino.page
    .getByLabel("Microphone", { exact: true })
    .selectOption({ label: "Fake Audio Input 2" });
  await expect(aino.page.getByText("Microphone processing for Fake Audio Input 2")).toBeVisible();
  await aino.goesTo("Phone");
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  const before = aino.countSent("INVITE");
  await setAway(true);
  await expect(aino.page.getByText("Your microphone cannot be used")).toBeVisible();
  await sounds.keepsHearing("1001", tones.first);
  await setAway(false);
  await expect(aino.page.getByText("Your microphone cannot be used")).toBeHidden();
  await sounds.keepsHearing("1001", tones.first);
  expect(aino.countSent("INVITE")).toBe(before);
  await aino.hangsUp("Echo");
});

test("without permission for the microphone the other side is heard all the same", async ({
  agent,
}) => {
  // Such a browser hides its addresses, too.
  const aino = await agent("1001", { isStrict: true, permissions: [] });
  await expect(aino.page.getByText("The microphone is not allowed")).toBeVisible();
  await aino.dials("601");
  await aino.hears(tones.switch);
  await aino.hangsUp(/601|Tone/);
});
