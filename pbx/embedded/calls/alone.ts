import { randomUUID } from "node:crypto";

import type { Cause } from "../legs/cause";
import type { Leg } from "../legs/leg";
import { createServiceLeg } from "../legs/local-leg";
import type { Seat } from "../media/hearing";
import type { AudioLeg } from "../media/leg";
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
  /** A sound of the room's, or something that speaks to it. */
  readonly hears: Seat["alone"] | AudioLeg;
  /** Whom a page that has loaded again is shown. */
  readonly shown: Identity | null;
  ended(cause: Cause): void;
  /** It has pressed a key. */
  pressed?(key: string): void;
}

/** Has a seat in the room and is no party of any call. */
function createSpeaker(audio: AudioLeg): Leg {
  const nothing = (): void => undefined;
  const events = {
    ended: nothing,
    digit: nothing,
    text: nothing,
    refer: nothing,
    changed: nothing,
  };
  const identity = { number: "", name: "" };
  return createServiceLeg({ id: randomUUID(), customer: null, identity, audio, events });
}

/** Takes a party out of its call and lets it wait. */
export function keepAlone(
  { book, bridges }: { readonly book: LegBook; readonly bridges: Bridges },
  first: Leg,
  order: LoneOrder,
): Lone {
  const { hears } = order;
  const speaker = typeof hears === "string" ? null : createSpeaker(hears);
  let leg = first;
  const owner: Owner = {
    ended(_leg, cause) {
      release();
      order.ended(cause);
    },
    swap(old, newcomer) {
      bridges.leave(old);
      take(newcomer);
      return { shown: order.shown, peer: null };
    },
    peersOf: () => [],
    pressed: (key) => order.pressed?.(key),
  };

  function take(next: Leg): void {
    leg = next;
    leg.seat.alone = typeof hears === "string" ? hears : "silence";
    bridges.preview(speaker === null ? [leg] : [leg, speaker], order.kind);
    book.assign(leg, owner);
  }

  function release(): void {
    leg.seat.alone = "silence";
    if (speaker !== null) bridges.leave(speaker);
  }

  take(first);
  return {
    get leg() {
      return leg;
    },
    release,
  };
}
