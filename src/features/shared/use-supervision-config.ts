import type { DeskConfig } from "@/phone/config/desk-config";

import { useDesk } from "./phone-context";

export type SupervisionConfig = DeskConfig["supervision"];
export type AlarmRule = SupervisionConfig["alarms"][number];
export type ScoreQuestion = SupervisionConfig["scoreCard"][number];

/** What the administrator has decided of supervision. Suspends until the desk is loaded. */
export function useSupervisionConfig(): SupervisionConfig {
  return useDesk().config.supervision;
}
