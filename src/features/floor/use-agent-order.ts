import { useEffect, useMemo, useRef, useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useIsShown } from "@/features/shared/use-is-shown";
import { useFormat } from "@/i18n/use-format";
import type { FloorAgent, FloorState } from "@/phone/floor/floor-state";

import { type BoardFilter, orderAgents } from "./board-order";

/** Rows find new places no more often than this: five hundred agents change fifty times a second. */
const againMs = 1_000;

/**
 * Who is shown and in which order. While `isHeld` says that somebody works in the list, nobody changes their place there:
 * a button does not run away from under a hand.
 */
export function useAgentOrder(filter: BoardFilter, isHeld: () => boolean): readonly string[] {
  const { floor } = usePhone();
  const isShown = useIsShown();
  const compareNames = useCompareNames();
  const read = useMemo(
    () =>
      ({ agents }: FloorState) =>
        orderAgents(agents, filter, isShown, compareNames),
    [filter, isShown, compareNames],
  );
  const [order, setOrder] = useState(() => read(floor.store.getState()));
  const held = useRef(isHeld);
  useEffect(() => {
    held.current = isHeld;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const renew = (keepsPlaces: boolean): void => {
      const next = read(floor.store.getState());
      setOrder((before) => {
        const placed = keepsPlaces ? inPlaces(before, next) : next;
        return isSame(before, placed) ? before : placed;
      });
    };
    const changed = (): void => {
      timer ??= setTimeout(() => {
        timer = null;
        renew(held.current());
      }, againMs);
    };
    renew(false);
    const stop = floor.store.subscribe(changed);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [floor, read]);
  return order;
}

/** Those of before where they were, as far as they are still shown; the others at the end. */
function inPlaces(before: readonly string[], next: readonly string[]): readonly string[] {
  const shown = new Set(next);
  const stayed = before.filter((extension) => shown.has(extension));
  const known = new Set(stayed);
  return [...stayed, ...next.filter((extension) => !known.has(extension))];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((extension, index) => extension === other[index]);
}

/** Names are compared once and not at every change: an order of letters costs more than one of numbers. */
function useCompareNames(): (one: FloorAgent, other: FloorAgent) => number {
  const { people } = usePhone().team;
  const { compare } = useFormat();
  return useMemo(() => {
    const sorted = people.toSorted((one, other) => compare(one.name, other.name));
    const places = new Map(sorted.map(({ extension }, place) => [extension, place]));
    const placeOf = ({ extension }: FloorAgent): number => places.get(extension) ?? sorted.length;
    return (one, other) =>
      placeOf(one) - placeOf(other) || one.extension.localeCompare(other.extension);
  }, [people, compare]);
}
