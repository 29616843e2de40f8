import type { Cause } from "../legs/cause";
import type { Leg } from "../legs/leg";
import type { Identity } from "../sip/headers";

/** What a leg that has taken another's place finds there. */
export interface Place {
  /** Whom the newcomer is shown; null: nobody in particular. */
  readonly shown: Identity | null;
  /** Who talks with it alone, and is to be shown it. */
  readonly peer: Leg | null;
}

/** What a leg belongs to at the moment: a ringing attempt, a bridge, or a transfer under way. */
export interface Owner {
  /** Told once; the leg has already been taken from the list of legs. */
  ended(leg: Leg, cause: Cause): void;
  /** Puts another leg in the place of one that is up; null if that cannot be. */
  swap(old: Leg, newcomer: Leg): Place | null;
  /** The legs it talks with. */
  peersOf(leg: Leg): readonly Leg[];
  /** Keys that are meant for the owner itself, where there are no peers to hear them. */
  pressed?(key: string): void;
  /** The call is over for the leg, which has only to say BYE. */
  readonly isOver?: true;
}

/** A leg that has just come and belongs to no call yet, or is about to be ended. */
export const nobody: Owner = {
  ended: () => undefined,
  swap: () => null,
  peersOf: () => [],
};

/** The last step of a leg that waits for its own BYE: nobody is at the other end. */
export const leaving: Owner = { ...nobody, isOver: true };

/** Every leg of the switch and whom it belongs to. */
export interface LegBook {
  add(leg: Leg, owner: Owner): void;
  assign(leg: Leg, owner: Owner): void;
  ownerOf(leg: Leg): Owner;
  /** Takes the leg out and tells its owner. */
  ended(leg: Leg, cause: Cause): void;
  all(): readonly Leg[];
}

/** `changed` is told whenever a leg comes, goes or belongs to somebody else. */
export function createLegBook(changed: () => void): LegBook {
  const owners = new Map<Leg, Owner>();
  return {
    add(leg, owner) {
      owners.set(leg, owner);
      changed();
    },
    assign(leg, owner) {
      if (!owners.has(leg)) return;
      owners.set(leg, owner);
      changed();
    },
    ownerOf: (leg) => owners.get(leg) ?? nobody,
    ended(leg, cause) {
      const owner = owners.get(leg);
      owners.delete(leg);
      owner?.ended(leg, cause);
      changed();
    },
    all: () => [...owners.keys()],
  };
}
