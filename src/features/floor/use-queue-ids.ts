import { useMemo } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useFloor } from "@/features/shared/use-supervision";

/** The queues that are known, in the order of the configuration; those that it does not name stand at the end. */
export function useQueueIds(): readonly string[] {
  const { config } = usePhone();
  const key = useFloor(({ queues }) => Object.keys(queues).join(" "));
  return useMemo(() => {
    const known = key === "" ? [] : key.split(" ");
    const places = config.queues.map(({ id }) => id);
    const placeOf = (id: string): number => {
      const place = places.indexOf(id);
      return place < 0 ? places.length : place;
    };
    return known.toSorted((one, other) => placeOf(one) - placeOf(other));
  }, [config, key]);
}
