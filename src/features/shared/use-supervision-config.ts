import type { Words } from "@/lib/words";
import type { DeskConfig } from "@/phone/config/desk-config";

import { useDesk } from "./phone-context";

export interface AlarmRule {
  readonly id: string;
  readonly label: Words;
  readonly sound: boolean;
}

export interface ScoreQuestion {
  readonly id: string;
  readonly label: Words;
  /** Points go from 0 to this. */
  readonly most: number;
}

export interface SupervisionConfig {
  readonly alarms: readonly AlarmRule[];
  /** Ready cues. */
  readonly phrases: readonly Words[];
  readonly scoreCard: readonly ScoreQuestion[];
}

const nothing: SupervisionConfig = { alarms: [], phrases: [], scoreCard: [] };

/** What the administrator has decided of supervision. Suspends until the desk is loaded. */
export function useSupervisionConfig(): SupervisionConfig {
  const config = useDesk().config as DeskConfig & { readonly supervision?: SupervisionConfig };
  return config.supervision ?? nothing;
}
