import { type RefObject, useEffect, useState } from "react";

/** So far above and below the window rows are drawn before they are seen. */
const margin = "600px 0px";

/** For a row that is drawn when it is near: of one that is not, the browser remembers how high it was. */
export const farRow = "min-h-20 [contain-intrinsic-size:auto_5rem] [content-visibility:auto]";

const told = new WeakMap<Element, (isNear: boolean) => void>();
let observer: IntersectionObserver | null = null;

/**
 * Whether an element is in the window or near it. One observer for all rows. `startsNear`: it is drawn before that is known,
 * since it most likely is.
 */
export function useIsNear(
  place: RefObject<Element | null>,
  isWanted: boolean,
  startsNear = false,
): boolean {
  const [isNear, setNear] = useState(!isWanted || startsNear);
  useEffect(() => {
    const element = place.current;
    if (element === null || !isWanted) return undefined;
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          // What has the focus keeps it.
          told.get(target)?.(isIntersecting || target.contains(document.activeElement));
        }
      },
      { rootMargin: margin },
    );
    told.set(element, setNear);
    observer.observe(element);
    return () => {
      told.delete(element);
      observer?.unobserve(element);
    };
  }, [place, isWanted]);
  return isNear || !isWanted;
}
