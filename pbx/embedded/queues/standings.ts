import { createFigures, type Figures, standingText } from "./figures";
import type { Queue } from "./table";

/** How queues stand, as whoever watches them reads it. */
export interface Standings {
  /** How many wait, and all the numbers as one text; null: no such queue. */
  of(queue: string): { readonly waiting: number; readonly text: string } | null;
  figuresOf(queue: string): Figures | undefined;
}

export interface StandingsWorld {
  readonly queues: readonly Queue[];
  waitingIn(queue: string): readonly { readonly sinceSeconds: number }[];
  /** Extensions. */
  loggedIn(queue: string): readonly string[];
  isReady(extension: string): boolean;
  isFree(extension: string): boolean;
}

export function createStandings(world: StandingsWorld): Standings {
  const { queues, waitingIn, loggedIn, isReady, isFree } = world;
  const figures = new Map(
    queues.map(({ name, serviceLevelSeconds }) => [name, createFigures(serviceLevelSeconds)]),
  );
  const texts = new Map<string, { readonly text: string; readonly sinceSeconds: number }>();

  /** The time is that of the last change: a text that only grows older is no news. */
  function dated(queue: string, text: string): string {
    const known = texts.get(queue);
    const nowSeconds = Math.floor(Date.now() / 1000);
    const sinceSeconds = known?.text === text ? known.sinceSeconds : nowSeconds;
    texts.set(queue, { text, sinceSeconds });
    return `${text}&t=${sinceSeconds}`;
  }

  return {
    figuresOf: (queue) => figures.get(queue),
    of(queue) {
      const own = figures.get(queue);
      if (own === undefined) return null;
      const waiting = waitingIn(queue);
      const members = loggedIn(queue);
      const text = standingText({
        ...own.read(),
        waiting: waiting.length,
        oldestSeconds: waiting[0]?.sinceSeconds ?? 0,
        loggedIn: members.length,
        ready: members.filter(isReady).length,
        free: members.filter(isFree).length,
      });
      return { waiting: waiting.length, text: dated(queue, text) };
    },
  };
}
