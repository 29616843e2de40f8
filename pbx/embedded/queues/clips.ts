// Names of what queues say, in every language; the sentences are in prompts/README.md.

/** The highest place that has a word of its own. */
const lastNumber = 10;

export const queueClips = {
  menu: "queue-menu",
  full: "queue-full",
  nobody: "queue-nobody",
  late: "queue-timeout",
  offer: "queue-offer",
  callback: "queue-callback",
  noNumber: "queue-no-number",
  question: "survey-question",
  thanks: "survey-thanks",
} as const;

/** Says the place in the line; the first one is 1. */
export function positionClips(place: number): readonly string[] {
  if (place === 1) return ["queue-next"];
  const isCountable = place <= lastNumber;
  return [isCountable ? "queue-position" : "queue-more", `number-${Math.min(place, lastNumber)}`];
}
