import { vi } from "vitest";

const patienceMs = 15_000;
// Longer than the patience, so that what never happened is named.
vi.setConfig({ testTimeout: 2 * patienceMs });
const pollMs = 5;

/** Waits until `read` gives something true, and gives that. `what` names it when it never comes. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
): Promise<Exclude<T, false | null | undefined>> {
  const givesUpAtMs = performance.now() + patienceMs;
  for (;;) {
    const value = await read();
    if (value !== false && value !== null && value !== undefined) {
      return value as Exclude<T, false | null | undefined>;
    }
    if (performance.now() > givesUpAtMs) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
