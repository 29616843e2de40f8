import { readEpoch } from "@/lib/command-words";

import type { FloorQueue } from "./floor-state";
import { readNumber, readPairs } from "./read-desk";

export function unknownQueue(id: string): FloorQueue {
  return {
    id,
    waiting: null,
    oldestAt: null,
    loggedIn: null,
    ready: null,
    free: null,
    averageWaitSeconds: null,
    averageTalkSeconds: null,
    completed: null,
    abandoned: null,
    serviceLevelPercent: null,
  };
}

/** The text of a queue's presence: `w=1&o=<epoch>&l=2&r=1&f=1&h=3&k=3&c=1&a=1&s=100.0&t=…`. Hostile. */
export function readQueue(id: string, text: string, now: number): FloorQueue {
  const fields = readPairs(text);
  const number = (key: string): number | null => readNumber(fields.get(key));
  const waiting = number("w");
  const percent = number("s");
  const completed = number("c");
  const abandoned = number("a");
  // Of no call at all there is no mean and no share, though a phone system may say 0.
  const hasCompleted = completed !== 0;
  const hasAny = hasCompleted || abandoned !== 0;
  return {
    id,
    waiting,
    oldestAt: waiting === 0 ? null : readEpoch(fields.get("o"), now),
    loggedIn: number("l"),
    ready: number("r"),
    free: number("f"),
    averageWaitSeconds: hasCompleted ? number("h") : null,
    averageTalkSeconds: hasCompleted ? number("k") : null,
    completed,
    abandoned,
    serviceLevelPercent: percent === null || percent > 100 || !hasAny ? null : percent,
  };
}
