import { createElement, type FunctionComponent, use } from "react";

const forgetters = new Set<() => void>();

/** Lets parts that failed to load be asked for again; `React.lazy` would remember the failure for ever. */
export function forgetFailedParts(): void {
  for (const forget of forgetters) forget();
  forgetters.clear();
}

export interface LazyPart<Props extends object> extends FunctionComponent<Props> {
  /** Fetches it before it is drawn, which then waits for nothing. */
  preload(): Promise<unknown>;
}

/** A component that is loaded when it is first drawn; stands under a `Suspense`. */
export function lazyPart<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): LazyPart<Props> {
  let part: Promise<FunctionComponent<Props>> | null = null;

  function ask(): Promise<FunctionComponent<Props>> {
    if (part !== null) return part;
    const asked = load();
    part = asked;
    asked.then(
      // As `use` marks it (React 19). Without the mark it draws the fallback once, even of a promise that was fulfilled long
      // ago, where drawing is not sliced.
      (value) => Object.assign(asked, { status: "fulfilled", value }),
      () => forgetters.add(() => (part = null)),
    );
    return asked;
  }

  function LazyPart(props: Props) {
    return createElement(use(ask()), props);
  }
  LazyPart.preload = ask;
  return LazyPart;
}
