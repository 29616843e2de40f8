/**
 * error gave up, warn recovered, info once per meaningful transition, debug the rest. Never a secret, never a
 * whole SIP message.
 */
export type LogLevel = "error" | "warn" | "info" | "debug";

export interface LogEntry {
  readonly at: number;
  readonly level: LogLevel;
  readonly area: string;
  readonly text: string;
  readonly context: Readonly<Record<string, unknown>>;
}

const kept: LogEntry[] = [];
const mostKept = 500;

/** Writes one line to the console (debug lines are only kept) and to a bounded ring in memory. */
export function log(
  level: LogLevel,
  area: string,
  text: string,
  context: Readonly<Record<string, unknown>> = {},
): void {
  kept.push({ at: Date.now(), level, area, text, context });
  if (kept.length > mostKept) kept.shift();
  if (level === "debug") return;
  console[level](`[${area}] ${text}`, context);
}

/** The last lines, oldest first. */
export function lastLogEntries(): readonly LogEntry[] {
  return kept;
}
