import { lazily } from "@/lib/lazily";

import type { Desk, DeskOptions } from "./desk";

/** The desk of a tab, loaded when it is first wanted. */
export function deskOf(options: DeskOptions): () => Promise<Desk> {
  return lazily(async () => (await import("./desk")).createDesk(options));
}
