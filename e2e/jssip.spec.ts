import { createRequire } from "node:module";

import type { Page } from "@playwright/test";

import { Agent } from "./support/agent";
import { bundle } from "./support/bundle";
import { expect, test, tones } from "./support/fixtures";

// Another client's view of the phone system: sip.js stands on both sides of everything else here, and a mistake shared
// by both would hide.

const html = `<!doctype html><title>JsSIP</title><script src="/jssip.js"></script>
<button id="start">start</button><output id="log"></output><audio id="voice"></audio>`;

/** What the page keeps for the story to use. */
interface JssipWindow {
  readonly JsSIP: {
    WebSocketInterface: new (url: string) => object;
    UA: new (configuration: object) => JssipUserAgent;
  };
  session: JssipSession;
  userAgent: JssipUserAgent;
}

interface JssipUserAgent {
  on(event: string, listener: (event: { session: JssipSession }) => void): void;
  start(): void;
  call(target: string, options: object): JssipSession;
}

interface JssipSession {
  readonly connection: RTCPeerConnection;
  on(event: string, listener: (event: { peerconnection: RTCPeerConnection }) => void): void;
  answer(options: object): void;
  hold(): void;
  unhold(): void;
  sendDTMF(digits: string, options?: object): void;
  terminate(): void;
  isEstablished(): boolean;
}

async function startJssip(page: Page): Promise<void> {
  await page.getByRole("button").click();
  await page.evaluate(() => {
    const own = window as unknown as JssipWindow;
    const log = (text: string): void => {
      document.querySelector("#log")?.append(`${text}\n`);
    };
    const socket = new own.JsSIP.WebSocketInterface(`ws://${location.host}/sip`);
    own.userAgent = new own.JsSIP.UA({
      sockets: [socket],
      uri: `sip:1003@${location.hostname}`,
      password: "pw1003",
      register: true,
    });
    own.userAgent.on("registered", () => log("registered"));
    own.userAgent.on("newRTCSession", ({ session }) => {
      own.session = session;
      const play = (connection: RTCPeerConnection): void =>
        connection.addEventListener("track", ({ track }) => {
          const voice = document.querySelector("audio");
          if (voice === null) return;
          voice.srcObject = new MediaStream([track]);
          void voice.play();
        });
      if (session.connection) play(session.connection);
      else session.on("peerconnection", ({ peerconnection }) => play(peerconnection));
      session.on("confirmed", () => log("confirmed"));
      session.on("ended", () => log("ended"));
    });
    own.userAgent.start();
  });
  await expect(page.locator("#log")).toContainText("registered");
}

const audioOnly = {
  mediaConstraints: {
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    video: false,
  },
  pcConfig: { iceServers: [] },
};

test.beforeAll(async ({ site }) => {
  site.extra.set("/jssip.html", html);
  site.extra.set(
    "/jssip.js",
    await bundle(createRequire(import.meta.url).resolve("jssip"), "JsSIP"),
  );
});

test("JsSIP registers, calls Hamsa, is heard, holds, sends both kinds of digits, and hangs up", async ({
  agent,
  browserOf,
  pbx,
  site,
  sounds,
}) => {
  const aino = await agent("1001", { voice: "first" });
  const context = await (await browserOf("second")).newContext({ permissions: ["microphone"] });
  const sara = await Agent.open(context, "1003", `${site.url}jssip.html`);
  await startJssip(sara.page);

  await sara.page.evaluate((options) => {
    (window as unknown as JssipWindow).userAgent.call("1001", options);
  }, audioOnly);
  await aino.answers("Sara Nasser");
  await aino.hears(tones.second);
  await sara.hears(tones.first);

  await sara.page.evaluate(() => (window as unknown as JssipWindow).session.hold());
  await expect(aino.call("Sara Nasser")).toBeVisible();
  await sounds.hears("1001", 243);
  await sara.page.evaluate(() => (window as unknown as JssipWindow).session.unhold());
  await sounds.hears("1001", tones.second);

  await sara.page.evaluate(() => {
    const { session } = window as unknown as JssipWindow;
    session.sendDTMF("12#", { transportType: "RFC2833" });
  });
  const digits = async () =>
    (await pbx.snapshot()).legs.find(({ user }) => user === "1003")?.digits;
  await expect.poll(digits).toBe("12#");
  await sara.page.evaluate(() => {
    const { session } = window as unknown as JssipWindow;
    session.sendDTMF("9", { transportType: "INFO" });
  });
  await expect.poll(digits).toBe("12#9");

  await sara.page.evaluate(() => (window as unknown as JssipWindow).session.terminate());
  await expect(aino.call("Sara Nasser").getByText("The other side hung up")).toBeVisible();
  await context.close();
});

test("Hamsa calls JsSIP and holds it", async ({ agent, browserOf, site }) => {
  const aino = await agent("1001", { voice: "first" });
  const context = await (await browserOf("second")).newContext({ permissions: ["microphone"] });
  const sara = await Agent.open(context, "1003", `${site.url}jssip.html`);
  await startJssip(sara.page);
  await aino.dials("1003");
  await expect(aino.call(/^(?:1003|Sara Nasser)$/).getByText("Ringing…")).toBeVisible();
  // "Ringing" is Asterisk's word for any of her phones: the one in this page has to have heard of the call.
  await expect
    .poll(() => sara.page.evaluate(() => "session" in window), { message: "the INVITE at JsSIP" })
    .toBe(true);
  await sara.page.evaluate((options) => {
    (window as unknown as JssipWindow).session.answer(options);
  }, audioOnly);
  await aino.talksWith("Sara Nasser");
  await aino.hears(tones.second);
  await sara.hears(tones.first);
  await aino.presses("Hold");
  await sara.hears(243);
  await sara.hearsNot(tones.first);
  await aino.hangsUp("Sara Nasser");
  await expect(sara.page.locator("#log")).toContainText("ended");
  await context.close();
});
