import type { Cause } from "../legs/cause";
import type { Leg } from "../legs/leg";

/** What a leg belongs to at the moment: a ringing attempt, a bridge, or a transfer under way. */
export interface Owner {
  /** Told once; the leg has already been taken from the list of legs. */
  ended(leg: Leg, cause: Cause): void;
  /** Puts another leg in the place of one that is up; its new partner, or null if that cannot be. */
  swap(old: Leg, newcomer: Leg): Leg | null;
  /** The legs it talks with. */
  peersOf(leg: Leg): readonly Leg[];
}

/** The last step of a leg that waits for its own BYE: nobody is at the other end. */
export const nobody: Owner = {
  ended: () => undefined,
  swap: () => null,
  peersOf: () => [],
};

/** Every leg of the switch and whom it belongs to. */
export interface LegBook {
  add(leg: Leg, owner: Owner): void;
  assign(leg: Leg, owner: Owner): void;
  ownerOf(leg: Leg): Owner;
  /** Takes the leg out and tells its owner. */
  ended(leg: Leg, cause: Cause): void;
  all(): readonly Leg[];
}

export function createLegBook(): LegBook {
  const owners = new Map<Leg, Owner>();
  return {
    add: (leg, owner) => void owners.set(leg, owner),
    assign(leg, owner) {
      if (owners.has(leg)) owners.set(leg, owner);
    },
    ownerOf: (leg) => owners.get(leg) ?? nobody,
    ended(leg, cause) {
      const owner = owners.get(leg);
      owners.delete(leg);
      owner?.ended(leg, cause);
    },
    all: () => [...owners.keys()],
  };
}
