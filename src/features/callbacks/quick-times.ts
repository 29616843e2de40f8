const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const roundMs = 5 * minuteMs;
const morningHour = 9;

export const quickChoices = ["inAnHour", "tomorrow", "nextWeek"] as const;
type QuickChoice = (typeof quickChoices)[number];

/** When people say they will call back: in the time of the agent's computer. */
export function quickTime(choice: QuickChoice, now: number): number {
  switch (choice) {
    case "inAnHour":
      return Math.ceil((now + hourMs) / roundMs) * roundMs;
    case "tomorrow":
      return morningIn(1, now);
    case "nextWeek":
      // The same day: a working day of today's is one then, wherever the week begins.
      return morningIn(7, now);
  }
}

function morningIn(days: number, now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  return day.setHours(morningHour, 0, 0, 0);
}
