import type { Cause } from "../legs/cause";
import type { Leg } from "../legs/leg";
import type { Seat } from "../media/hearing";
import type { Identity } from "../sip/headers";
import type { Bridges } from "./bridges";
import type { CallKind } from "./call-kind";
import type { LegBook, Owner } from "./owner";

/** A party that waits on its own. */
export interface Lone {
  /** Another one after a page has loaded again. */
  readonly leg: Leg;
  /** It waits no longer: whoever has it now owns it. */
  release(): void;
}

export interface LoneOrder {
  readonly kind: CallKind;
  readonly hears: Seat["alone"];
  /** Whom a page that has loaded again is shown. */
  readonly shown: Identity | null;
  ended(cause: Cause): void;
}

/** Takes a party out of its call and lets it wait. */
export function keepAlone(
  { book, bridges }: { readonly book: LegBook; readonly bridges: Bridges },
  first: Leg,
  order: LoneOrder,
): Lone {
  let leg = first;
  const owner: Owner = {
    ended: (_leg, cause) => order.ended(cause),
    swap(old, newcomer) {
      bridges.leave(old);
      take(newcomer);
      return { shown: order.shown, peer: null };
    },
    peersOf: () => [],
  };

  function take(next: Leg): void {
    leg = next;
    leg.seat.alone = order.hears;
    bridges.preview([leg], order.kind);
    book.assign(leg, owner);
  }

  take(first);
  return {
    get leg() {
      return leg;
    },
    release() {
      leg.seat.alone = "silence";
    },
  };
}
