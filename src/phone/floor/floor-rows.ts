import type { StoreApi } from "zustand/vanilla";

import { readPresence } from "@/phone/dialects/read-presence";

import { type AgentRow, keepFields, nextRow, unknownRow, withHand, withParty } from "./agent-row";
import { type AlarmPolicy, findAlarms } from "./alarms";
import type { FloorAgent, FloorQueue, FloorState } from "./floor-state";
import { readQueue, unknownQueue } from "./read-queue";

/** What is known of everybody, told to the store in batches: a floor of 500 changes 50 times a second. */
export interface FloorRows {
  /** Whoever is to be known; nothing is known of them yet. */
  begin(people: readonly { readonly extension: string; readonly name: string }[]): void;
  has(extension: string): boolean;
  /** A presence document, or that there is none any more. */
  heardAgent(extension: string, body: string | null): void;
  heardQueue(id: string, body: string | null): void;
  /** `null`: lowered. */
  raise(extension: string, hand: FloorAgent["hand"]): void;
  /** The phone system tells of hands: what presence says of them does not count. */
  trustHands(): void;
  meet(extension: string, party: FloorAgent["party"]): void;
  acknowledge(key: string, by: string): void;
  enter(phase: FloorState["phase"]): void;
  /** Nothing is known of anybody. */
  forget(): void;
  /** What has been gathered goes to the store; rules are looked at. */
  flush(): void;
  end(): void;
}

const batchMs = 100;
/** A change that comes alone is told almost at once, and so is what comes in the same moment. */
const momentMs = 20;
/** They are kept when nothing is known for a while: the same alarm comes back. */
const mostAcknowledged = 1_000;

export interface FloorRowsOptions {
  readonly store: StoreApi<FloorState>;
  readonly policy: AlarmPolicy;
  readonly now: () => number;
}

export function createFloorRows({ store, policy, now }: FloorRowsOptions): FloorRows {
  const queueIds = policy.queues.flatMap(({ id }) => id ?? []);
  const rows = new Map<string, AgentRow>();
  const queues = new Map<string, FloorQueue>();
  const acknowledged = new Map<string, { readonly since: number; readonly by: string }>();
  /** By lines of the phone system's. */
  const hands = new Map<string, NonNullable<FloorAgent["hand"]>>();
  let trustsHands = false;
  let phase: FloorState["phase"] = "off";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAt = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const before = store.getState();
    const floor = { rows: rows.values(), queues: queues.values() };
    const alarms = findAlarms(floor, policy, acknowledged, before.alarms, now());
    const agents = Object.fromEntries(Array.from(rows, ([key, { agent }]) => [key, agent]));
    const next: FloorState = {
      phase,
      agents: keepRecord(before.agents, agents),
      queues: keepRecord(before.queues, Object.fromEntries(queues)),
      alarms,
    };
    if (keepFields(before, next) === before) return;
    toldAt = now();
    store.setState(next, true);
  }

  function soon(): void {
    const sinceMs = Math.max(0, now() - toldAt);
    timer ??= setTimeout(flush, Math.max(momentMs, batchMs - sinceMs));
  }

  function change(extension: string, become: (row: AgentRow) => AgentRow): void {
    const row = rows.get(extension);
    if (row === undefined) return;
    const next = become(row);
    if (next === row) return;
    rows.set(extension, next);
    soon();
  }

  /** Where the phone system does not tell of hands, their own phone does. */
  function withOwnHand(row: AgentRow): AgentRow {
    const told = hands.get(row.agent.extension) ?? null;
    if (told !== null || trustsHands) return withHand(row, told);
    const said = row.agent.hand ?? { since: now(), reason: null };
    return withHand(row, row.saysHand ? said : null);
  }

  function live(): void {
    if (phase !== "waiting") return;
    phase = "live";
    soon();
  }

  return {
    begin(people) {
      rows.clear();
      for (const { extension, name } of people) rows.set(extension, unknownRow(extension, name));
      for (const id of queueIds) queues.set(id, unknownQueue(id));
    },
    has: (extension) => rows.has(extension),
    heardAgent(extension, body) {
      const presence = body === null ? null : readPresence(body);
      change(extension, (row) => withOwnHand(nextRow(row, presence, now(), queueIds.length > 0)));
      if (body !== null && rows.has(extension)) live();
    },
    heardQueue(id, body) {
      const before = queues.get(id);
      if (before === undefined) return;
      const next = body === null ? unknownQueue(id) : readQueue(id, readPresence(body).text, now());
      const kept = keepFields(before, next);
      if (body !== null && rows.size === 0) live();
      if (kept === before) return;
      queues.set(id, kept);
      soon();
    },
    raise(extension, hand) {
      if (!rows.has(extension)) return;
      if (hand === null) hands.delete(extension);
      else hands.set(extension, hand);
      change(extension, withOwnHand);
    },
    trustHands() {
      trustsHands = true;
      for (const extension of rows.keys()) change(extension, withOwnHand);
    },
    meet: (extension, party) => change(extension, (row) => withParty(row, party)),
    acknowledge(key, by) {
      const alarm = store.getState().alarms.find((each) => each.key === key);
      if (alarm === undefined) return;
      const [oldest] = acknowledged.keys();
      if (acknowledged.size >= mostAcknowledged && oldest !== undefined)
        acknowledged.delete(oldest);
      acknowledged.set(key, { since: alarm.since, by });
      flush();
    },
    enter(next) {
      phase = next;
      soon();
    },
    forget() {
      trustsHands = false;
      hands.clear();
      for (const { agent } of rows.values()) {
        change(agent.extension, () => unknownRow(agent.extension, agent.name));
      }
      for (const id of queueIds) queues.set(id, unknownQueue(id));
      flush();
    },
    flush,
    end() {
      clearTimeout(timer);
      timer = undefined;
      rows.clear();
      queues.clear();
      acknowledged.clear();
      hands.clear();
      trustsHands = false;
      phase = "off";
    },
  };
}

/** The same record where each of its values is the same. */
function keepRecord<Value>(
  before: Readonly<Record<string, Value>>,
  next: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const keys = Object.keys(next);
  const isSame =
    keys.length === Object.keys(before).length && keys.every((key) => before[key] === next[key]);
  return isSame ? before : next;
}
