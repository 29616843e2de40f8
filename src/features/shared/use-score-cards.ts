import type { Desk } from "@/phone/desk";

import { useDesk } from "./phone-context";

export function useScoreCards(): Desk["scoreCards"] {
  return useDesk().scoreCards;
}
