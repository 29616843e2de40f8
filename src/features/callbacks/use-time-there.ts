import { useEffect, useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { localTimes } from "@/phone/caller-card/local-times";

import { useWhen } from "./use-when";

/** A moment by the clock of whoever has a number; `null` where that is not known, or is the clock here. */
export function useTimeThere(number: string, at: number): string | null {
  const phone = usePhone();
  const when = useWhen();
  const [country, setCountry] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    void phone.directory.identify(number).then(
      (identity) => isWanted && setCountry(identity.country),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [phone, number]);
  const times = country === null ? null : localTimes(country, at);
  // Of a country with several clocks, a number does not tell which.
  if (times === null || times.earliest !== times.latest) return null;
  const there = when.inZone(at, times.earliest);
  return there === when.inZone(at, undefined) ? null : there;
}
