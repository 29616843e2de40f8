import type { DeviceState } from "../watch/device-state";
import { notSet, type Presence } from "../watch/presences";

type Phase = "idle" | "ringing" | "talking" | "hold" | "wrapup" | "break" | "off";

/** An agent who is made up. */
export interface FloorAgent {
  readonly phase: Phase;
  /** Unix time. */
  readonly sinceSeconds: number;
  readonly reason: string;
  readonly queue: string;
  readonly quality: "good" | "fair" | "bad";
  readonly isHandUp: boolean;
  readonly answered: number;
  readonly missed: number;
  readonly talkSeconds: number;
  readonly afterCallSeconds: number;
}

/** What may come next; one that stands twice comes twice as often. */
const next: Readonly<Record<Phase, readonly Phase[]>> = {
  off: ["idle"],
  idle: ["ringing", "ringing", "ringing", "ringing", "ringing", "break", "off"],
  ringing: ["talking", "talking", "talking", "talking", "idle"],
  talking: ["hold", "wrapup", "wrapup", "idle"],
  hold: ["talking"],
  wrapup: ["idle"],
  break: ["idle"],
};

const reasons = ["lunch", "coffee", "training", "meeting"] as const;
const qualities = ["good", "good", "good", "good", "fair", "bad"] as const;

export function pick<T>(from: readonly T[], random: number): T {
  return from[Math.floor(random * from.length)] as T;
}

export function newAgent(queue: string, nowSeconds: number): FloorAgent {
  return {
    phase: "off",
    sinceSeconds: nowSeconds,
    reason: "",
    queue,
    quality: "good",
    isHandUp: false,
    answered: 0,
    missed: 0,
    talkSeconds: 0,
    afterCallSeconds: 0,
  };
}

/** One step of an agent's day. */
export function moveOn(agent: FloorAgent, nowSeconds: number, random: () => number): FloorAgent {
  const phase = pick(next[agent.phase], random());
  const seconds = nowSeconds - agent.sinceSeconds;
  const isTalk = agent.phase === "talking" || agent.phase === "hold";
  return {
    ...agent,
    phase,
    sinceSeconds: nowSeconds,
    reason: phase === "break" ? pick(reasons, random()) : "",
    quality: pick(qualities, random()),
    isHandUp: phase === "talking" && random() < 0.02,
    answered: agent.answered + (agent.phase === "ringing" && phase === "talking" ? 1 : 0),
    missed: agent.missed + (agent.phase === "ringing" && phase === "idle" ? 1 : 0),
    talkSeconds: agent.talkSeconds + (isTalk ? seconds : 0),
    afterCallSeconds: agent.afterCallSeconds + (agent.phase === "wrapup" ? seconds : 0),
  };
}

const devices: Readonly<Record<Phase, DeviceState>> = {
  off: "unavailable",
  idle: "idle",
  ringing: "ringing",
  talking: "inUse",
  // Whoever holds is not the one who is on hold.
  hold: "inUse",
  wrapup: "idle",
  break: "idle",
};

export function deviceOf({ phase }: FloorAgent): DeviceState {
  return devices[phase];
}

/** As an agent's phone tells it. */
function deskOf(agent: FloorAgent): string {
  const { phase, sinceSeconds, queue, quality, isHandUp } = agent;
  const state = phase === "break" ? "idle" : phase;
  const isCall = phase === "ringing" || phase === "talking" || phase === "hold";
  const call = isCall ? `&q=${queue}&d=in` : "";
  const heard = phase === "talking" ? `&g=${quality}` : "";
  const hand = isHandUp ? "&h=1" : "";
  const { answered, missed, talkSeconds, afterCallSeconds } = agent;
  const today = `&c=${answered}&m=${missed}&k=${talkSeconds}&a=${afterCallSeconds}`;
  return `s=${state}&t=${sinceSeconds}${call}${today}${heard}${hand}`;
}

export function presenceOf(agent: FloorAgent): Presence {
  if (agent.phase === "off") return { ...notSet, type: "unavailable" };
  const reason = agent.phase === "wrapup" ? "wrapup" : agent.reason;
  const text = `r=${reason}&${deskOf(agent)}`;
  if (reason === "") return { type: "available", subtype: "", text };
  return { type: "away", subtype: "pause", text };
}
