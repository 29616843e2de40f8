import { useCallback } from "react";

import { selectAccount } from "@/phone/connection/connection";

import { useConnection } from "./phone-context";
import { useSupervision } from "./use-supervision";

/** Whom this supervisor sees: their team, without themselves. */
export function useIsShown(): (extension: string) => boolean {
  const over = useSupervision(({ rights }) => rights?.over ?? null);
  const own = useConnection((state) => selectAccount(state)?.extension ?? null);
  return useCallback(
    (extension) =>
      extension !== own && (over === "all" || (over !== null && over.includes(extension))),
    [over, own],
  );
}
