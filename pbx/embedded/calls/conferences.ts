import { randomUUID } from "node:crypto";

import { type Cause, causes } from "../legs/cause";
import type { CallerLeg, Leg } from "../legs/leg";
import { findUser, type Plan } from "../numbers";
import type { Identity } from "../sip/headers";
import type { Bridges, OpenBridge } from "./bridges";
import { type LegBook, nobody } from "./owner";

type ConferencePlan = Extract<Plan, { kind: "room" | "conference" }>;

/** What a command about a conference comes to, in the words of the answer. */
export type ConferenceResult = "OK" | "NOTFOUND" | "FORBIDDEN";

export interface Conferences {
  /** A caller has dialled into one. */
  dial(caller: CallerLeg, plan: ConferencePlan): void;
  /** Puts a party that talks already into one; why it may not, or null. */
  enter(leg: Leg, plan: ConferencePlan): Cause | null;
  kick(user: string, room: string, member: number): ConferenceResult;
  end(user: string, room: string): ConferenceResult;
  isMadeBy(user: string, room: string): boolean;
}

export interface ConferencesWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  /** A line of text to every device of a user. */
  tell(user: string, line: string): void;
}

interface Conference {
  readonly bridge: OpenBridge;
  /** Who made it; null in a room that anybody may dial. */
  readonly maker: string | null;
  /** By number; 0 is the maker, for as long as it is there. */
  readonly members: Map<number, Leg>;
}

const makerNumber = 0;

const shownToMaker: Identity = { number: "*55", name: "Conference" };

/** The others see into whose conference they have come: the extension behind the code. */
function shownToMember(maker: string): Identity {
  return { number: `*55${maker}`, name: findUser(maker)?.name ?? maker };
}

function memberNumberOf({ members }: Conference, leg: Leg): number | null {
  for (const [number, member] of members) if (member === leg) return number;
  return null;
}

export function createConferences(world: ConferencesWorld): Conferences {
  const { book, bridges } = world;
  const conferences = new Map<string, Conference>();

  /** The one whose maker this user is, while the maker is in it. */
  function madeBy(user: string, room: string): Conference | null {
    const conference = conferences.get(room);
    if (conference === undefined || conference.maker !== user) return null;
    return conference.members.has(makerNumber) ? conference : null;
  }

  function open(room: string, maker: string | null): Conference {
    const kind = { uuid: randomUUID(), kind: "direct", queue: null, waitedSeconds: 0 } as const;
    const bridge = bridges.open(kind, {
      left: (leg) => left(room, conference, leg),
      replaced: (old, newcomer) => replaced(conference, old, newcomer),
    });
    const conference: Conference = { bridge, maker, members: new Map() };
    conferences.set(room, conference);
    return conference;
  }

  function left(room: string, conference: Conference, leg: Leg): void {
    const { bridge, maker, members } = conference;
    const number = memberNumberOf(conference, leg);
    if (number !== null) members.delete(number);
    if (bridge.legs.length === 0) conferences.delete(room);
    if (maker === null || number === null) return;
    const isMakerHere = members.has(makerNumber);
    if (isMakerHere) world.tell(maker, `conf ${room} left ${number}`);
    const [last, ...others] = bridge.legs;
    if (others.length === 0) last?.end(causes.normal);
  }

  function replaced(conference: Conference, old: Leg, newcomer: Leg): Identity | null {
    const number = memberNumberOf(conference, old);
    if (number !== null) conference.members.set(number, newcomer);
    if (number === makerNumber) return shownToMaker;
    return conference.maker === null ? null : shownToMember(conference.maker);
  }

  /** Who made it comes first, and alone may come back; a member who does not find them has come too late. */
  function refusalOf(plan: ConferencePlan, user: string | null): Cause | null {
    if (plan.kind === "room") return null;
    const conference = conferences.get(plan.room);
    if (plan.member !== makerNumber) {
      if (conference?.members.has(makerNumber) !== true) return causes.absent;
    } else if (user === null || (conference !== undefined && conference.maker !== user)) {
      return causes.absent;
    }
    return conference?.members.has(plan.member) === true ? causes.busy : null;
  }

  function add(leg: Leg, plan: ConferencePlan): void {
    const maker = plan.kind === "room" ? null : leg.user;
    const conference = conferences.get(plan.room) ?? open(plan.room, maker);
    if (plan.kind === "conference") conference.members.set(plan.member, leg);
    conference.bridge.enter(leg);
    const isMember = plan.kind === "conference" && plan.member !== makerNumber;
    if (isMember && conference.maker !== null) leg.showPeer(shownToMember(conference.maker));
  }

  function dial(caller: CallerLeg, plan: ConferencePlan): void {
    book.add(caller, nobody);
    const refusal = refusalOf(plan, caller.user);
    if (refusal !== null) return caller.end(refusal);
    const isMaker = plan.kind === "conference" && plan.member === makerNumber;
    void caller.answer(isMaker ? shownToMaker : null).then((isUp) => {
      if (!isUp) return;
      // Somebody else may have been quicker, or the maker has left meanwhile.
      if (refusalOf(plan, caller.user) === null) add(caller, plan);
      else caller.end(causes.normal);
    });
  }

  return {
    dial,
    enter(leg, plan) {
      const isMaker = plan.kind === "conference" && plan.member === makerNumber;
      const refusal = isMaker ? causes.absent : refusalOf(plan, leg.user);
      if (refusal === null) add(leg, plan);
      return refusal;
    },
    kick(user, room, member) {
      const conference = madeBy(user, room);
      if (conference === null) return "FORBIDDEN";
      const leg = conference.members.get(member);
      if (leg === undefined) return "NOTFOUND";
      leg.end(causes.normal);
      return "OK";
    },
    end(user, room) {
      const conference = madeBy(user, room);
      if (conference === null) return "FORBIDDEN";
      const numbers = [...conference.members.keys()].toSorted((a, b) => b - a);
      for (const number of numbers) conference.members.get(number)?.end(causes.normal);
      return "OK";
    },
    isMadeBy: (user, room) => madeBy(user, room) !== null,
  };
}
