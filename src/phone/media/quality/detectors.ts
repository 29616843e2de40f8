import type { Finding, FindingKind } from "./call-quality";
import type { Interval } from "./interval";

/** An interval, and what was to be expected of it. */
export interface Moment extends Interval {
  /** Sound is to come: nobody holds, and the call is up. */
  readonly expectsSound: boolean;
  /** Our microphone is open for this call. */
  readonly microphoneOpen: boolean;
  /** The way of the sound is up, as far as is known. */
  readonly isPathUp: boolean;
  /** How late the page came to look at it. */
  readonly lateMs: number;
}

/** `null`: this moment says nothing about it. */
type Verdict = boolean | null;

interface Detector {
  readonly kind: FindingKind;
  /** Verdicts in a row until it is found, and until it is over: nothing flickers. */
  readonly onAfter: number;
  readonly offAfter: number;
  /** `isFound`: what is found needs more to be over than it took to be found. */
  readonly detect: (trail: Trail, isFound: boolean) => Verdict;
}

/** What is remembered of a call. */
export interface Trail {
  /** The last ones, newest last. */
  readonly moments: readonly Moment[];
  /** How long the open microphone has given nothing at all. */
  readonly silentMs: number;
  /** It has given something since it was chosen. */
  readonly hasSounded: boolean;
  readonly tallies: Readonly<Partial<Record<FindingKind, Tally>>>;
}

interface Tally {
  readonly found: Finding | null;
  /** Verdicts in a row that say otherwise. */
  readonly against: number;
}

export const noTrail: Trail = { moments: [], silentMs: 0, hasSounded: false, tallies: {} };

const mostMoments = 15;
const meanOver = 5;
const fewPackets = 5;
/** Most senders give 50 packets in a second, none of them fewer than 16. */
const flowingPackets = 16;
/** Below the last bit of a 16-bit sample: no microphone that is on is as quiet. */
const digitalSilence = 1 / 32_768;
const clippedPeak = 0.98;
/** Some headsets close their microphone between words: who has been heard is given longer. */
const silentFromStartMs = 6_000;
const silentLaterMs = 30_000;
const lateMs = 400;

const newest = ({ moments }: Trail): Moment | undefined => moments.at(-1);

function meanOf(
  { moments }: Trail,
  read: (moment: Moment) => number | null,
  over = meanOver,
): number | null {
  const values = moments.slice(-over).flatMap((moment) => read(moment) ?? []);
  if (values.length < Math.min(over, 3)) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function countOf({ moments }: Trail, over: number, matches: (moment: Moment) => boolean): number {
  return moments.slice(-over).filter(matches).length;
}

/** Above `high`, until it is below `low`. */
const between = (value: number | null, isFound: boolean, low: number, high: number): Verdict =>
  value === null ? null : value >= (isFound ? low : high);

const detectors: readonly Detector[] = [
  {
    kind: "noAudioIn",
    onAfter: 3,
    offAfter: 2,
    detect(trail) {
      const now = newest(trail);
      if (now === undefined || !now.isPathUp) return null;
      return now.expectsSound && now.packetsInPerSecond < 1;
    },
  },
  {
    kind: "noAudioOut",
    onAfter: 3,
    offAfter: 2,
    detect(trail) {
      const now = newest(trail);
      if (now === undefined || !now.isPathUp) return null;
      return now.microphoneOpen && now.packetsOutPerSecond < fewPackets;
    },
  },
  {
    // RTCP reports come every few seconds: two of them say so, one that says otherwise is enough.
    kind: "oneWay",
    onAfter: 1,
    offAfter: 1,
    detect(trail) {
      const reports = trail.moments.filter(({ lossTherePercent }) => lossTherePercent !== null);
      const now = newest(trail);
      if (now?.lossTherePercent == null || now.packetsInPerSecond < flowingPackets) return null;
      return (
        reports.length > 1 &&
        reports.slice(-2).every(({ lossTherePercent }) => (lossTherePercent ?? 0) >= 90)
      );
    },
  },
  {
    kind: "microphoneSilent",
    onAfter: 1,
    offAfter: 1,
    detect: ({ silentMs, hasSounded }) =>
      silentMs >= (hasSounded ? silentLaterMs : silentFromStartMs),
  },
  {
    kind: "microphoneClipped",
    onAfter: 1,
    offAfter: 5,
    detect(trail, isFound) {
      const clipped = ({ microphoneOpen, microphonePeak }: Moment): boolean =>
        microphoneOpen && (microphonePeak ?? 0) >= clippedPeak;
      return countOf(trail, 5, clipped) >= (isFound ? 1 : 3);
    },
  },
  {
    kind: "overloaded",
    onAfter: 1,
    offAfter: 5,
    detect(trail, isFound) {
      const isLate = (moment: Moment): boolean => moment.lateMs >= lateMs;
      /** Packets come as they should, and yet sound is missing: they were not decoded in time. */
      const isStarved = (moment: Moment): boolean =>
        moment.packetsInPerSecond >= 40 &&
        (moment.lossPercent ?? 0) < 1 &&
        (moment.jitterMs ?? 0) < 30 &&
        (moment.concealedPercent ?? 0) >= 5;
      return (
        countOf(trail, 5, (moment) => isLate(moment) || isStarved(moment)) >= (isFound ? 1 : 3)
      );
    },
  },
  {
    kind: "relayInUse",
    onAfter: 1,
    offAfter: 1,
    detect(trail) {
      const route = newest(trail)?.route ?? null;
      return route === null ? null : route === "relay";
    },
  },
  {
    kind: "highLoss",
    onAfter: 2,
    offAfter: 3,
    detect: (trail, isFound) =>
      between(
        meanOf(trail, ({ lossPercent }) => lossPercent),
        isFound,
        1.5,
        4,
      ),
  },
  {
    kind: "highDelay",
    onAfter: 2,
    offAfter: 3,
    detect: (trail, isFound) =>
      between(
        meanOf(trail, ({ roundTripMs }) => roundTripMs),
        isFound,
        300,
        400,
      ),
  },
  {
    kind: "highJitter",
    onAfter: 2,
    offAfter: 3,
    detect: (trail, isFound) =>
      between(
        meanOf(trail, ({ jitterMs }) => jitterMs),
        isFound,
        30,
        50,
      ),
  },
];

/** Takes one moment more into account. */
export function detect(before: Trail, moment: Moment): Trail {
  const moments = [...before.moments, moment].slice(-mostMoments);
  const trail = { ...before, ...listen(before, moment), moments };
  const tallies = Object.fromEntries(
    detectors.map(({ kind, onAfter, offAfter, detect: judge }) => {
      const tally = before.tallies[kind] ?? { found: null, against: 0 };
      const isFound = tally.found !== null;
      const verdict = judge(trail, isFound);
      if (verdict === null || verdict === isFound) {
        return [kind, verdict === null ? tally : { ...tally, against: 0 }];
      }
      const against = tally.against + 1;
      if (against < (isFound ? offAfter : onAfter)) return [kind, { ...tally, against }];
      return [kind, { found: isFound ? null : { kind, since: moment.at }, against: 0 }];
    }),
  );
  return { ...trail, tallies };
}

function listen(
  { silentMs, hasSounded }: Trail,
  { microphoneOpen, microphoneLevel, spanMs }: Moment,
): Pick<Trail, "silentMs" | "hasSounded"> {
  if (!microphoneOpen || microphoneLevel === null) return { silentMs: 0, hasSounded };
  if (microphoneLevel > digitalSilence) return { silentMs: 0, hasSounded: true };
  return { silentMs: silentMs + spanMs, hasSounded };
}

/** Another microphone: what was heard of the one before says nothing about it. */
export function forgetMicrophone(trail: Trail): Trail {
  return { ...trail, silentMs: 0, hasSounded: false };
}

export function findingsOf({ tallies }: Trail): readonly Finding[] {
  return detectors.flatMap(({ kind }) => tallies[kind]?.found ?? []);
}
