import type { Statistic } from "@/phone/media/media-session";

export type Route = "host" | "srflx" | "prflx" | "relay";

/** The pair of addresses that the sound goes over. */
export interface Pair {
  readonly id: string;
  /** Of our own candidate: `relay` means that a TURN server stands in between. */
  readonly route: Route;
  readonly protocol: string;
  /** Answers to our checks: they come only while the path works both ways. */
  readonly responses: number;
  /** Sum of the round trips of all checks. */
  readonly roundTripsMs: number;
  readonly roundTripMs: number | null;
}

/** The counters of one call's sound at one moment, since its beginning. */
export interface Snapshot {
  readonly atMs: number;
  /** What is received; another id is another stream, whose counters begin at 0. */
  readonly received: {
    readonly id: string;
    readonly packets: number;
    readonly bytes: number;
    readonly lost: number;
    /** Came too late to be played, or was not wanted. */
    readonly discarded: number;
    readonly jitterMs: number;
    readonly samples: number;
    /** Samples that were made up; those that were made up as silence are not in it. */
    readonly concealedSamples: number;
    readonly energy: number;
    readonly seconds: number;
    /** Sum over the samples of how long each has waited to be played. */
    readonly waitedMs: number;
    readonly waitedSamples: number;
    /** `null` before the first, and where a browser does not say. */
    readonly lastPacketAtMs: number | null;
  } | null;
  readonly sent: { readonly id: string; readonly packets: number; readonly bytes: number } | null;
  /** What goes into the call of ours: silence while it is muted. */
  readonly microphone: {
    readonly id: string;
    /** 0 to 1, the loudest of the last moment. */
    readonly peak: number;
    readonly energy: number;
    readonly seconds: number;
  } | null;
  /** What the other side last reported about what it gets from us (RTCP). */
  readonly there: {
    readonly reportedAtMs: number;
    readonly lossPercent: number;
    readonly roundTripMs: number | null;
  } | null;
  readonly pair: Pair | null;
}

const secondMs = 1_000;

function numberOf(statistic: Statistic | undefined, key: string): number {
  const value = statistic?.[key];
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function textOf(statistic: Statistic | undefined, key: string): string {
  const value = statistic?.[key];
  return typeof value === "string" ? value : "";
}

/** Makes sense of W3C WebRTC Statistics, where times are seconds and every field may be missing. */
export function readSnapshot(statistics: readonly Statistic[]): Snapshot {
  const byId = new Map(statistics.map((one) => [textOf(one, "id"), one]));
  const ofType = (type: string): readonly Statistic[] =>
    statistics.filter(
      (one) => one["type"] === type && (one["kind"] === undefined || one["kind"] === "audio"),
    );
  // A transfer brings another stream; the one before stays in the report.
  const received = ofType("inbound-rtp").toSorted(
    (one, other) =>
      numberOf(other, "lastPacketReceivedTimestamp") - numberOf(one, "lastPacketReceivedTimestamp"),
  )[0];
  const sent = ofType("outbound-rtp")[0];
  const source = byId.get(textOf(sent, "mediaSourceId")) ?? ofType("media-source")[0];
  const there = ofType("remote-inbound-rtp")[0];
  return {
    atMs: Math.max(0, ...statistics.map((one) => numberOf(one, "timestamp"))),
    received: received === undefined ? null : readReceived(received),
    sent:
      sent === undefined
        ? null
        : {
            id: textOf(sent, "id"),
            packets: numberOf(sent, "packetsSent"),
            bytes: numberOf(sent, "bytesSent"),
          },
    microphone:
      source === undefined
        ? null
        : {
            id: textOf(source, "id"),
            peak: numberOf(source, "audioLevel"),
            energy: numberOf(source, "totalAudioEnergy"),
            seconds: numberOf(source, "totalSamplesDuration"),
          },
    there:
      there === undefined
        ? null
        : {
            reportedAtMs: numberOf(there, "timestamp"),
            lossPercent: numberOf(there, "fractionLost") * 100,
            roundTripMs: optionalMs(there, "roundTripTime"),
          },
    pair: readPair(byId, statistics),
  };
}

function readReceived(received: Statistic): NonNullable<Snapshot["received"]> {
  const concealed = numberOf(received, "concealedSamples");
  const lastPacketAtMs = numberOf(received, "lastPacketReceivedTimestamp");
  return {
    id: textOf(received, "id"),
    packets: numberOf(received, "packetsReceived"),
    bytes: numberOf(received, "bytesReceived"),
    lost: numberOf(received, "packetsLost"),
    discarded: numberOf(received, "packetsDiscarded"),
    jitterMs: numberOf(received, "jitter") * secondMs,
    samples: numberOf(received, "totalSamplesReceived"),
    concealedSamples: concealed - numberOf(received, "silentConcealedSamples"),
    energy: numberOf(received, "totalAudioEnergy"),
    seconds: numberOf(received, "totalSamplesDuration"),
    waitedMs: numberOf(received, "jitterBufferDelay") * secondMs,
    waitedSamples: numberOf(received, "jitterBufferEmittedCount"),
    lastPacketAtMs: lastPacketAtMs > 0 ? lastPacketAtMs : null,
  };
}

function optionalMs(statistic: Statistic, key: string): number | null {
  return typeof statistic[key] === "number" ? numberOf(statistic, key) * secondMs : null;
}

function readPair(
  byId: ReadonlyMap<string, Statistic>,
  statistics: readonly Statistic[],
): Pair | null {
  const transport = statistics.find(
    (one) => one["type"] === "transport" && textOf(one, "selectedCandidatePairId") !== "",
  );
  const pair =
    byId.get(textOf(transport, "selectedCandidatePairId")) ??
    // Firefox has no transport in its report.
    statistics.find((one) => one["type"] === "candidate-pair" && one["selected"] === true);
  if (pair === undefined) return null;
  const local = byId.get(textOf(pair, "localCandidateId"));
  const route = textOf(local, "candidateType");
  return {
    id: textOf(pair, "id"),
    route: route === "relay" || route === "srflx" || route === "prflx" ? route : "host",
    protocol: textOf(local, "relayProtocol") || textOf(local, "protocol"),
    responses: numberOf(pair, "responsesReceived"),
    roundTripsMs: numberOf(pair, "totalRoundTripTime") * secondMs,
    roundTripMs: optionalMs(pair, "currentRoundTripTime"),
  };
}
