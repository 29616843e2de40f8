/**
 * Whether somebody speaks, from nothing but levels (root mean square, 0 to 1). Speech is loud most of the time for a
 * second; a key or a door is loud for a moment, and what goes on evenly below 0.016 is the room.
 */
export interface Hearing {
  /** The level that the room does not go below. */
  readonly floor: number;
  readonly levels: readonly { readonly at: number; readonly level: number }[];
  /** When speech was last heard. */
  readonly spokeAt: number | null;
}

const windowMs = 1_000;
/** -36 dBFS: whatever is as loud is meant to be heard, even or not. */
const loud = 0.016;
/** -50 dBFS: whatever is quieter is nothing to tell anybody about. */
const quiet = 0.003;
const aboveFloor = 3;
const mostlyLoud = 0.6;
/** The floor follows a louder room within seconds, and a quieter one at once. */
const floorRises = 1.02;
const fewestLevels = 4;
const fewestSyllables = 2;

/** Until the room is known only what is loud counts. */
export const nothingHeard: Hearing = { floor: loud / aboveFloor, levels: [], spokeAt: null };

export function hear(before: Hearing, level: number, at: number): Hearing {
  const floor = Math.min(level, Math.max(before.floor, quiet / aboveFloor) * floorRises);
  const threshold = Math.min(loud, Math.max(quiet, floor * aboveFloor));
  const levels = [...before.levels, { at, level }].filter((one) => at - one.at <= windowMs);
  const isWhole = at - (levels[0]?.at ?? at) >= windowMs * 0.8 && levels.length >= fewestLevels;
  const share = (least: number): number =>
    levels.filter((one) => one.level >= least).length / levels.length;
  const speaks =
    share(loud) >= mostlyLoud ||
    (share(threshold) >= mostlyLoud && countRises(levels, threshold) >= fewestSyllables);
  return { floor, levels, spokeAt: isWhole && speaks ? at : before.spokeAt };
}

/** A voice comes and goes with each syllable; a fan comes once. */
function countRises(levels: Hearing["levels"], threshold: number): number {
  return levels.filter(
    ({ level }, at) => level >= threshold && (levels[at - 1]?.level ?? level) < threshold,
  ).length;
}

/** A pause for breath is no end. */
const lingersMs = 4_000;

export function isSpeaking({ spokeAt }: Hearing, at: number): boolean {
  return spokeAt !== null && at - spokeAt < lingersMs;
}
