import { describe, expect, test } from "vitest";

import { type FakeCounters, statisticsAt } from "@/testing/statistics";
import { inCall, type TestPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { CallQuality } from "./call-quality";

type Story = Awaited<ReturnType<typeof watchedCall>>;

/** A call that is watched, on a clock of its own: the seconds pass when the test says so. */
async function watchedCall() {
  const clock = { at: 1_000_000 };
  const { agent, there, media } = await inCall({
    ports: { now: () => clock.at, reconnectDelaysMs: [5] },
  });
  let counters: FakeCounters = { packetsReceived: 0, packetsSent: 0, sourceSeconds: 0 };
  const number = (name: string): number => Number(counters[name] ?? 0);

  /** One second, in which the counters grow by so much. */
  async function second(growth: Record<string, number> = {}): Promise<void> {
    clock.at += 1_000;
    const comes = growth["packetsReceived"] ?? 50;
    const grown = Object.fromEntries(
      Object.entries({
        packetsReceived: comes,
        packetsSent: 50,
        responsesReceived: comes > 0 ? 1 : 0,
        sourceSeconds: 1,
        sourceEnergy: 0.01,
        ...growth,
      }).map(([name, more]) => [name, number(name) + more]),
    );
    const last = comes > 0 ? clock.at : number("lastPacketReceivedTimestamp");
    counters = { ...counters, ...grown, lastPacketReceivedTimestamp: last };
    media.statistics = statisticsAt(clock.at, counters);
    const seen = points().length;
    agent.ticks();
    if (seen > 0) await until(() => points().length > seen, "the next point");
    else await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const id = agent.call()?.id;
  if (id === undefined) throw new Error("no call");
  const quality = (): CallQuality | undefined => agent.phone.quality.store.getState().byId[id];
  const points = () => quality()?.points ?? [];
  const seconds = async (count: number, growth: Record<string, number> = {}): Promise<void> => {
    for (let done = 0; done < count; done += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await second(growth);
    }
  };
  // The watch is loaded with the call.
  await until(() => {
    media.statistics = statisticsAt(clock.at, counters);
    agent.ticks();
    clock.at += 1_000;
    return quality() !== undefined;
  }, "the watch");
  return { agent, there, media, clock, id, seconds, quality };
}

const restartsOf = ({ media }: Story): number =>
  media.log.filter((entry) => entry === "offer restart").length;
const isUp = (agent: TestPhone) => agent.phone.connection.store.getState().phase === "connected";

describe("a watched call", () => {
  test("has a grade, points and figures, and its row keeps what it was like", async () => {
    const story = await watchedCall();
    await story.seconds(8, { currentRoundTripTime: 0 });
    expect(story.quality()).toMatchObject({ grade: "good", path: { state: "up" }, findings: [] });
    expect(() => structuredClone(story.agent.phone.quality.store.getState())).not.toThrow();
    story.there.bye();
    await story.agent.expects("ended");
    const rows = () => story.agent.phone.history.search({ text: "", missedOnly: false, limit: 9 });
    await until(async () => (await rows())[0]?.quality !== undefined, "the summary in the row");
    const [row] = await rows();
    expect(row?.quality).toMatchObject({ lossPercent: 0, route: "host", restarts: 0 });
    expect(row?.quality?.mosMean).toBeGreaterThan(4);
  });

  test("is forgotten with the call", async () => {
    const story = await watchedCall();
    await story.seconds(2);
    story.agent.does({ type: "hangUp" });
    await story.agent.expects("ended");
    story.agent.phone.calls.do({ type: "dismiss", id: story.id });
    expect(story.quality()).toBeUndefined();
  });
});

describe("the way of the sound", () => {
  test("is looked for anew after two seconds of nothing, and the call says so meanwhile", async () => {
    const story = await watchedCall();
    await story.seconds(3);
    await story.seconds(2, { packetsReceived: 0 });
    await until(() => restartsOf(story) === 1, "the restart");
    expect(story.quality()?.path.state).toBe("restoring");
    await until(() => story.media.log.at(-1) === "apply", "its answer");
    await story.seconds(1);
    expect(story.quality()?.path.state).toBe("up");
    expect(story.quality()?.summary.restarts).toBe(1);
  });

  test("is looked for anew when the browser says that it is gone", async () => {
    const story = await watchedCall();
    await story.seconds(2);
    story.media.changePath("disconnected");
    await until(() => restartsOf(story) === 1, "the restart");
    await until(() => story.there.requests.some(({ method }) => method === "INVITE"), "re-INVITE");
  });

  test("is left alone while the call is on hold", async () => {
    const story = await watchedCall();
    await story.seconds(3);
    story.agent.does({ type: "hold" });
    await story.agent.waitsFor((call) => call.phase === "talking" && call.held, "hold");
    await story.seconds(6, { packetsReceived: 0 });
    expect(restartsOf(story)).toBe(0);
    expect(story.quality()?.path.state).toBe("up");
  });

  test("waits for the connection, and is looked for with the refresh of the call", async () => {
    const story = await watchedCall();
    await story.seconds(3);
    const { wire } = story.agent.pbx;
    wire.refuse = true;
    wire.cut();
    await story.agent.waitsFor(({ link }) => link.state === "recovering", "the cut");
    await story.seconds(2, { packetsReceived: 0 });
    wire.refuse = false;
    await until(() => isUp(story.agent), "the connection");
    await until(() => restartsOf(story) === 1, "the restart");
    expect(story.there.requests.filter(({ method }) => method === "INVITE")).toHaveLength(1);
  });

  test("once dead, asks whether the connection is dead too", async () => {
    const story = await watchedCall();
    await story.seconds(3);
    const options = () => story.agent.pbx.wire.sent.filter((text) => text.startsWith("OPTIONS "));
    const before = options().length;
    await story.seconds(2, { packetsReceived: 0 });
    await until(() => options().length > before, "the question");
  });

  test("of a far end that only fell silent is restarted once", async () => {
    const story = await watchedCall();
    await story.seconds(3);
    await story.seconds(2, { packetsReceived: 0 });
    await until(() => story.media.log.at(-1) === "apply", "the restart");
    await story.seconds(20, { packetsReceived: 0, responsesReceived: 2 });
    expect(restartsOf(story)).toBe(1);
    expect(story.quality()).toMatchObject({
      path: { state: "up" },
      findings: [{ kind: "noAudioIn" }],
    });
  });

  test("is looked for anew by a press", async () => {
    const story = await watchedCall();
    await story.seconds(1);
    story.agent.phone.quality.do({ type: "restartPath", id: story.id });
    await until(() => restartsOf(story) === 1, "the restart");
  });
});

describe("the microphone", () => {
  test("that is muted while somebody speaks is told of within a second, and no more once it is open", async () => {
    const story = await watchedCall();
    story.agent.does({ type: "mute" });
    await story.agent.waitsFor((call) => call.phase === "talking" && call.muted, "mute");
    const kinds = () => story.quality()?.findings.map(({ kind }) => kind) ?? [];
    const begunAt = story.clock.at;
    while (!kinds().includes("talkingWhileMuted") && story.clock.at - begunAt < 5_000) {
      story.agent.audio.speak(0.1);
      story.clock.at += 83;
    }
    expect(story.clock.at - begunAt).toBeLessThan(1_300);
    story.agent.does({ type: "unmute" });
    await until(() => !kinds().includes("talkingWhileMuted"), "the end of it");
  });

  test("that gives nothing is found; on mute it may", async () => {
    const story = await watchedCall();
    await story.seconds(8, { sourceEnergy: 0 });
    expect(story.quality()?.findings).toMatchObject([{ kind: "microphoneSilent" }]);
    const muted = await watchedCall();
    muted.agent.does({ type: "mute" });
    await muted.agent.waitsFor((call) => call.phase === "talking" && call.muted, "mute");
    await muted.seconds(8, { sourceEnergy: 0 });
    expect(muted.quality()?.findings).toEqual([]);
  });
});
