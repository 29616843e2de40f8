import { isExtension } from "@/lib/command-words";

/** Whom this user is over; `null`: the phone system does not say. Hostile. */
export function readOver(answer: string): "all" | readonly string[] | null {
  const over = /(?:^|\s)over=(\S{1,20000})(?:\s|$)/.exec(answer)?.[1];
  if (over === undefined) return null;
  if (over === "all") return "all";
  return over.split(",").filter(isExtension);
}
