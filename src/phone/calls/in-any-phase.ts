import { assertNever } from "@/lib/assert-never";

import type { Call, Party } from "./call";
import { conversation, type Purpose } from "./purpose";
import { type AnyPhaseEvent, type EventOf, stay, type Step } from "./step";

export function newParty(number: string, display: string | null): Party {
  return { number, display, contact: null, formatted: null, country: null };
}

/** What would make another call of it. */
const otherwise: readonly AnyPhaseEvent["type"][] = [
  "leaving",
  "conferenceEntered",
  "consultationFor",
  "completing",
  "consultationOver",
  "memberAdded",
  "memberChanged",
  "roomChanged",
];

/** What a call makes of an event that means something whatever its phase. */
export function inAnyPhase(call: Call, event: AnyPhaseEvent): Step {
  // Whatever is said of who is on the line: it would open the microphone of who listens.
  if (call.purpose.kind === "supervision" && otherwise.includes(event.type)) return stay(call);
  switch (event.type) {
    case "identified":
      if (event.number !== call.party.number) return stay(call);
      return stay({ ...call, party: { ...call.party, ...event.identity } });
    case "identify":
      return [call, [{ do: "identify" }]];
    case "partyChanged":
      return partyChanged(call, event);
    case "conferenceEntered":
      return conferenceEntered(call, event);
    case "linkLost":
      return call.link.state === "up" ? cutOff(call, event.at) : stay(call);
    case "leaving":
      return stay({ ...call, link: { state: "leaving", since: event.at } });
    case "linkRestored":
      return call.link.state === "recovering" || call.link.state === "leaving"
        ? stay({ ...call, link: { state: "up" } })
        : stay(call);
    case "dismissProblem":
      return stay({ ...call, problem: null });
    case "troubled":
      return stay({ ...call, problem: event.problem });
    case "roomChanged":
      return call.room === event.room ? stay(call) : stay({ ...call, room: event.room });
    case "consultationFor":
    case "completing":
    case "consultationOver":
    case "memberAdded":
    case "memberChanged": {
      const purpose = nextPurpose(call.purpose, event);
      return purpose === call.purpose ? stay(call) : stay({ ...call, purpose });
    }
    default:
      return assertNever(event);
  }
}

/** Nobody knows any more what mode the phone system is in: whoever listens says nothing from now on. */
function cutOff(call: Call, at: number): Step {
  const cut = { ...call, link: { state: "recovering", since: at } } as const;
  return call.purpose.kind === "supervision"
    ? [
        { ...cut, purpose: { ...call.purpose, mode: "monitor" } },
        [{ do: "setMicrophone", open: false }],
      ]
    : stay(cut);
}

type PurposeEvent = EventOf<
  "consultationFor" | "completing" | "consultationOver" | "memberAdded" | "memberChanged"
>;

/** The same purpose where the event says nothing to it. */
function nextPurpose(purpose: Purpose, event: PurposeEvent): Purpose {
  switch (event.type) {
    case "consultationFor":
      return { kind: "consultation", forCall: event.forCall, isCompleting: true, note: null };
    case "completing":
      return purpose.kind === "consultation"
        ? { ...purpose, isCompleting: event.isCompleting }
        : purpose;
    case "consultationOver":
      return purpose.kind === "consultation" ? conversation : purpose;
    case "memberAdded":
      return purpose.kind === "conference"
        ? { ...purpose, members: [...purpose.members, event.member] }
        : purpose;
    case "memberChanged": {
      if (purpose.kind !== "conference") return purpose;
      const { digit, state } = event;
      const members = purpose.members.map((member) =>
        member.digit === digit && member.state !== "left" ? { ...member, state } : member,
      );
      return { ...purpose, members };
    }
    default:
      return assertNever(event);
  }
}

/** Somebody else is on the line now, or the same number has got a name. */
function partyChanged(call: Call, event: EventOf<"partyChanged">): Step {
  const { party } = call;
  if (event.number !== party.number) {
    const purpose = call.purpose.kind === "attending" ? conversation : call.purpose;
    const next = { ...call, purpose, party: newParty(event.number, event.display) };
    return [next, [{ do: "identify" }]];
  }
  if (event.display === null || event.display === party.display) return stay(call);
  return stay({ ...call, party: { ...party, display: event.display } });
}

/** The party is whoever made the conference: they have brought us in, and can be called back. */
function conferenceEntered(call: Call, { host, display }: EventOf<"conferenceEntered">): Step {
  if (call.purpose.kind === "conference") return stay(call);
  const purpose: Purpose = { kind: "attending", host };
  return [{ ...call, purpose, party: newParty(host, display) }, [{ do: "identify" }]];
}
