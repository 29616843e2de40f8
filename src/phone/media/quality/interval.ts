import type { Route, Snapshot } from "./snapshot";

/** What happened between two snapshots. `null`: nobody can say. */
export interface Interval {
  readonly at: number;
  readonly spanMs: number;
  readonly packetsInPerSecond: number;
  readonly packetsOutPerSecond: number;
  readonly kilobitsInPerSecond: number;
  readonly kilobitsOutPerSecond: number;
  /** How long no packet has come. */
  readonly quietMs: number | null;
  /** Of what should have come; what came too late counts as lost. */
  readonly lossPercent: number | null;
  /** Of what we send, by the other side's newest report; `null` without a new one. */
  readonly lossTherePercent: number | null;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
  /** Of what was played, what was made up. */
  readonly concealedPercent: number | null;
  /** How long a sample waits before it is played. */
  readonly bufferMs: number | null;
  /** Root mean square, 0 to 1. */
  readonly levelIn: number | null;
  readonly microphoneLevel: number | null;
  readonly microphonePeak: number | null;
  /** Checks of the path that were answered. */
  readonly responses: number;
  /** The browser has gone over to another way. */
  readonly pairChanged: boolean;
  readonly route: Route | null;
  readonly protocol: string | null;
}

interface Named {
  readonly id: string;
}

/** How much a counter of this stream has grown; another stream, or one that was set back, began at 0. */
function grower<Counters extends Named>(before: Counters | null, after: Counters | null) {
  return (key: keyof Counters): number => {
    const now = Number(after?.[key] ?? 0);
    const then = before !== null && before.id === after?.id ? Number(before[key]) : 0;
    return now < then ? now : now - then;
  };
}

/** The one place where counters become rates. `null` where no time has passed. */
export function toInterval(before: Snapshot, after: Snapshot): Interval | null {
  const spanMs = after.atMs - before.atMs;
  if (spanMs <= 0) return null;
  const perSecond = (count: number): number => (count * 1_000) / spanMs;
  const received = grower(before.received, after.received);
  const sent = grower(before.sent, after.sent);
  const spoken = grower(before.microphone, after.microphone);
  const packets = received("packets");
  const roundTrips = grower(before.pair, after.pair);
  const responses = roundTrips("responses");
  const samples = received("samples");
  const waited = received("waitedSamples");
  const isNewReport =
    after.there !== null && after.there.reportedAtMs !== before.there?.reportedAtMs;
  return {
    at: after.atMs,
    spanMs,
    packetsInPerSecond: perSecond(packets),
    packetsOutPerSecond: perSecond(sent("packets")),
    kilobitsInPerSecond: perSecond(received("bytes") * 8) / 1_000,
    kilobitsOutPerSecond: perSecond(sent("bytes") * 8) / 1_000,
    quietMs: readQuietMs(after),
    lossPercent: readLossPercent(before, after, packets, received("discarded")),
    lossTherePercent: isNewReport ? (after.there?.lossPercent ?? null) : null,
    jitterMs: packets > 0 ? (after.received?.jitterMs ?? null) : null,
    roundTripMs:
      responses > 0
        ? roundTrips("roundTripsMs") / responses
        : (after.there?.roundTripMs ?? after.pair?.roundTripMs ?? null),
    concealedPercent: samples > 0 ? share(received("concealedSamples"), samples) : null,
    bufferMs: waited > 0 ? received("waitedMs") / waited : null,
    levelIn: readLevel(received("energy"), received("seconds")),
    // A microphone that gives no samples at all is as silent as one that gives zeros.
    microphoneLevel:
      after.microphone === null ? null : (readLevel(spoken("energy"), spoken("seconds")) ?? 0),
    microphonePeak: after.microphone?.peak ?? null,
    responses,
    pairChanged: before.pair !== null && after.pair !== null && before.pair.id !== after.pair.id,
    route: after.pair?.route ?? null,
    protocol: after.pair?.protocol ?? null,
  };
}

function share(part: number, whole: number): number {
  return Math.min(100, Math.max(0, (part * 100) / whole));
}

function readQuietMs({ atMs, received }: Snapshot): number | null {
  const last = received?.lastPacketAtMs ?? null;
  return last === null ? null : Math.max(0, atMs - last);
}

/** `lost` also falls, when something that was given up arrives after all: that is no loss, and no set-back either. */
function readLossPercent(
  before: Snapshot,
  after: Snapshot,
  packets: number,
  discarded: number,
): number | null {
  const isSame = before.received !== null && before.received.id === after.received?.id;
  const isSetBack = isSame && (after.received?.packets ?? 0) < (before.received?.packets ?? 0);
  const then = isSame && !isSetBack ? (before.received?.lost ?? 0) : 0;
  const lost = Math.max(0, (after.received?.lost ?? 0) - then);
  const expected = packets + lost;
  return expected === 0 ? null : share(lost + Math.min(discarded, packets), expected);
}

/** Energy is the sum of squares over time (W3C WebRTC Statistics, `totalAudioEnergy`). */
function readLevel(energy: number, seconds: number): number | null {
  return seconds > 0 ? Math.sqrt(energy / seconds) : null;
}
