import { createStore } from "zustand/vanilla";

import type { Storage } from "@/phone/storage/storage";
import type { ReadonlyStore } from "@/phone/store";

/** Outcomes that the agent has starred, in that order. */
export interface Favourites {
  readonly store: ReadonlyStore<readonly string[]>;
  toggle(id: string): Promise<void>;
}

const factId = "favouriteOutcomes";

export function createFavourites(facts: Storage["facts"]): Favourites {
  const store = createStore<readonly string[]>(() => []);
  facts.watch(
    (rows) => store.setState(readIds(rows.find(({ id }) => id === factId)?.value), true),
    () => undefined,
  );
  return {
    store,
    async toggle(id) {
      await facts
        .change(factId, (row) => {
          const ids = readIds(row?.value);
          const value = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
          return { id: factId, value };
        })
        // A star that is not kept is no loss to a call.
        .catch(() => null);
    },
  };
}

function readIds(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
