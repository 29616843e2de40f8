import type { LiveCall } from "@/phone/calls/call";

import { directionOf } from "./desk-summary";

/** As many characters as a text may have. */
const most = 200;

/** What a supervisor is told who asks for the call of this moment: JSON; times in seconds since 1970. */
export function describeCall(
  call: LiveCall | null,
  isColleague: (number: string) => boolean,
): string {
  if (call === null) return "null";
  const { party, origin } = call;
  const told = (name: string | null): string =>
    JSON.stringify({
      number: party.number.slice(0, 32),
      name,
      direction: directionOf(call, isColleague),
      queue: origin.queue?.slice(0, 30) ?? null,
      since: Math.floor((call.phase === "talking" ? call.answeredAt : call.startedAt) / 1_000),
      held: call.phase === "talking" && call.held,
    });
  // The name is what gives way; what has to be escaped in it counts twice.
  let name = Array.from(party.contact?.name ?? party.display ?? "");
  while (name.length > 0 && told(name.join("")).length > most) name = name.slice(0, -1);
  return told(name.length === 0 ? null : name.join(""));
}
