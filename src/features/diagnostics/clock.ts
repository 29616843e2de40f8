/** 14:05:03.120 in local time: for reading beside the log of a phone system, so the same in every language. */
export function clock(at: number): string {
  const day = new Date(at);
  const [hours, minutes, seconds] = [day.getHours(), day.getMinutes(), day.getSeconds()].map(
    (part) => String(part).padStart(2, "0"),
  );
  return `${hours}:${minutes}:${seconds}.${String(day.getMilliseconds()).padStart(3, "0")}`;
}

/** 2026-11-28, local. */
export function calendarDay(at: number): string {
  const day = new Date(at);
  const month = String(day.getMonth() + 1).padStart(2, "0");
  return `${day.getFullYear()}-${month}-${String(day.getDate()).padStart(2, "0")}`;
}

/** +02:00. */
export function utcOffset(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

/** +30 ms, +1.4 s, +2 min. */
export function span(ms: number): string {
  if (ms < 1_000) return `+${ms} ms`;
  return ms < 120_000 ? `+${(ms / 1_000).toFixed(1)} s` : `+${Math.round(ms / 60_000)} min`;
}
