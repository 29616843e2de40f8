import type { AgentMode, AgentState, KnownState } from "@/phone/agent/agent-state";
import type { Call, LiveCall } from "@/phone/calls/call";
import type { CallsState } from "@/phone/calls/state";
import type { Grade, QualityState } from "@/phone/media/quality/call-quality";

import type { Today } from "./today";

/** What a desk is doing, and since when. */
export interface DeskState {
  readonly state: "idle" | "ringing" | "talking" | "hold" | "wrapup";
  readonly since: number;
  /** The call it is about. */
  readonly callId: string | null;
}

export type ModeOf = (state: KnownState) => AgentMode;

export interface DeskFacts {
  readonly calls: CallsState;
  readonly agent: AgentState;
  readonly quality: QualityState;
  /** `null`: not counted yet. */
  readonly today: Today | null;
  readonly isHandRaised: boolean;
  readonly isColleague: (number: string) => boolean;
  readonly modeOf: ModeOf;
}

/** To listen to somebody else's call is not to be in one. */
function isOwn({ purpose }: Call): boolean {
  return purpose.kind !== "supervision";
}

function rank(call: LiveCall): number {
  if (call.phase === "ringing") return 3;
  return call.phase === "talking" && call.held ? 2 : 1;
}

/** The call that an agent would be asked about: the one they talk in, else the one on hold, else the one that rings. */
export function frontCall({ byId, order }: CallsState): LiveCall | null {
  const live = order.flatMap((id): readonly LiveCall[] => {
    const call = byId[id];
    return call === undefined || call.phase === "ended" || !isOwn(call) ? [] : [call];
  });
  return live.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

/** What the desk is doing now. `before` tells what a call does not: since when it is off hold. Pure. */
export function nextDesk(before: DeskState | null, facts: DeskFacts, now: number): DeskState {
  const { agent } = facts;
  const call = frontCall(facts.calls);
  const as = (state: DeskState["state"], natural: number, callId: string | null): DeskState => {
    const isSame = before?.state === state && before.callId === callId;
    if (!isSame) return { state, since: Math.min(natural, now), callId };
    return before.since >= natural ? before : { ...before, since: Math.min(natural, now) };
  };
  if (call === null) {
    if (agent.phase === "known" && facts.modeOf(agent) === "wrapUp") {
      const { wrapUp, pause, since } = agent;
      return as("wrapup", wrapUp?.startedAt ?? pause?.since ?? since, null);
    }
    // Idle begins with the end of a call, or with another state of the agent's.
    const natural = agent.phase === "known" ? agent.since : 0;
    if (before !== null && before.state !== "idle") return as("idle", now, null);
    return as("idle", natural === 0 ? (before?.since ?? now) : natural, null);
  }
  if (call.phase === "ringing") return as("ringing", call.startedAt, call.id);
  if (call.phase !== "talking") return as("talking", call.startedAt, call.id);
  if (call.held) return as("hold", call.heldSince ?? call.answeredAt, call.id);
  const wasHeld = before?.state === "hold" && before.callId === call.id;
  return as("talking", wasHeld ? now : call.answeredAt, call.id);
}

const grades: Readonly<Record<Grade, string>> = { good: "good", fair: "fair", poor: "bad" };

/** `s=talking&t=1763800000&q=support&d=in&c=12…`: never a number or a name of a customer. Pure. */
export function summaryOf(desk: DeskState, facts: DeskFacts): string {
  const { agent, quality, today, isHandRaised } = facts;
  const call = frontCall(facts.calls);
  const wrapUp = desk.state === "wrapup" ? agent.wrapUp : null;
  const grade = call === null ? null : (quality.byId[call.id]?.grade ?? null);
  const pairs: readonly (readonly [string, string | number | null])[] = [
    ["s", desk.state],
    ["t", Math.floor(desk.since / 1_000)],
    ["q", call?.origin.queue ?? wrapUp?.queue ?? null],
    ["d", call === null ? null : directionOf(call, facts.isColleague)],
    ["c", today?.answered ?? null],
    ["m", today?.missed ?? null],
    ["k", today?.talkSeconds ?? null],
    ["a", today?.afterCallSeconds ?? null],
    ["g", grade === null || desk.state === "ringing" ? null : grades[grade]],
    ["h", isHandRaised ? 1 : null],
  ];
  return pairs
    .flatMap(([key, value]) =>
      value === null || !/^[\w.-]{1,40}$/.test(String(value)) ? [] : [`${key}=${value}`],
    )
    .join("&");
}

export function directionOf(
  { direction, party }: Pick<Call, "direction" | "party">,
  isColleague: (number: string) => boolean,
): "in" | "out" | "internal" {
  return isColleague(party.number) ? "internal" : direction;
}
