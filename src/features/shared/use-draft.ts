import { useCallback, useState } from "react";

const prefix = "hamsa.draft.";

/**
 * What has been typed and not been sent: a reload or another page does not take it away. It is this tab's own and ends
 * with it; `forgetDraft` when it has been sent or thrown away. A browser that keeps nothing keeps it until the page goes.
 */
export function useDraft<Value>(
  name: string,
  initial: Value,
  fits: (foreign: unknown) => foreign is Value,
): readonly [Value, (next: Value) => void] {
  const [value, setValue] = useState<Value>(() => readDraft(name, fits) ?? initial);
  const write = useCallback(
    (next: Value): void => {
      setValue(next);
      keepDraft(name, next);
    },
    [name],
  );
  return [value, write];
}

export function keepDraft(name: string, value: unknown): void {
  attempt(() => sessionStorage.setItem(prefix + name, JSON.stringify(value)));
}

export const isText = (foreign: unknown): foreign is string => typeof foreign === "string";

/** `null` if there is none, or if an older page has written something else. */
export function readDraft<Value>(
  name: string,
  fits: (foreign: unknown) => foreign is Value,
): Value | null {
  const kept = attempt(
    () => JSON.parse(sessionStorage.getItem(prefix + name) ?? "null") as unknown,
  );
  return fits(kept) ? kept : null;
}

export function forgetDraft(name: string): void {
  attempt(() => sessionStorage.removeItem(prefix + name));
}

/** The next agent at this page has not typed it. */
export function forgetDrafts(): void {
  attempt(() => {
    const names = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
    for (const name of names) sessionStorage.removeItem(name);
  });
}

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null; // blocked, full, or no JSON
  }
}
