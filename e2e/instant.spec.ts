import type { BrowserContext } from "@playwright/test";

import type { Agent } from "./support/agent";
import { expect, test, tones } from "./support/fixtures";
import { maria } from "./support/maria";

// What is made ready before the press: that it is used, that nobody hears of it, and that it keeps.

interface Watched {
  /** What happened, oldest first: "press", "peer", "INVITE with 2 candidates". */
  readonly log: string[];
  readonly peers: RTCPeerConnection[];
}

/** Chromium gives up on candidates that do not answer for 15 s. */
const longRingMs = 17_000;

async function watchPeers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const watched: Watched = { log: [], peers: [] };
    Object.assign(window, { watched });
    document.addEventListener("click", () => void watched.log.push("press"), true);
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (data) {
      const text = typeof data === "string" ? data : "";
      if (text.startsWith("INVITE ")) {
        const candidates = text.match(/^a=candidate:/gm)?.length ?? 0;
        watched.log.push(
          candidates === 0 ? "INVITE without a candidate" : "INVITE with candidates",
        );
      }
      return send.call(this, data);
    };
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        watched.log.push("peer");
        watched.peers.push(this);
      }
    };
  });
}

/** How the connections of the page stand, without those that are closed. */
function peersOf(
  agent: Agent,
): Promise<readonly { state: string; gathered: boolean; speaks: boolean }[]> {
  return agent.page.evaluate(() =>
    (window as unknown as { watched: Watched }).watched.peers
      .filter(({ signalingState }) => signalingState !== "closed")
      .map((peer) => ({
        state: peer.connectionState,
        gathered: peer.localDescription?.sdp.includes("a=candidate:") ?? false,
        speaks: peer.getSenders().some(({ track }) => track !== null),
      })),
  );
}

const takeLog = (agent: Agent): Promise<readonly string[]> =>
  agent.page.evaluate(() => (window as unknown as { watched: Watched }).watched.log.splice(0));

const onlyReady = [{ state: "new", gathered: true, speaks: false }];

test("a call begins with what was gathered before the press, and the next one too", async ({
  agent,
}) => {
  const aino = await agent("1001", { prepare: watchPeers });
  for (const time of ["first", "second"]) {
    await expect.poll(() => peersOf(aino), `ready for the ${time} call`).toEqual(onlyReady);
    await aino.page.getByLabel("Number or name").fill("600");
    await takeLog(aino);
    await aino.presses("Call");
    await aino.hears(tones.first);
    const log = await takeLog(aino);
    expect(log.slice(0, 2)).toEqual(["press", "INVITE with candidates"]);
    await aino.presses("Hang up");
    await aino.presses("Remove from view");
  }
});

test("a call out of a queue has its way before it is answered, and nothing is heard on it", async ({
  agent,
  pbx,
  sounds,
}) => {
  test.setTimeout(90_000);
  const [queue] = pbx.queues;
  if (queue === undefined) throw new Error("no queue");
  const aino = await agent("1001", { voice: "first", prepare: watchPeers });
  await expect.poll(() => peersOf(aino)).toEqual(onlyReady);
  await pbx.serves("1001", queue.number, true);
  const { id: customer } = await pbx.customerCalls({ ...maria, to: queue.number });
  await aino.rings("Maria");
  await expect
    .poll(() => peersOf(aino))
    .toEqual([...onlyReady, { state: "connected", gathered: true, speaks: false }]);
  expect(aino.countSent("SIP/2.0 183")).toBe(1);
  await aino.hearsNot(tones.third);
  await sounds.hearsNot(customer, tones.first);
  await aino.answers("Maria");
  await aino.hears(tones.third);
  await sounds.hears(customer, tones.first);
  await aino.hangsUp("Maria");
  await pbx.serves("1001", queue.number, false);
});

test("a direct call that rings for long is prepared in silence, and answered as soon as it is pressed", async ({
  agent,
  pbx,
  sounds,
}) => {
  test.setTimeout(90_000);
  const aino = await agent("1001", { voice: "first", prepare: watchPeers });
  await expect.poll(() => peersOf(aino)).toEqual(onlyReady);
  const { id: customer } = await pbx.customerCalls(maria);
  await aino.rings("Maria");
  await expect.poll(() => peersOf(aino)).toEqual([...onlyReady, ...onlyReady]);
  await aino.page.waitForTimeout(longRingMs);
  expect(await peersOf(aino)).toEqual([...onlyReady, ...onlyReady]);
  expect(aino.countSent("SIP/2.0 183")).toBe(0);
  await takeLog(aino);
  await aino.answers("Maria");
  expect(await takeLog(aino)).toEqual(["press"]);
  await aino.hears(tones.third);
  await sounds.hears(customer, tones.first);
  await aino.hangsUp("Maria");
});

test("a call that is declined leaves nothing of what was made for it", async ({ agent, pbx }) => {
  const aino = await agent("1001", { prepare: watchPeers });
  await expect.poll(() => peersOf(aino)).toEqual(onlyReady);
  await pbx.customerCalls(maria);
  await aino.rings("Maria");
  await expect.poll(() => peersOf(aino)).toHaveLength(2);
  await aino.presses("Decline");
  await expect.poll(() => peersOf(aino)).toEqual(onlyReady);
});
