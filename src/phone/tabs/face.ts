import type { Stop } from "@/phone/store";

import { type Controls, createCopies, partsOf, type SharedStates, type Watched } from "./controls";

/** Controls that lead to whichever phone there is, and stay the same when it moves. */
export interface Face extends Controls {
  /** From now on it is this phone. */
  show(controls: Controls): void;
}

interface Looking {
  readonly watched: Watched;
  readonly heard: (level: number) => void;
  stop: Stop;
}

export function createFace(initial: SharedStates, first: Controls): Face {
  const stores = createCopies(initial);
  const looking = new Set<Looking>();
  let controls = first;
  let stops: readonly Stop[] = [];

  function follow(): void {
    stops = partsOf(initial).map((part) => {
      const source = controls.stores[part];
      stores[part].setState(source.getState(), true);
      return source.subscribe((state: unknown) => stores[part].setState(state, true));
    });
  }
  follow();

  return {
    stores: stores as unknown as Controls["stores"],
    do: (order) => controls.do(order),
    watch(watched, heard) {
      const look: Looking = { watched, heard, stop: controls.watch(watched, heard) };
      looking.add(look);
      return () => {
        if (looking.delete(look)) look.stop();
      };
    },
    show(next) {
      for (const stop of stops) stop();
      for (const look of looking) look.stop();
      controls = next;
      follow();
      for (const look of looking) look.stop = next.watch(look.watched, look.heard);
    },
  };
}
