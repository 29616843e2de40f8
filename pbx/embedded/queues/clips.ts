// Names of what queues say; the sentences are in prompts/README.md. The switch speaks English.

const clip = (name: string): string => `en-${name}`;

/** The highest place that has a word of its own. */
const lastNumber = 10;

export const queueClips = {
  menu: clip("queue-menu"),
  full: clip("queue-full"),
  nobody: clip("queue-nobody"),
  late: clip("queue-timeout"),
  offer: clip("queue-offer"),
  callback: clip("queue-callback"),
  noNumber: clip("queue-no-number"),
  question: clip("survey-question"),
  thanks: clip("survey-thanks"),
} as const;

/** Says the place in the line; the first one is 1. */
export function positionClips(place: number): readonly string[] {
  if (place === 1) return [clip("queue-next")];
  const isCountable = place <= lastNumber;
  return [
    clip(isCountable ? "queue-position" : "queue-more"),
    clip(`number-${Math.min(place, lastNumber)}`),
  ];
}
