import { useEffect } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { newId } from "@/lib/new-id";

/** Whoever looks says so again before the phone thinks that they have gone (60 s). */
const againMs = 25_000;

/** The floor is watched for as long as this is on the screen. */
export function useLook(): void {
  const { floor } = usePhone();
  useEffect(() => {
    const looker = newId();
    const look = (): void => floor.do({ type: "look", looker });
    look();
    const timer = setInterval(look, againMs);
    return () => {
      clearInterval(timer);
      floor.do({ type: "lookAway", looker });
    };
  }, [floor]);
}
