import type { Desk } from "@/phone/desk";
import { PhoneError } from "@/phone/errors";

import { useDesk } from "./phone-context";

/** What a supervisor made of a call that they listened to. */
export interface ScoreCardRow {
  readonly id: string;
  readonly agent: string;
  readonly supervisor: string;
  readonly at: number;
  /** Points by question; one that is missing was left open. */
  readonly marks: Readonly<Record<string, number>>;
  readonly note: string;
}

interface ScoreCards {
  put(row: ScoreCardRow): Promise<void>;
  /** Newest first. */
  all(): Promise<readonly ScoreCardRow[]>;
  exportCsv(): Promise<string>;
}

/** For a desk without them: nothing is kept. */
const none: ScoreCards = {
  put: () => Promise.reject(new PhoneError("storageBlocked")),
  all: async () => [],
  exportCsv: async () => "",
};

export function useScoreCards(): ScoreCards {
  return (useDesk() as Desk & { readonly scoreCards?: ScoreCards }).scoreCards ?? none;
}
