import type { PresenceReading } from "@/phone/dialects/read-presence";

import type { FloorAgent, FloorAgentState, FloorFigures } from "./floor-state";
import { type Desk, readDesk } from "./read-desk";

/** An agent with what only the alarms need. */
export interface AgentRow {
  readonly agent: FloorAgent;
  /** Since when they are in one call, whether or not it is on hold; `null`: they are in none. */
  readonly callSince: number | null;
  readonly badSince: number | null;
  /** Their phone says that the hand is raised. */
  readonly saysHand: boolean;
}

const noFigures: FloorFigures = {
  answered: null,
  missed: null,
  talkSeconds: null,
  afterCallSeconds: null,
};

export function unknownRow(extension: string, name: string): AgentRow {
  return {
    agent: {
      extension,
      name,
      state: "unknown",
      since: null,
      reason: null,
      queue: null,
      direction: null,
      quality: null,
      party: null,
      figures: noFigures,
      hand: null,
    },
    callSince: null,
    badSince: null,
    saysHand: false,
  };
}

const away: readonly string[] = ["away", "xa", "dnd"];

/**
 * The phone system knows whether a phone rings or is in use, and hears of it first; what is done with the call, and
 * what comes after it, the agent's own phone says.
 */
function stateOf(
  { isReachable, note, type }: PresenceReading,
  desk: Desk | null,
  reason: string | null,
  hasQueues: boolean,
): FloorAgentState {
  if (!isReachable || note === "unavailable") return "offline";
  const told = desk?.state ?? null;
  if (note === "ringing") return told === "talking" || told === "hold" ? told : "ringing";
  // "On hold" is Asterisk's word for a phone that somebody else has put there.
  if (note === "on the phone" || note === "on hold") return told === "hold" ? "hold" : "talking";
  if (told === "wrapup" || reason === "wrapup") return "wrapUp";
  if (away.includes(type ?? "")) return "break";
  if (type === "unavailable" || (type === null && hasQueues)) return "signedOff";
  return "ready";
}

/** What the agent's phone calls it. */
const told: Readonly<Record<FloorAgentState, Desk["state"]>> = {
  unknown: null,
  offline: null,
  signedOff: "idle",
  ready: "idle",
  break: "idle",
  ringing: "ringing",
  talking: "talking",
  hold: "hold",
  wrapUp: "wrapup",
};

function sinceOf(
  before: FloorAgent,
  next: Pick<FloorAgent, "state" | "reason">,
  desk: Desk | null,
  now: number,
): number | null {
  const { state, reason } = next;
  if (desk !== null && desk.since !== null && told[state] === desk.state) return desk.since;
  if (before.state === state && before.reason === reason) return before.since;
  // How long it has been so before anybody looked is not known.
  return before.state === "unknown" ? null : now;
}

const isInCall = (state: FloorAgentState): boolean => state === "talking" || state === "hold";

/** The next row of an agent, by what was told of them; the same object where nothing has changed. Pure. */
export function nextRow(
  before: AgentRow,
  presence: PresenceReading | null,
  now: number,
  hasQueues: boolean,
): AgentRow {
  const { extension, name, party, hand } = before.agent;
  if (presence === null) return keepSame(before, unknownRow(extension, name));
  const { reason: said, desk } = readDesk(presence.text, now);
  const state = stateOf(presence, desk, said, hasQueues);
  const reason = state === "break" ? said : null;
  const since = sinceOf(before.agent, { state, reason }, desk, now);
  const inCall = isInCall(state);
  const isOfCall = inCall || state === "ringing" || state === "wrapUp";
  const quality = inCall ? (desk?.quality ?? null) : null;
  const isOffline = state === "offline";
  return keepSame(before, {
    agent: {
      extension,
      name,
      state,
      since,
      reason,
      queue: isOfCall ? (desk?.queue ?? null) : null,
      direction: isOfCall ? (desk?.direction ?? null) : null,
      quality,
      party: inCall && isInCall(before.agent.state) ? party : null,
      // A phone that is away may have told them yesterday.
      figures: isOffline ? noFigures : (desk?.figures ?? noFigures),
      hand,
    },
    callSince: inCall ? (before.callSince ?? since ?? now) : null,
    badSince: quality === "bad" ? (before.badSince ?? now) : null,
    saysHand: !isOffline && desk?.isHandRaised === true,
  });
}

export function withHand(row: AgentRow, hand: FloorAgent["hand"]): AgentRow {
  return keepSame(row, { ...row, agent: { ...row.agent, hand } });
}

export function withParty(row: AgentRow, party: FloorAgent["party"]): AgentRow {
  const isTheirs = party === null || isInCall(row.agent.state);
  return isTheirs ? keepSame(row, { ...row, agent: { ...row.agent, party } }) : row;
}

/** Objects stay the same where what they say does: only rows that have changed are drawn. */
function keepSame(before: AgentRow, next: AgentRow): AgentRow {
  const agent = keepFields(before.agent, {
    ...next.agent,
    figures: keepFields(before.agent.figures, next.agent.figures),
    party: keepMaybe(before.agent.party, next.agent.party),
    hand: keepMaybe(before.agent.hand, next.agent.hand),
  });
  return keepFields(before, { ...next, agent });
}

function keepMaybe<Value extends object>(before: Value | null, next: Value | null): Value | null {
  return before === null || next === null ? next : keepFields(before, next);
}

export function keepFields<Value extends object>(before: Value, next: Value): Value {
  const keys = Object.keys(next) as (keyof Value)[];
  return keys.every((key) => before[key] === next[key]) ? before : next;
}
