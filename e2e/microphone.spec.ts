import type { BrowserContext } from "@playwright/test";

import type { Agent } from "./support/agent";
import { faultsByAxe } from "./support/axe";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";

/** What the page has of the microphone: the browser shows its sign while any track of it lives. */
interface Captured {
  /** Tracks that live, clones among them. */
  readonly live: number;
  /** How often it was opened. */
  readonly opened: number;
  /** How many openings were up at once, at most. */
  readonly most: number;
}

declare global {
  interface Window {
    captured(): Captured;
  }
}

/** Counts what is captured; `label`: the name that every microphone goes by. */
async function countCaptures(context: BrowserContext, label: string | null = null) {
  await context.addInitScript((name) => {
    const all: MediaStreamTrack[] = [];
    const originals: MediaStreamTrack[] = [];
    let most = 0;
    const live = (tracks: MediaStreamTrack[]): number =>
      tracks.filter(({ readyState }) => readyState === "live").length;
    const media = navigator.mediaDevices;
    const open = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      originals.push(...stream.getAudioTracks());
      all.push(...stream.getAudioTracks());
      // The one before goes on until the new one has taken its place in the calls.
      setTimeout(() => (most = Math.max(most, live(originals))), 100);
      return stream;
    };
    const { clone } = MediaStreamTrack.prototype;
    MediaStreamTrack.prototype.clone = function cloned() {
      const track = clone.call(this);
      if (all.includes(this)) all.push(track);
      return track;
    };
    window.captured = () => ({ live: live(all), opened: originals.length, most });
    if (name === null) return;
    const { get } = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, "label") ?? {};
    Object.defineProperty(MediaStreamTrack.prototype, "label", {
      get(this: MediaStreamTrack) {
        return all.includes(this) ? name : (get?.call(this) as string);
      },
    });
    const enumerate = media.enumerateDevices.bind(media);
    media.enumerateDevices = async () =>
      (await enumerate()).map(({ deviceId, kind, groupId, label: real }) => ({
        deviceId,
        kind,
        groupId,
        label: kind === "audioinput" ? (deviceId === "default" ? `Default - ${name}` : name) : real,
        toJSON: () => null,
      }));
  }, label);
}

const captured = (agent: Agent): Promise<Captured> => agent.page.evaluate(() => window.captured());

/** The browser shows no sign of the microphone. */
const isClosed = (agent: Agent, timeout = 5_000): Promise<void> =>
  expect.poll(async () => (await captured(agent)).live, { timeout }).toBe(0);

const isOpen = (agent: Agent): Promise<void> =>
  expect.poll(async () => (await captured(agent)).live).toBeGreaterThan(0);

/** A call keeps the microphone for ten seconds after it. */
const grace = 20_000;

const prepare = (context: BrowserContext) => countCaptures(context);

test("kept ready: one opening for a whole shift, explained, and released by a key", async ({
  agent,
  sounds,
}) => {
  const aino = await agent("1001", { prepare });
  await isOpen(aino);
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.hangsUp("Echo");
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.hangsUp("Echo");
  expect(await captured(aino)).toMatchObject({ opened: 1, most: 1 });

  await aino.goesTo("Settings");
  await expect(aino.page.getByText(/Only a call sends sound/)).toBeVisible();
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.page.getByRole("button", { name: "Release now" }).focus();
  await aino.page.keyboard.press("Enter");
  await isClosed(aino);
  await expect(aino.page.getByText("It is released, and opens by itself")).toBeVisible();
  await aino.page.getByRole("button", { name: "Make ready" }).focus();
  await aino.page.keyboard.press("Enter");
  await isOpen(aino);

  await aino.presses("Release now");
  await isClosed(aino);
  await aino.goesTo("Phone");
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.hangsUp("Echo");
  expect((await captured(aino)).most).toBe(1);
});

test("not kept: open while it rings, heard once answered, closed after the last call", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001", { prepare, settings: { keepMicrophone: false } });
  const { id } = await pbx.customerCalls(maria);
  await aino.rings("Maria");
  await isOpen(aino);
  expect((await captured(aino)).opened).toBe(1);
  await aino.answers("Maria");
  await sounds.hears(id, tones.first);
  await aino.hangsUp("Maria");
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.hangsUp("Echo");
  await isClosed(aino, grace);
  // Two calls in a row, one opening.
  expect(await captured(aino)).toMatchObject({ opened: 1, most: 1 });
  await aino.goesTo("Settings");
  await expect(aino.page.getByText(/It is open in calls alone/)).toBeVisible();
  expect(await faultsByAxe(aino.page)).toEqual([]);
});

test("a call that is declined, and one that begins while the microphone closes", async ({
  agent,
  pbx,
  sounds,
}) => {
  const aino = await agent("1001", { prepare, settings: { keepMicrophone: false } });
  await pbx.customerCalls(maria);
  await aino.rings("Maria");
  await isOpen(aino);
  await aino.presses("Decline", aino.call("Maria"));
  await isClosed(aino, grace);
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.hangsUp("Echo");
  await isClosed(aino, grace);
});

test("a reload in a call opens it again for the call", async ({ agent, sounds }) => {
  const aino = await agent("1001", { prepare, settings: { keepMicrophone: false } });
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.page.reload();
  await aino.isUp("Echo");
  await sounds.keepsHearing("1001", tones.first);
  await aino.hangsUp("Echo");
  await isClosed(aino, grace);
});

test("signing out while it opens leaves nothing open", async ({ agent }) => {
  const aino = await agent("1001", {
    settings: { keepMicrophone: false },
    prepare: async (context) => {
      await countCaptures(context);
      await context.addInitScript(() => {
        const media = navigator.mediaDevices;
        const open = media.getUserMedia.bind(media);
        media.getUserMedia = async (constraints) => {
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          return open(constraints);
        };
      });
    },
  });
  await aino.goesTo("Settings");
  await aino.presses("Turn on microphone");
  await aino.presses("Sign out");
  await expect(aino.page.getByLabel("Password")).toBeVisible();
  await expect.poll(async () => (await captured(aino)).opened).toBe(1);
  await isClosed(aino);
});

test("signing out closes it, released or not", async ({ agent }) => {
  const aino = await agent("1001", { prepare });
  await isOpen(aino);
  await aino.presses("Sign out");
  await expect(aino.page.getByLabel("Password")).toBeVisible();
  await isClosed(aino);
});

test("that of a Bluetooth headset is open in calls alone, unless its owner wants it ready", async ({
  agent,
  sounds,
}) => {
  const label = "Headset (WH-1000XM4 Hands-Free AG Audio) (Bluetooth)";
  const bare = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const aino = await agent("1001", {
    settings: { processingByDevice: { [label]: bare } },
    prepare: (context) => countCaptures(context, label),
  });
  await aino.goesTo("Settings");
  await expect(aino.page.getByText(/is a Bluetooth headset\. While/)).toBeVisible();
  expect((await captured(aino)).opened).toBe(0);
  await aino.goesTo("Phone");
  await aino.dials("600");
  await sounds.hears("1001", tones.first);
  await aino.hangsUp("Echo");
  await isClosed(aino, grace);
  await aino.goesTo("Settings");
  await aino.page.getByRole("checkbox", { name: "Keep it ready all the same" }).focus();
  await aino.page.keyboard.press("Space");
  await isOpen(aino);
  await aino.page.reload();
  await aino.isConnected();
  await isOpen(aino);
});

test("the administrator decides whether it may be kept", async ({ agent, site, pbx }) => {
  site.config = { ...pbx.config, microphone: { keep: false } };
  const aino = await agent("1001", { prepare });
  await aino.goesTo("Settings");
  const choice = aino.page.getByRole("checkbox", { name: "Keep the microphone ready" });
  await expect(choice).toBeDisabled();
  await expect(choice).not.toBeChecked();
  expect((await captured(aino)).opened).toBe(0);
});

test("a check, its tones, the level and a call share one microphone", async ({ agent }) => {
  // With the browser's processing on, so that the tones want it otherwise.
  const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const aino = await agent("1001", {
    prepare,
    settings: { processingByDevice: { "Fake Default Audio Input": processing } },
  });
  await isOpen(aino);
  await aino.goesTo("Settings");
  await expect(aino.page.getByRole("main").getByRole("meter")).toBeVisible();
  await aino.page.getByRole("link", { name: "Check before the shift" }).click();
  await aino.presses("Start the check");
  await aino.page.getByRole("button", { name: "Yes, I heard them" }).click({ timeout: 30_000 });
  await expect(aino.page.getByRole("button", { name: "Copy the result" })).toBeVisible({
    timeout: 30_000,
  });
  const { opened, most } = await captured(aino);
  // Opened anew for the tones, and put back: never beside the one there is.
  expect(opened).toBeGreaterThan(2);
  expect(most).toBe(1);
});

test("why the browser shows the sign is told once", async ({ opens }) => {
  const aino = await opens("1001", {
    prepare: (context) =>
      context.addInitScript(() => {
        if (sessionStorage.getItem("begun") !== null) return;
        sessionStorage.setItem("begun", "1");
        localStorage.removeItem("hamsa.microphone-explained");
      }),
  });
  await aino.signsIn();
  await aino.isConnected();
  await expect(aino.page.getByText("Your microphone is ready")).toBeVisible();
  expect(await faultsByAxe(aino.page)).toEqual([]);
  await aino.presses("Dismiss");
  await aino.page.reload();
  await aino.isConnected();
  await expect(aino.page.getByText("Your microphone is ready")).toBeHidden();
});
