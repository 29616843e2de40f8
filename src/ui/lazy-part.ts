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
  let loaded: FunctionComponent<Props> | null = null;

  function ask(): Promise<FunctionComponent<Props>> {
    if (part === null) {
      part = load();
      part.then(
        (present) => (loaded = present),
        () => forgetters.add(() => (part = null)),
      );
    }
    return part;
  }

  function LazyPart(props: Props) {
    // `use` draws the fallback once, even of a promise that was fulfilled long ago, where drawing is not sliced.
    const Part = loaded ?? use(ask());
    return createElement(Part, props);
  }
  LazyPart.preload = ask;
  return LazyPart;
}
