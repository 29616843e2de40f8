import { type RefObject, useEffect, useState } from "react";

/** So far above and below the window rows are drawn before they are seen. */
const margin = "600px 0px";

const told = new WeakMap<Element, (isNear: boolean) => void>();
let observer: IntersectionObserver | null = null;

/** Whether an element is in the window or near it. One observer for all rows. */
export function useIsNear(place: RefObject<Element | null>, isWanted: boolean): boolean {
  const [isNear, setNear] = useState(!isWanted);
  useEffect(() => {
    const element = place.current;
    if (element === null || !isWanted) return undefined;
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting);
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
