import { causes } from "../legs/cause";
import type { CallerLeg, Leg } from "../legs/leg";
import { isRinging, type RingingOwner } from "./attempt";
import { type LegBook, nobody } from "./owner";

/** Takes a call that rings at somebody else. */
export interface Pickup {
  /** At an extension, or (null) at any colleague's. */
  take(caller: CallerLeg, extension: string | null): void;
}

interface Found {
  readonly leg: Leg;
  readonly owner: RingingOwner;
}

/** Whether a call that rings at `user`, made by `calledBy`, is meant by `**<extension>`, or (null) by `*8`. */
export function isMeant(
  taker: string | null,
  extension: string | null,
  ringing: { readonly user: string | null; readonly calledBy: string },
): boolean {
  const { user, calledBy } = ringing;
  if (user === null) return false;
  return extension === null ? user !== taker && calledBy !== taker : user === extension;
}

export function createPickup(book: LegBook): Pickup {
  /** Calls that somebody is taking already. */
  const claimed = new Set<RingingOwner>();

  /** The oldest: the book is in order. */
  function find(taker: string | null, extension: string | null): Found | null {
    for (const leg of book.all()) {
      const owner = book.ownerOf(leg);
      if (!leg.isAlerting || !isRinging(owner) || claimed.has(owner)) continue;
      const calledBy = owner.caller.number;
      if (isMeant(taker, extension, { user: leg.user, calledBy })) return { leg, owner };
    }
    return null;
  }

  return {
    take(caller, extension) {
      book.add(caller, nobody);
      const found = find(caller.user, extension);
      if (found === null) return caller.end(causes.absent);
      const { leg, owner } = found;
      claimed.add(owner);
      // Answered first: a taker whose description cannot be used must not cost the caller the call.
      void caller.answer(owner.caller).then((isUp) => {
        claimed.delete(owner);
        if (!isUp) return;
        if (leg.state === "ringing") owner.takeOver(caller);
        else caller.end(causes.normal); // answered or given up meanwhile
      });
    },
  };
}
