import type { AlarmRule, DeskConfig } from "@/phone/config/desk-config";

import { type AgentRow, keepFields } from "./agent-row";
import type { Alarm, FloorQueue } from "./floor-state";

export type AlarmPolicy = Pick<DeskConfig, "queues" | "breaks" | "wrapUp" | "supervision">;

/** Who has seen an alarm, by its key; it holds for that alarm alone. */
export type Acknowledged = ReadonlyMap<string, { readonly since: number; readonly by: string }>;

export interface Floor {
  readonly rows: Iterable<AgentRow>;
  readonly queues: Iterable<FloorQueue>;
}

/** When something began, and how long it may last. */
interface Stretch {
  readonly from: number | null;
  readonly mostSeconds: number | null;
}

function ofAgent(rule: AlarmRule, row: AgentRow, policy: AlarmPolicy): Stretch {
  const { agent } = row;
  const { seconds } = rule;
  const sinceIn = (state: typeof agent.state): number | null =>
    agent.state === state ? agent.since : null;
  switch (rule.when) {
    case "call":
      return { from: row.callSince, mostSeconds: seconds ?? 0 };
    case "hold":
      return { from: sinceIn("hold"), mostSeconds: seconds ?? 0 };
    case "break":
      return { from: sinceIn("break"), mostSeconds: seconds ?? breakSeconds(agent.reason, policy) };
    case "wrapUp":
      return {
        from: sinceIn("wrapUp"),
        mostSeconds: seconds ?? wrapUpSeconds(agent.queue, policy),
      };
    case "quality":
      return { from: row.badSince, mostSeconds: seconds ?? 0 };
    case "help":
      return { from: agent.hand?.since ?? null, mostSeconds: seconds ?? 0 };
    case "wait":
      return { from: null, mostSeconds: null };
  }
}

function breakSeconds(reason: string | null, { breaks }: AlarmPolicy): number | null {
  const minutes = breaks.find(({ id }) => id === reason)?.minutes ?? null;
  return minutes === null ? null : minutes * 60;
}

function wrapUpSeconds(queue: string | null, { queues, wrapUp }: AlarmPolicy): number | null {
  const { mode, seconds } = queues.find(({ id }) => id === queue)?.wrapUp ?? wrapUp;
  return mode === "off" ? null : seconds;
}

function brokenSince({ from, mostSeconds }: Stretch, now: number): number | null {
  if (from === null || mostSeconds === null) return null;
  const since = from + mostSeconds * 1_000;
  return since <= now ? since : null;
}

/** The rules that are broken now: hands first, then the oldest. Alarms of before stay the same objects. Pure. */
export function findAlarms(
  { rows, queues }: Floor,
  policy: AlarmPolicy,
  acknowledged: Acknowledged,
  before: readonly Alarm[],
  now: number,
): readonly Alarm[] {
  const rules = policy.supervision.alarms;
  const known = new Map(before.map((alarm) => [alarm.key, alarm]));
  const found: Alarm[] = [];

  function add(rule: AlarmRule, about: Alarm["about"], stretch: Stretch): void {
    const since = brokenSince(stretch, now);
    if (since === null) return;
    const key = `${rule.id} ${about.kind} ${about.id}`;
    const seen = acknowledged.get(key);
    const acknowledgedBy = seen?.since === since ? seen.by : null;
    const old = known.get(key);
    const next = { key, rule: rule.id, about: old?.about ?? about, since, acknowledgedBy };
    found.push(old === undefined ? next : keepFields(old, next));
  }

  for (const row of rows) {
    for (const rule of rules) {
      add(rule, { kind: "agent", id: row.agent.extension }, ofAgent(rule, row, policy));
    }
  }
  for (const queue of queues) {
    for (const rule of rules) {
      if (rule.when !== "wait") continue;
      const stretch = { from: queue.oldestAt, mostSeconds: rule.seconds ?? 0 };
      add(rule, { kind: "queue", id: queue.id }, stretch);
    }
  }
  const hands = new Set(rules.flatMap(({ id, when }) => (when === "help" ? [id] : [])));
  const rank = ({ rule }: Alarm): number => (hands.has(rule) ? 0 : 1);
  const sorted = found.toSorted((one, other) => rank(one) - rank(other) || one.since - other.since);
  const isSame = sorted.length === before.length && sorted.every((each, at) => each === before[at]);
  return isSame ? before : sorted;
}
