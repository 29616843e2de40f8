import { isExtension } from "@/lib/command-words";
import type { Rights } from "@/phone/supervision/supervision-state";

const roles: readonly string[] = ["agent", "supervisor", "administrator"];
const policies: readonly string[] = ["always", "whispered", "afterwards", "never"];
const mostAgents = 500;

/** `role=supervisor over=1001,1002 tell=whispered journal=1`, from the network; `null`: it is none. */
export function readRights(answer: string): Rights | null {
  const fields = new Map(
    answer.split(/\s+/).flatMap((word) => {
      const [, key, value] = /^([a-z]+)=(\S*)$/.exec(word) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
  const role = fields.get("role") ?? "";
  if (!roles.includes(role)) return null;
  const over = fields.get("over") ?? "-";
  const tell = fields.get("tell") ?? "";
  return {
    role: role as Rights["role"],
    over: over === "all" ? over : over.split(",").slice(0, mostAgents).filter(isExtension),
    // Who says nothing of it is taken to tell everything.
    tell: policies.includes(tell) ? (tell as Rights["tell"]) : "always",
    journal: fields.get("journal") === "1",
  };
}
