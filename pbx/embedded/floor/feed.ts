import { nowSeconds } from "../now-seconds";
import { standingText } from "../queues/figures";
import type { Timers } from "../timers";
import type { DeviceState } from "../watch/device-state";
import type { Presence } from "../watch/presences";
import { deviceOf, type FloorAgent, moveOn, newAgent, pick, presenceOf } from "./agent";
import { createRandom } from "./random";

/** So many agents and queues besides the real ones, and so many changes of them a second. */
export interface FloorFeedOptions {
  readonly agents: number;
  readonly queues: number;
  readonly changesPerSecond: number;
}

/** A floor that is made up: nobody can sign in there or be called. The same in every run, but for the clock. */
export interface FloorFeed {
  readonly extensions: readonly string[];
  /** How an agent or a queue stands; null: there is none of this name. */
  find(resource: string): { readonly state: DeviceState; readonly presence: Presence } | null;
}

export interface FloorFeedWorld {
  readonly timers: Timers;
  /** Whoever watches is to be told. */
  changed(): void;
}

const firstExtension = 2_001;
const firstQueueNumber = 5_001;
const most: FloorFeedOptions = { agents: 2_000, queues: 200, changesPerSecond: 1_000 };

/** One change in so many is a queue's. */
const queueShare = 10;
/** Before anybody looks: nobody starts the day in the same state. */
const stepsBefore = 6;
const shortestTickMs = 20;

const firstNames = [
  "Aino",
  "Omar",
  "Sara",
  "Mikko",
  "Layla",
  "Eero",
  "Huda",
  "Ville",
  "Noor",
  "Kaisa",
];
const lastNames = [
  "Korhonen",
  "Haddad",
  "Nieminen",
  "Saleh",
  "Laine",
  "Mansour",
  "Heikkinen",
  "Aziz",
];

function within(wish: number, highest: number): number {
  return Number.isFinite(wish) ? Math.max(0, Math.min(highest, Math.floor(wish))) : 0;
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const queueName = (at: number): string => `floor${String(at + 1).padStart(2, "0")}`;

interface FloorQueue {
  readonly waiting: number;
  readonly sinceSeconds: number;
  readonly oldestSeconds: number;
  readonly completed: number;
  readonly abandoned: number;
}

function moveQueue(queue: FloorQueue, random: () => number): FloorQueue {
  const waiting = Math.max(0, queue.waiting + (random() < 0.5 ? 1 : -1));
  const isLess = waiting < queue.waiting;
  const isLost = isLess && random() < 0.1;
  const now = nowSeconds();
  return {
    waiting,
    sinceSeconds: now,
    oldestSeconds: waiting === 0 ? 0 : queue.waiting === 0 || isLess ? now : queue.oldestSeconds,
    completed: queue.completed + (isLess && !isLost ? 1 : 0),
    abandoned: queue.abandoned + (isLost ? 1 : 0),
  };
}

function queuePresence(queue: FloorQueue, members: readonly FloorAgent[]): Presence {
  const present = members.filter(({ phase }) => phase !== "off");
  const ready = present.filter(({ phase }) => phase !== "break" && phase !== "wrapup");
  const { waiting, oldestSeconds, completed, abandoned, sinceSeconds } = queue;
  const text = standingText({
    waiting,
    oldestSeconds,
    completed,
    abandoned,
    loggedIn: present.length,
    ready: ready.length,
    free: ready.filter(({ phase }) => phase === "idle").length,
    holdSeconds: 12,
    talkSeconds: 180,
    serviceLevelPercent: 100 - Math.min(60, 4 * abandoned),
  });
  return { type: "available", subtype: "queue", text: `${text}&t=${sinceSeconds}` };
}

export function createFloorFeed(world: FloorFeedWorld, options: FloorFeedOptions): FloorFeed {
  const random = createRandom(1);
  const changesPerSecond = within(options.changesPerSecond, most.changesPerSecond);
  const names = numbered(within(options.queues, most.queues)).map(queueName);
  const extensions = numbered(within(options.agents, most.agents)).map(
    (at) => `${firstExtension + at}`,
  );
  const queues = new Map<string, FloorQueue>(
    names.map((name) => [
      name,
      { waiting: 0, sinceSeconds: nowSeconds(), oldestSeconds: 0, completed: 0, abandoned: 0 },
    ]),
  );
  const agents = new Map<string, FloorAgent>(
    extensions.map((extension, at) => [
      extension,
      newAgent(names[at % Math.max(1, names.length)] ?? "", nowSeconds()),
    ]),
  );

  function change(): void {
    const isQueue = names.length > 0 && (extensions.length === 0 || random() * queueShare < 1);
    const key = pick(isQueue ? names : extensions, random());
    const queue = queues.get(key);
    const agent = agents.get(key);
    if (queue !== undefined) queues.set(key, moveQueue(queue, random));
    if (agent !== undefined) agents.set(key, moveOn(agent, nowSeconds(), random));
  }

  for (let step = 0; step < stepsBefore * (extensions.length + names.length); step++) change();

  /** By the wall clock: timers of a busy thread are late. */
  function run(): void {
    let doneMs = performance.now();
    world.timers.every(Math.max(shortestTickMs, 1000 / changesPerSecond), () => {
      const nowMs = performance.now();
      const due = Math.floor(((nowMs - doneMs) * changesPerSecond) / 1000);
      if (due === 0) return;
      doneMs += (due * 1000) / changesPerSecond;
      // A stall is skipped and not made up for.
      for (let done = 0; done < Math.min(due, changesPerSecond); done++) change();
      world.changed();
    });
  }

  if (changesPerSecond > 0) run();

  return {
    extensions,
    find(resource) {
      const agent = agents.get(resource);
      if (agent !== undefined) return { state: deviceOf(agent), presence: presenceOf(agent) };
      const name = /^queue-(.+)$/.exec(resource)?.[1] ?? "";
      const queue = queues.get(name);
      if (queue === undefined) return null;
      const members = [...agents.values()].filter((member) => member.queue === name);
      return {
        state: queue.waiting > 0 ? "ringing" : "idle",
        presence: queuePresence(queue, members),
      };
    },
  };
}

/** `team` and `queues` of the phone's config.json for such a floor. */
export function floorConfig(options: FloorFeedOptions) {
  return {
    team: numbered(within(options.agents, most.agents)).map((at) => ({
      extension: `${firstExtension + at}`,
      name: `${firstNames[at % firstNames.length]} ${lastNames[at % lastNames.length]} ${at + 1}`,
    })),
    queues: numbered(within(options.queues, most.queues)).map((at) => {
      const name = `Queue ${at + 1}`;
      return {
        number: `${firstQueueNumber + at}`,
        name: { en: name, ar: `قائمة ${at + 1}`, fi: `Jono ${at + 1}` },
        id: queueName(at),
        serviceLevelSeconds: 20,
      };
    }),
  };
}
