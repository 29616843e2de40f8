import {
  type FindingKind,
  type Grade,
  gradeOf,
  type QualityPoint,
  type QualitySummary,
} from "./call-quality";
import type { Moment } from "./detectors";
import { rate, toMos } from "./mos";

/** Packetisation, encoding and what a sound card holds back: what no statistic counts. */
const fixedDelayMs = 40;

/** What an interval is worth: the least while its way is down, nothing while the other side is silent. */
export function score(moment: Moment): number | null {
  if (!moment.expectsSound) return null;
  if (moment.packetsInPerSecond < 1) return moment.isPathUp ? null : 1;
  const delayMs = (moment.roundTripMs ?? 0) / 2 + (moment.bufferMs ?? 0) + fixedDelayMs;
  return toMos(rate({ delayMs, lossPercent: moment.lossPercent ?? 0 }));
}

const smoothOver = 5;
/** A grade is left only by more than this, so that it does not flicker. */
const slack = 0.1;

/** The mean of the last seconds. */
export function smoothMos(points: readonly QualityPoint[]): number | null {
  const last = points.slice(-smoothOver).flatMap(({ mos }) => mos ?? []);
  return last.length < 2 ? null : last.reduce((sum, mos) => sum + mos, 0) / last.length;
}

export function chooseGrade(mos: number | null, before: Grade | null): Grade | null {
  return mos === null ? before : gradeOf(mos, before, slack);
}

/** Sums of a whole call, of which only these are kept. */
export interface Sums {
  readonly mos: Mean;
  readonly loss: Mean;
  readonly roundTrip: Mean;
  readonly jitter: Mean;
  readonly mosLeast: number | null;
  readonly route: QualitySummary["route"];
  readonly findings: readonly FindingKind[];
}

interface Mean {
  readonly sum: number;
  readonly count: number;
}

const none: Mean = { sum: 0, count: 0 };

export const noSums: Sums = {
  mos: none,
  loss: none,
  roundTrip: none,
  jitter: none,
  mosLeast: null,
  route: null,
  findings: [],
};

function include(mean: Mean, value: number | null): Mean {
  return value === null ? mean : { sum: mean.sum + value, count: mean.count + 1 };
}

/** `smoothed`: the score of the last seconds together, so that one bad second is not the worst of a call. */
export function addToSums(
  sums: Sums,
  point: QualityPoint,
  smoothed: number | null,
  findings: readonly FindingKind[],
): Sums {
  const fresh = findings.filter((kind) => !sums.findings.includes(kind));
  return {
    mos: include(sums.mos, point.mos),
    loss: include(sums.loss, point.lossPercent),
    roundTrip: include(sums.roundTrip, point.roundTripMs),
    jitter: include(sums.jitter, point.jitterMs),
    mosLeast: smoothed === null ? sums.mosLeast : Math.min(smoothed, sums.mosLeast ?? smoothed),
    route: point.route ?? sums.route,
    findings: fresh.length === 0 ? sums.findings : [...sums.findings, ...fresh],
  };
}

export function summarise(sums: Sums, restarts: number): QualitySummary {
  return {
    mosMean: meanOf(sums.mos, 2),
    mosLeast: sums.mosLeast === null ? null : round(sums.mosLeast, 2),
    lossPercent: meanOf(sums.loss, 2),
    roundTripMs: meanOf(sums.roundTrip, 0),
    jitterMs: meanOf(sums.jitter, 1),
    route: sums.route,
    findings: sums.findings,
    restarts,
  };
}

function meanOf({ sum, count }: Mean, digits: number): number | null {
  return count === 0 ? null : round(sum / count, digits);
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
