import type { Facts } from "@/phone/diagnostics/entry";

/** `phase=recovering attempt=2`; what is not so is left out. */
export function factsText(facts: Facts): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}
