import type { DialogName } from "@/phone/recovery/lost-call";

import type { Call, CallId, Direction, LiveCall } from "./call";
import { newParty } from "./in-any-phase";
import { directOrigin } from "./origin";
import { conversation } from "./purpose";

/** A call as another phone of the agent's is told of it: what it needs to take it over and to go on with it. */
export interface ToldCall {
  readonly id: CallId;
  readonly dialog: DialogName;
  readonly number: string;
  readonly display: string | null;
  readonly direction: Direction;
  readonly startedAt: number;
  /** `null`: it rings there. */
  readonly answeredAt: number | null;
  readonly held: boolean;
  readonly muted: boolean;
  readonly callUuid: string | null;
}

/** `null` for one that stays: it has ended, or rings here, where every phone of the agent's rings, or only listens. */
export function tellCall(call: Call, dialog: DialogName): ToldCall | null {
  if (call.phase !== "talking" && call.phase !== "dialing") return null;
  if (call.purpose.kind === "supervision") return null;
  const wish = call.phase === "talking" ? call.wish : { held: false, muted: false };
  return {
    id: call.id,
    dialog,
    number: call.party.number,
    display: call.party.display,
    direction: call.direction,
    startedAt: call.startedAt,
    answeredAt: call.phase === "talking" ? call.answeredAt : null,
    ...wish,
    callUuid: call.origin.callUuid,
  };
}

/** The call on this phone, to be restored. */
export function readToldCall(told: ToldCall): LiveCall {
  const { id, direction, startedAt, answeredAt, held, muted } = told;
  const base = {
    id,
    direction,
    party: newParty(told.number, told.display),
    origin: { ...directOrigin, callUuid: told.callUuid },
    purpose: conversation,
    shownNumber: null,
    startedAt,
    link: { state: "up" },
    room: null,
    problem: null,
  } as const;
  if (answeredAt === null) return { ...base, phase: "dialing", progress: "ringing" };
  return {
    ...base,
    phase: "talking",
    answeredAt,
    held,
    muted,
    wish: { held, muted },
    heldThere: false,
    heldSince: null,
    heldMs: 0,
    transfer: null,
  };
}
