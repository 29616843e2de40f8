import { type ComponentType, createElement, use } from "react";

const forgetters = new Set<() => void>();

/** Lets parts that failed to load be asked for again; `React.lazy` would remember the failure for ever. */
export function forgetFailedParts(): void {
  for (const forget of forgetters) forget();
  forgetters.clear();
}

/** A component that is loaded when it is first drawn; stands under a `Suspense`. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let part: Promise<ComponentType<Props>> | null = null;

  function ask(): Promise<ComponentType<Props>> {
    if (part === null) {
      part = load();
      part.catch(() => forgetters.add(() => (part = null)));
    }
    return part;
  }

  return function LazyPart(props: Props) {
    const Part = use(ask());
    return createElement(Part, props);
  };
}
