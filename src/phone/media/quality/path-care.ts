import type { MediaPath } from "@/phone/media/media-session";

import type { PathCondition } from "./call-quality";

/**
 * When the way of the sound is looked for anew (ICE restart). Pure: the time comes in with the event.
 *
 * ```
 * up ──"disconnected", "failed", or 2 s without a packet──► restoring ──10 s──► lost
 *  ▲                                                            │ restart at once, then after 3, 3, 5, 8, 8 … s
 *  └── packets come; or the path is up and its checks are answered, and only the other side is silent ──┘
 * ```
 */
export interface PathCare {
  readonly path: MediaPath;
  /** So many packets came that their absence says something. */
  readonly hasFlowed: boolean;
  /** Looks in a row with only a few. */
  readonly slowLooks: number;
  /** The browser has gone over to another way, and nothing has come since. */
  readonly isUnprovenWay: boolean;
  /** The other side sends nothing over a path that works: nothing to restart until something comes. */
  readonly isFarSilence: boolean;
  readonly trouble: { readonly since: number; readonly attempts: number } | null;
  readonly isRestarting: boolean;
  readonly restartedAt: number | null;
  readonly nextAt: number;
  /** The network has changed: until then less patience. */
  readonly hurriedUntil: number;
  readonly restarts: number;
}

export const newPath: PathCare = {
  path: "new",
  hasFlowed: false,
  slowLooks: 0,
  isUnprovenWay: false,
  isFarSilence: false,
  trouble: null,
  isRestarting: false,
  restartedAt: null,
  nextAt: 0,
  hurriedUntil: 0,
  restarts: 0,
};

export interface Look {
  readonly type: "looked";
  readonly at: number;
  readonly spanMs: number;
  /** How long no packet has come; `null` where nobody says. */
  readonly quietMs: number | null;
  readonly packetsInPerSecond: number;
  /** Checks of the path that were answered since the last look. */
  readonly responses: number;
  /** The browser has gone over to another way since the last look. */
  readonly pairChanged: boolean;
  readonly expectsSound: boolean;
}

export type PathEvent =
  | Look
  | { readonly type: "pathChanged"; readonly path: MediaPath; readonly at: number }
  /** Its negotiation is over, well or not. */
  | { readonly type: "restarted"; readonly at: number }
  /** The signalling is back; with it a path that was not up has been looked for anew. */
  | { readonly type: "linkRestored"; readonly at: number }
  | { readonly type: "networkChanged"; readonly at: number }
  /** Somebody has pressed for it. */
  | { readonly type: "restartAsked"; readonly at: number };

export type PathEffect =
  | "restart"
  /** A path that died with its network has perhaps not died alone. */
  | "checkConnection";

type Step = readonly [PathCare, readonly PathEffect[]];

/** At least so many packets a second, or a pause may be one in speech (discontinuous transmission). */
const flowingPackets = 20;
const patienceMs = 2_000;
const hurriedPatienceMs = 500;
const hurryMs = 4_000;
/** After a restart packets need a moment, and a check of the path that is answered comes within 2.5 s (Chromium 156). */
const settleMs = 500;
const pausesMs: readonly number[] = [3_000, 3_000, 5_000, 8_000];
const lostAfterMs = 10_000;

export function carePath(care: PathCare, event: PathEvent): Step {
  switch (event.type) {
    case "looked":
      return look(care, event);
    case "pathChanged":
      return changePath({ ...care, path: event.path }, event.at);
    case "restarted":
      return [{ ...care, isRestarting: false, restartedAt: event.at }, []];
    case "linkRestored":
      return [
        care.trouble === null
          ? care
          : { ...care, restartedAt: event.at, nextAt: event.at + choosePauseMs(1) },
        [],
      ];
    case "networkChanged": {
      const hurried = { ...care, hurriedUntil: event.at + hurryMs };
      return care.trouble === null ? [hurried, []] : restart({ ...hurried, nextAt: 0 }, event.at);
    }
    case "restartAsked":
      return restart({ ...care, isFarSilence: false, nextAt: 0 }, event.at);
  }
}

function isDown(path: MediaPath): boolean {
  return path === "disconnected" || path === "failed";
}

function changePath(care: PathCare, at: number): Step {
  if (isDown(care.path)) return trouble(care, at, at);
  return [care, []];
}

function look(before: PathCare, event: Look): Step {
  const { at, quietMs, packetsInPerSecond: rate } = event;
  const slowLooks =
    rate === 0 ? before.slowLooks : rate < flowingPackets ? before.slowLooks + 1 : 0;
  // The interval in which a path dies has few packets too; only the second of that kind is a habit.
  const hasFlowed = rate >= flowingPackets || (before.hasFlowed && slowLooks < 2);
  const isUnprovenWay = rate === 0 && (before.isUnprovenWay || event.pairChanged);
  const care = { ...before, slowLooks, hasFlowed, isUnprovenWay };
  const isUp = !isDown(care.path) && care.path !== "connecting";
  const comes = rate > 0 && (quietMs === null || quietMs < hurriedPatienceMs);
  if (comes && isUp) return [well({ ...care, isFarSilence: false }), []];
  if (isDown(care.path)) return trouble(care, at, at);
  // Held, or moved elsewhere: the state of the path is all there is to go by.
  if (!event.expectsSound) return [isUp ? well(care) : care, []];
  if (isAnswered(care, event)) return [{ ...well(care), isFarSilence: true }, []];
  if (care.trouble !== null) return trouble(care, at, at);
  const isQuiet =
    quietMs !== null &&
    quietMs >= choosePatienceMs(care, at) &&
    // The other side may still send over the way that we have left: checks that are answered tell nothing of that.
    (care.hasFlowed || care.isUnprovenWay) &&
    !care.isFarSilence;
  return isQuiet ? trouble(care, at, at - quietMs) : [care, []];
}

/** After a restart all of this look's checks are of the new path: that they are answered proves it. */
function isAnswered(
  { path, trouble: is, isRestarting, restartedAt }: PathCare,
  event: Look,
): boolean {
  return (
    is !== null &&
    !isRestarting &&
    path === "connected" &&
    restartedAt !== null &&
    event.at - event.spanMs >= restartedAt &&
    event.at - restartedAt >= settleMs &&
    event.responses > 0
  );
}

function well(care: PathCare): PathCare {
  return care.trouble === null ? care : { ...care, trouble: null, nextAt: 0 };
}

function trouble(care: PathCare, at: number, since: number): Step {
  const known = care.trouble ?? { since, attempts: 0 };
  const [next, effects] = restart({ ...care, trouble: known }, at);
  return [next, care.trouble === null ? ["checkConnection", ...effects] : effects];
}

function restart(care: PathCare, at: number): Step {
  if (care.isRestarting || at < care.nextAt) return [care, []];
  const attempts = (care.trouble?.attempts ?? 0) + 1;
  const next = {
    ...care,
    trouble: { since: care.trouble?.since ?? at, attempts },
    isRestarting: true,
    restarts: care.restarts + 1,
    nextAt: at + choosePauseMs(attempts),
  };
  return [next, ["restart"]];
}

/** How long nothing may come before it means something. */
export function choosePatienceMs({ hurriedUntil }: PathCare, at: number): number {
  return at < hurriedUntil ? hurriedPatienceMs : patienceMs;
}

function choosePauseMs(attempts: number): number {
  return pausesMs[Math.min(attempts, pausesMs.length) - 1] ?? 0;
}

export function readCondition({ trouble: is }: PathCare, at: number): PathCondition {
  if (is === null) return { state: "up" };
  return { state: at - is.since < lostAfterMs ? "restoring" : "lost", since: is.since };
}
