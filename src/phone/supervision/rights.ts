import { isExtension } from "@/lib/command-words";

import type { Rights } from "./supervision-state";

/** Whether this user may listen to an agent, write to them and do something for them. */
export function mayHelp(rights: Rights | null, agent: string): boolean {
  if (rights === null || !isExtension(agent)) return false;
  return rights.over === "all" || rights.over.includes(agent);
}
