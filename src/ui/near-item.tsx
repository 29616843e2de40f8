import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";

import { classes } from "./classes";

/** So far above and below the window rows are drawn before they are seen. */
const margin = "600px 0px";

/** Of one that is not drawn the browser remembers how high it was. */
const usualFar = "min-h-20 [contain-intrinsic-size:auto_5rem] [content-visibility:auto]";

export interface NearItemProps {
  /** There are so many that only those near the window are drawn. */
  readonly isOfMany: boolean;
  /** It is among the first. */
  readonly startsNear?: boolean;
  readonly label?: string;
  readonly className: string;
  /** While it is one of many, so that it has a height before it is drawn. */
  readonly farClassName?: string;
  readonly children: ReactNode;
}

/** A row of a list that may be long. */
export function NearItem({
  isOfMany,
  startsNear = false,
  label,
  className,
  farClassName = usualFar,
  children,
}: NearItemProps) {
  const place = useRef<HTMLLIElement>(null);
  const isNear = useIsNear(place, isOfMany, startsNear);
  return (
    <li ref={place} aria-label={label} className={classes(className, isOfMany && farClassName)}>
      {isNear && children}
    </li>
  );
}

const told = new WeakMap<Element, (isNear: boolean) => void>();
let observer: IntersectionObserver | null = null;

/**
 * Whether an element is in the window or near it. One observer for all rows. `startsNear`: it is drawn before that is known,
 * since it most likely is.
 */
function useIsNear(
  place: RefObject<Element | null>,
  isWanted: boolean,
  startsNear: boolean,
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
