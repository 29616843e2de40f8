/**
 * error gave up, warn recovered, info once per meaningful transition, debug the rest (which consoles hide unless
 * asked). Never a secret, never a whole SIP message.
 */
type LogLevel = "error" | "warn" | "info" | "debug";

/** Writes one line with its context to the console. */
export function log(
  level: LogLevel,
  area: string,
  text: string,
  context: Readonly<Record<string, unknown>> = {},
): void {
  console[level](`[${area}] ${text}`, context);
}
