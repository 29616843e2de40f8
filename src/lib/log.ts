/**
 * error gave up, warn recovered, info once per meaningful transition, debug the rest (which consoles hide unless
 * asked). Never a secret, never a whole SIP message.
 */
type LogLevel = "error" | "warn" | "info" | "debug";

export interface LogLine {
  readonly level: LogLevel;
  readonly area: string;
  readonly text: string;
  readonly context: Readonly<Record<string, unknown>>;
}

const listeners = new Set<(line: LogLine) => void>();

/** Writes one line with its context to the console. */
export function log(
  level: LogLevel,
  area: string,
  text: string,
  context: Readonly<Record<string, unknown>> = {},
): void {
  console[level](`[${area}] ${text}`, context);
  for (const listener of listeners) listener({ level, area, text, context });
}

/** Hears every line from now on. */
export function watchLog(listener: (line: LogLine) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
