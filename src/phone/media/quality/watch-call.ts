import { log } from "@/lib/log";
import type { TalkingCall } from "@/phone/calls/call";
import type { MediaSession } from "@/phone/media/media-session";
import type { Stop } from "@/phone/store";

import type { CallQuality, Finding, Grade, QualityPoint } from "./call-quality";
import { detect, findingsOf, forgetMicrophone, noTrail } from "./detectors";
import { type Interval, toInterval } from "./interval";
import { carePath, choosePatienceMs, newPath, type PathEvent, readCondition } from "./path-care";
import { readSnapshot, type Snapshot } from "./snapshot";
import { addToSums, chooseGrade, noSums, score, smoothMos, summarise } from "./summary";

export interface CallWatchOptions {
  readonly call: () => TalkingCall | null;
  readonly media: () => MediaSession | null;
  /** The label of the microphone that is open, or `null`. */
  readonly microphone: () => string | null;
  /** Looks for the way of the sound anew; resolves when that is negotiated. */
  readonly restart: () => Promise<void>;
  readonly checkConnection: () => void;
  readonly told: (quality: CallQuality) => void;
  readonly now: () => number;
}

/** Watches the sound of one call, and repairs its way. */
export interface CallWatch {
  second(lateMs: number): Promise<void>;
  happened(event: Exclude<PathEvent, { type: "looked" | "pathChanged" | "restarted" }>): void;
  setSpeakingMuted(isSpeaking: boolean): void;
  stop(): void;
}

/** Three minutes. */
const mostPoints = 180;
/** From here on it may become a silence that means something, and is looked at when it does. */
const suspiciousMs = 200;

export function createCallWatch(options: CallWatchOptions): CallWatch {
  const { now } = options;
  let bound: MediaSession | null = null;
  let unbind: Stop = () => undefined;
  let last: Snapshot | null = null;
  let care = newPath;
  let trail = noTrail;
  let sums = noSums;
  let grade: Grade | null = null;
  let points: readonly QualityPoint[] = [];
  let microphone: string | null = null;
  let speakingMuted: Finding | null = null;
  let isLooking = false;
  let isOver = false;
  let peek: ReturnType<typeof setTimeout> | undefined;

  /** A rebuilt page or a new leg brings other media: its counters begin anew. */
  function bind(media: MediaSession): void {
    if (media === bound) return;
    unbind();
    bound = media;
    last = null;
    unbind = media.watchPath((path) => happened({ type: "pathChanged", path, at: now() }));
    happened({ type: "pathChanged", path: media.path, at: now() });
  }

  function happened(event: PathEvent): void {
    if (isOver) return;
    const before = readCondition(care, now()).state;
    const [next, effects] = carePath(care, event);
    care = next;
    for (const effect of effects) {
      if (effect === "checkConnection") options.checkConnection();
      else void restart();
    }
    const { state } = readCondition(care, now());
    if (state !== before) {
      log("info", "quality", `the way of the sound is ${state}`, { because: event.type });
      tell();
    }
    if (event.type === "networkChanged") void look();
  }

  async function restart(): Promise<void> {
    await options.restart().catch(() => undefined);
    happened({ type: "restarted", at: now() });
  }

  async function read(): Promise<Snapshot | null> {
    const media = options.media();
    if (media === null || options.call() === null) return null;
    bind(media);
    const statistics = await media.readStatistics();
    return isOver || statistics.length === 0 ? null : readSnapshot(statistics);
  }

  /** Looks at the path alone, between two seconds. */
  async function look(): Promise<void> {
    const snapshot = await read().catch(() => null);
    const interval = snapshot === null || last === null ? null : toInterval(last, snapshot);
    if (interval !== null) carePathBy(interval);
  }

  function carePathBy(interval: Interval): void {
    const call = options.call();
    if (call === null) return;
    const { spanMs, quietMs, packetsInPerSecond, responses, pairChanged } = interval;
    const expectsSound = expects(call, bound);
    const looked = { spanMs, quietMs, packetsInPerSecond, responses, pairChanged, expectsSound };
    happened({ type: "looked", at: now(), ...looked });
    clearTimeout(peek);
    const patienceMs = choosePatienceMs(care, now());
    // After a change of networks it is looked at more often: nothing may be wrong with it yet.
    const isDue = now() < care.hurriedUntil || (quietMs ?? 0) >= suspiciousMs;
    if (!isDue || quietMs === null || quietMs > patienceMs) return;
    if (expectsSound && care.hasFlowed) peek = setTimeout(() => void look(), patienceMs - quietMs);
  }

  async function second(lateMs: number): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    const snapshot = await read().catch(() => null);
    isLooking = false;
    const call = options.call();
    if (snapshot === null || call === null) return;
    const interval = last === null ? null : toInterval(last, snapshot);
    last = snapshot;
    if (interval === null) return;
    carePathBy(interval);
    take(interval, call, lateMs);
    tell();
  }

  function take(interval: Interval, call: TalkingCall, lateMs: number): void {
    const label = options.microphone();
    if (label !== microphone) trail = forgetMicrophone(trail);
    microphone = label;
    const moment = {
      ...interval,
      expectsSound: expects(call, bound),
      microphoneOpen: label !== null && speaks(call),
      isPathUp: care.trouble === null,
      lateMs,
    };
    trail = detect(trail, moment);
    points = [...points, { ...interval, mos: score(moment) }].slice(-mostPoints);
    const smoothed = smoothMos(points);
    grade = chooseGrade(smoothed, grade);
    const kinds = findings().map(({ kind }) => kind);
    sums = addToSums(sums, points.at(-1) ?? { ...interval, mos: null }, smoothed, kinds);
  }

  function findings(): readonly Finding[] {
    return speakingMuted === null ? findingsOf(trail) : [speakingMuted, ...findingsOf(trail)];
  }

  function tell(): void {
    options.told({
      path: readCondition(care, now()),
      grade,
      points,
      findings: findings(),
      summary: summarise(sums, care.restarts),
    });
  }

  return {
    second,
    happened,
    setSpeakingMuted(isSpeaking) {
      if (isSpeaking === (speakingMuted !== null)) return;
      speakingMuted = isSpeaking ? { kind: "talkingWhileMuted", since: now() } : null;
      tell();
    },
    stop() {
      isOver = true;
      clearTimeout(peek);
      unbind();
    },
  };
}

/** Whether sound is to come: it is negotiated, and nobody holds. */
function expects(call: TalkingCall, media: MediaSession | null): boolean {
  const { remoteDirection } = media ?? { remoteDirection: "inactive" };
  const isSentToUs = remoteDirection === "sendrecv" || remoteDirection === "sendonly";
  const isFree = !call.held && !call.wish.held && !call.heldThere && call.transfer === null;
  return isSentToUs && isFree && call.link.state !== "takingOver";
}

function speaks({ muted, held, wish, link }: TalkingCall): boolean {
  return !muted && !wish.muted && !held && !wish.held && link.state !== "takingOver";
}
