import { chromium } from "@playwright/test";

import { Agent } from "../e2e/support/agent";
import { browserFlags, expect, test } from "../e2e/support/fixtures";
import type { WireFaults } from "../e2e/support/wire";
import { type LossyRelay, startLossyRelay } from "./lossy-relay";
import { writeSpeechFile } from "./speech-file";

/** How long each way of sending is looked at. Chromium turns error correction up as reports of loss come in. */
const settleMs = 12_000;
const measureMs = 20_000;
const lossPercent = 10;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The call of the first agent goes by way of the relay, and the answer to it says of Opus what `fmtp` says. */
function lead(faults: WireFaults, relay: LossyRelay, fmtp: string): void {
  faults.clear();
  faults.add({
    on: "message",
    direction: "fromClient",
    method: "INVITE",
    user: "1001",
    action: { do: "rewrite", rewrite: (text) => resize(byWayOf(relay.systemPort, text)) },
  });
  const answer = (text: string): string => {
    const found = /^a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) (\d+) typ host/im.exec(text);
    if (found === null) return text;
    relay.aim(found[1] ?? "", Number(found[2]));
    const led = byWayOf(relay.browserPort, text);
    const type = /^a=rtpmap:(\d+) opus/im.exec(led)?.[1] ?? "";
    return resize(led.replace(/^(a=rtpmap:\d+ opus.*\r\n)/im, `$1a=fmtp:${type} ${fmtp}\r\n`));
  };
  for (const status of [183, 200]) {
    faults.add({
      on: "message",
      direction: "toClient",
      status,
      method: "INVITE",
      user: "1001",
      action: { do: "rewrite", rewrite: answer },
    });
  }
}

/** The relay in place of every address that a description names. */
function byWayOf(port: number, text: string): string {
  let isFirst = true;
  return text.replace(/^a=candidate:.*\r\n/gm, () => {
    const line = isFirst ? `a=candidate:1 1 UDP 2130706431 127.0.0.1 ${port} typ host\r\n` : "";
    isFirst = false;
    return line;
  });
}

function resize(text: string): string {
  const [head = "", body = ""] = text.split(/\r\n\r\n/);
  const length = Buffer.byteLength(body);
  return `${head.replace(/^Content-Length:.*$/im, `Content-Length: ${length}`)}\r\n\r\n${body}`;
}

interface Heard {
  readonly concealed: number;
  readonly total: number;
  readonly corrections: number;
}

/** What the page has received so far, over all its calls. */
function received(agent: Agent): Promise<Heard> {
  return agent.page.evaluate(async () => {
    const { benchConnections: connections } = window as unknown as {
      benchConnections: RTCPeerConnection[];
    };
    const sum = { concealed: 0, total: 0, corrections: 0 };
    for (const connection of connections) {
      for (const each of (await connection.getStats()).values()) {
        if (each.type !== "inbound-rtp") continue;
        sum.concealed += each.concealedSamples - each.silentConcealedSamples;
        sum.total += each.totalSamplesReceived;
        sum.corrections += each.fecPacketsReceived ?? 0;
      }
    }
    return sum;
  });
}

function keepConnections(): void {
  const page = window as unknown as { benchConnections: RTCPeerConnection[] };
  page.benchConnections = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      page.benchConnections.push(this);
    }
  };
}

/** A call from 1001 to 1002 on a bad network: what 1002 hears, and what silence costs. */
async function measure(caller: Agent, called: Agent, relay: LossyRelay) {
  await caller.dials("1002");
  await called.answers("Aino Virtanen");
  await pause(settleMs);
  const before = await received(called);
  relay.takeSent();
  await pause(measureMs);
  const after = await received(called);
  const spoken = relay.takeSent();
  await caller.presses("Mute", caller.call("Omar Haddad"));
  await pause(2_000);
  relay.takeSent();
  await pause(measureMs / 2);
  const silent = relay.takeSent();
  await caller.hangsUp("Omar Haddad");
  await expect(called.page.getByRole("button", { name: "Hang up" })).toHaveCount(0);
  return {
    concealedPercent: (100 * (after.concealed - before.concealed)) / (after.total - before.total),
    corrections: after.corrections - before.corrections,
    kbitPerSecond: (spoken.bytes * 8) / measureMs,
    silentPacketsPerSecond: silent.packets / (measureMs / 2_000),
  };
}

const ways = {
  "as Asterisk answers": "useinbandfec=0;usedtx=0",
  "as Hamsa completes it": "minptime=10",
} as const;

test("Opus on a network that loses packets, with and without Hamsa's fmtp", async ({
  agent,
  faults,
  site,
}) => {
  test.setTimeout(300_000);
  const relay = await startLossyRelay(lossPercent);
  const { args = [], ...more } = browserFlags("first");
  const others = args.filter((flag) => !flag.startsWith("--use-file-for-fake-audio-capture"));
  const speech = `--use-file-for-fake-audio-capture=${writeSpeechFile()}`;
  const speaker = await chromium.launch({ ...more, args: [...others, speech] });
  try {
    const omar = await agent("1002", {
      prepare: (context) => context.addInitScript(keepConnections),
    });
    const context = await speaker.newContext({ permissions: ["microphone"], locale: "en-GB" });
    const aino = await Agent.open(context, "1001", site.url);
    await aino.signsIn();
    await aino.isConnected();
    const results = [];
    for (const [way, fmtp] of Object.entries(ways)) {
      lead(faults, relay, fmtp);
      const result = await measure(aino, omar, relay);
      results.push(result);
      const { concealedPercent, corrections, kbitPerSecond, silentPacketsPerSecond } = result;
      process.stdout.write(
        `${way.padEnd(24)} lost ${lossPercent} %, made up ${concealedPercent.toFixed(1)} % of the sound, ` +
          `${corrections} corrections, ${kbitPerSecond.toFixed(1)} kbit/s, ` +
          `${silentPacketsPerSecond.toFixed(1)} packets/s when muted\n`,
      );
    }
    const [plain, completed] = results;
    if (plain === undefined || completed === undefined) return;
    const less = plain.concealedPercent / completed.concealedPercent;
    const fewer = plain.silentPacketsPerSecond / completed.silentPacketsPerSecond;
    process.stdout.write(
      `Hamsa's fmtp: ${less.toFixed(1)} times less sound made up, ${fewer.toFixed(1)} times fewer packets of silence\n`,
    );
  } finally {
    await speaker.close();
    await relay.close();
  }
});
