import type { Leg } from "../legs/leg";
import type { Bridge, Bridges } from "./bridges";
import type { LegBook } from "./owner";

export interface Talking {
  readonly leg: Leg;
  readonly bridge: Bridge;
}

/** Whether the call is not over for this leg. */
export function isInCall(book: LegBook, leg: Leg): boolean {
  return leg.state === "up" && book.ownerOf(leg).isOver !== true;
}

/** The call that a user talks in; of several the latest that is not on hold. null: with nobody. */
export function talkingOf(
  { book, bridges }: { readonly book: LegBook; readonly bridges: Pick<Bridges, "bridgeOf"> },
  extension: string,
): Talking | null {
  const all = book.all().flatMap((leg) => {
    if (leg.user !== extension || !isInCall(book, leg)) return [];
    const bridge = bridges.bridgeOf(leg);
    return bridge === null || book.ownerOf(leg).peersOf(leg).length === 0 ? [] : [{ leg, bridge }];
  });
  return all.findLast(({ leg }) => !leg.seat.holding) ?? all.at(-1) ?? null;
}

/** Who goes on with a call in place of a leg that is gone: after a page has loaded again another one of the same user. */
export function successorOf(
  { book, bridges }: { readonly book: LegBook; readonly bridges: Pick<Bridges, "bridgeOf"> },
  call: { readonly extension: string; readonly uuid: string },
): Leg | null {
  const isNext = (leg: Leg): boolean =>
    leg.user === call.extension &&
    isInCall(book, leg) &&
    bridges.bridgeOf(leg)?.kind.uuid === call.uuid;
  return book.all().find(isNext) ?? null;
}
