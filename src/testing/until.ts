/** Waits for a state by looking again; rejects with what was waited for after two seconds. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const started = Date.now();
  // oxlint-disable-next-line no-await-in-loop -- waiting is the point
  while (!(await condition())) {
    if (Date.now() - started > 2_000) throw new Error(`waited in vain for: ${what}`);
    // oxlint-disable-next-line no-await-in-loop -- waiting is the point
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
