import type { Statistic } from "@/phone/media/media-session";

/** Counters by the names of W3C WebRTC Statistics, from several entries together. */
export interface FakeCounters {
  readonly inboundId?: string;
  readonly pairId?: string;
  readonly candidateType?: string;
  /** Of the microphone. */
  readonly sourceLevel?: number;
  readonly sourceEnergy?: number;
  readonly sourceSeconds?: number;
  readonly reportedAt?: number;
  readonly [counter: string]: number | string | undefined;
}

/** A report as Chromium gives it. */
export function statisticsAt(timestamp: number, counters: FakeCounters = {}): readonly Statistic[] {
  const { inboundId = "in", pairId = "pair", candidateType = "host", reportedAt = 0 } = counters;
  const audio = { kind: "audio", timestamp };
  return [
    { ...counters, ...audio, id: inboundId, type: "inbound-rtp" },
    { ...audio, id: "out", type: "outbound-rtp", packetsSent: counters["packetsSent"] ?? 0 },
    {
      ...audio,
      id: "source",
      type: "media-source",
      audioLevel: counters.sourceLevel ?? 0,
      totalAudioEnergy: counters.sourceEnergy ?? 0,
      totalSamplesDuration: counters.sourceSeconds ?? 0,
    },
    {
      kind: "audio",
      id: "there",
      type: "remote-inbound-rtp",
      timestamp: reportedAt,
      fractionLost: counters["fractionLost"] ?? 0,
    },
    { timestamp, id: "transport", type: "transport", selectedCandidatePairId: pairId },
    { ...counters, timestamp, id: pairId, type: "candidate-pair", localCandidateId: "local" },
    { timestamp, id: "local", type: "local-candidate", candidateType, protocol: "udp" },
  ];
}
