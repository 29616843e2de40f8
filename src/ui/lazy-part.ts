import { type ComponentType, createElement, use } from "react";

const forgetters = new Set<() => void>();

/** Lets parts that failed to load be asked for again; `React.lazy` would remember the failure for ever. */
export function forgetFailedParts(): void {
  for (const forget of forgetters) forget();
  forgetters.clear();
}

/** `load`: before it is drawn. */
export type LazyPart<Props> = ComponentType<Props> & { readonly load: () => Promise<unknown> };

/** A component that is loaded when it is first drawn; stands under a `Suspense`. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyPart<Props> {
  let part: Promise<ComponentType<Props>> | null = null;
  // Once it is there it is drawn at once: `use` would show the fallback first, and React 19 leaves that for 300 ms.
  let Loaded: ComponentType<Props> | null = null;

  function ask(): Promise<ComponentType<Props>> {
    if (part === null) {
      part = load();
      part.then(
        (loaded) => (Loaded = loaded),
        () => forgetters.add(() => (part = null)),
      );
    }
    return part;
  }

  return Object.assign((props: Props) => createElement(Loaded ?? use(ask()), props), { load: ask });
}
