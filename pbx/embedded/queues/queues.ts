import type { Attempt, AttemptEvents, AttemptOrder } from "../calls/attempt";
import type { Bridges } from "../calls/bridges";
import type { CallKind } from "../calls/call-kind";
import { type LegBook, nobody } from "../calls/owner";
import type { Languages } from "../languages";
import { type Cause, causes } from "../legs/cause";
import type { CallerLeg, Leg } from "../legs/leg";
import type { Clips } from "../media/clips";
import { nowSeconds } from "../now-seconds";
import type { QueuePlan } from "../numbers";
import type { Cancel, Timers } from "../timers";
import type { DeviceStates } from "../watch/device-states";
import type { Presences } from "../watch/presences";
import { type Agents, createAgents, system } from "./agents";
import { type Callbacks, createCallbacks } from "./callbacks";
import { queueClips } from "./clips";
import { distribute, type FreeAgent } from "./distribution";
import { type Caller, createLine } from "./line";
import { openQueueMenu } from "./queue-menu";
import { createServed, type ServedCall } from "./served";
import { createStandings, type Standings } from "./standings";
import { createSurveys, type Surveys } from "./surveys";
import { type MenuChoice, type Queue, queueMenu } from "./table";
import { nameWord, numberWord } from "./words";

export interface Queues {
  readonly agents: Agents;
  readonly callbacks: Callbacks;
  readonly surveys: Surveys;
  /** A caller has dialled a queue, or the menu in front of them. */
  dial(caller: CallerLeg, plan: QueuePlan, kind: CallKind): void;
  /** Puts a party that talks already into one. */
  enter(leg: Leg, plan: QueuePlan, kind: CallKind): void;
  /** Legs and phones may stand differently. */
  changed(): void;
  /** A party is left alone because the other one has gone: whether it is taken care of. */
  rescue(left: Leg, gone: Leg, kind: CallKind, cause: Cause): boolean;
  readonly standing: Standings["of"];
  /** Extensions of those who may answer one of the queues that this one may answer. */
  colleaguesOf(extension: string): readonly string[];
}

export interface QueuesWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly timers: Timers;
  readonly clips: Clips;
  readonly languages: Pick<Languages, "of">;
  readonly queues: readonly Queue[];
  /** An agent who has not taken a call is not called again before. */
  readonly queueRetryMs: number;
  readonly devices: DeviceStates;
  readonly presences: Pick<Presences, "set">;
  tell(extension: string, line: string): void;
  /** Whoever watches a queue or an agent is to be told. */
  changed(): void;
  startAttempt(order: AttemptOrder, events: AttemptEvents): Attempt;
}

const nowMs = (): number => performance.now();

/** Whether an agent has let it ring or has declined; a phone that is busy or gone has missed nothing. */
export function isMissed({ q850 }: Cause): boolean {
  return q850 === causes.noAnswer.q850 || q850 === causes.rejected.q850;
}

export function createQueues(world: QueuesWorld): Queues {
  const { queues, timers, devices, tell } = world;
  const resting = new Map<string, Cancel>();
  const calledMs = new Map<string, number>();
  let isScheduled = false;

  const find = (name: string): Queue | null => queues.find((each) => each.name === name) ?? null;
  const agents = createAgents({ ...world, nowSeconds });
  const extensions = [...new Set(queues.flatMap(({ members }) => Object.keys(members)))];
  const loggedIn = (queue: string) => extensions.filter((each) => agents.isIn(each, queue));
  const isReady = (extension: string): boolean => agents.pauseOf(extension) === null;
  const isFree = (extension: string): boolean =>
    isReady(extension) && devices.of(extension) === "idle";
  const standings = createStandings({
    queues,
    waitingIn: (queue) => line.in(queue),
    loggedIn,
    isReady,
    isFree,
  });

  function tellMembers(queue: string, line: string): void {
    for (const extension of Object.keys(find(queue)?.members ?? {})) tell(extension, line);
  }

  const mayJoin = (extension: string, queue: string): boolean =>
    agents.mayJoin(extension).some(({ name }) => name === queue);
  const callbacks = createCallbacks({ tellMembers, mayJoin });
  const surveys = createSurveys(world);
  const served = createServed({ ...world, ended: callEnded });
  const line = createLine(
    { ...world, nowMs },
    { lost, wantsCallback, answered, refused, sentOn: enter, changed: world.changed },
  );

  function callEnded({ extension, queue, answeredMs }: ServedCall): void {
    standings.figuresOf(queue.name)?.completed((nowMs() - answeredMs) / 1000);
    const isSignedOn = queues.some(({ name }) => agents.isIn(extension, name));
    if (queue.wrapUp.mode === "off" || !isSignedOn || !isReady(extension)) return;
    agents.pause(extension, "wrapup", { by: system, why: "wrapup" });
  }

  function lost({ queue, kind, party, enteredMs }: Caller): void {
    const { number, name } = party.leg.identity;
    const waitedSeconds = Math.round((nowMs() - enteredMs) / 1000);
    const who = `${numberWord(number)} ${nowSeconds()} ${waitedSeconds} ${nameWord(name)}`;
    standings.figuresOf(queue)?.abandoned();
    for (const each of loggedIn(queue)) tell(each, `lost ${kind.uuid} ${queue} ${who}`);
  }

  function wantsCallback({ queue, kind, party }: Caller): void {
    const { number, name } = party.leg.identity;
    callbacks.add({ uuid: kind.uuid, queue, number, name, sinceSeconds: nowSeconds() });
  }

  function answered({ queue, settings, kind, enteredMs }: Caller, agent: Leg): void {
    standings.figuresOf(queue)?.answered((nowMs() - enteredMs) / 1000);
    const extension = agent.user;
    if (extension === null) return;
    const call = { extension, queue: settings, uuid: kind.uuid, answeredMs: nowMs() };
    served.begin(call, agent);
  }

  function refused({ settings }: Caller, extension: string, cause: Cause): void {
    if (settings.missed === "pause" && isMissed(cause) && isReady(extension)) {
      agents.pause(extension, "missed", { by: system, why: "missed" });
    }
    resting.get(extension)?.();
    const rested = timers.after(world.queueRetryMs, () => {
      resting.delete(extension);
      run();
    });
    resting.set(extension, rested);
  }

  function freeAgents(): readonly FreeAgent[] {
    const called = line.all().map(({ ringing }) => ringing?.extension);
    return extensions
      .filter((each) => !called.includes(each) && !resting.has(each) && isFree(each))
      .map((extension) => {
        const own = queues.filter(({ name }) => agents.isIn(extension, name));
        const penalties = own.map(({ name, members }) => [name, members[extension] ?? 0] as const);
        const calledAtMs = calledMs.get(extension) ?? 0;
        return { extension, penalties: Object.fromEntries(penalties), calledMs: calledAtMs };
      });
  }

  /** Nobody is there, and callers are not to wait for somebody to come. */
  const isClosedTo = ({ name, whenNobody }: Queue): boolean =>
    whenNobody === "dismiss" && loggedIn(name).length === 0;

  /** Until nobody can be offered to anybody. */
  function run(): void {
    for (const caller of line.all()) {
      if (isClosedTo(caller.settings)) line.sendAway(caller, queueClips.nobody);
    }
    const waiting = line.all().filter(({ ringing }) => ringing === null);
    if (waiting.length === 0) return;
    for (const { caller, extension } of distribute(waiting, freeAgents())) {
      calledMs.set(extension, nowMs());
      line.offer(caller, extension);
    }
  }

  function changed(): void {
    served.check(); // at once: wrap-up begins before anything else can
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      run();
    });
  }

  function enterQueue(leg: Leg, queue: Queue, given: CallKind): void {
    const { name, label, mostWaiting } = queue;
    const kind: CallKind = { ...given, kind: "queue", queue: name, queueLabel: label };
    const isFull = mostWaiting !== null && line.in(name).length >= mostWaiting;
    if (isClosedTo(queue)) line.dismiss(leg, queueClips.nobody, kind);
    else if (isFull) line.dismiss(leg, queueClips.full, kind);
    else line.enter(leg, queue, kind);
  }

  function chosen(leg: Leg, choice: MenuChoice | null, kind: CallKind): void {
    const queue = find(choice?.queue ?? queueMenu.choices[0]?.queue ?? "");
    if (queue === null) return leg.end(causes.unknownNumber);
    const menu = choice === null ? {} : { menu: { key: choice.key, label: choice.label } };
    enterQueue(leg, queue, { ...kind, ...menu });
  }

  function enter(leg: Leg, plan: QueuePlan, kind: CallKind): void {
    if (plan.kind === "queueMenu") return openQueueMenu({ ...world, chosen }, leg, kind);
    const queue = find(plan.queue);
    if (queue === null) leg.end(causes.unknownNumber);
    else enterQueue(leg, queue, kind);
  }

  return {
    agents,
    callbacks,
    surveys,
    enter,
    changed,
    dial(caller, plan, kind) {
      world.book.add(caller, nobody);
      const queue = plan.kind === "queue" ? find(plan.queue) : null;
      const shown = { number: queue?.number ?? queueMenu.number, name: queue?.label ?? "" };
      void caller.answer(shown).then((isUp) => {
        if (isUp) enter(caller, plan, kind);
      });
    },
    rescue(left, gone, kind, { q850 }) {
      const call = served.of(gone);
      if (call === null || !call.queue.survey || q850 !== causes.normal.q850) return false;
      surveys.ask(left, call.extension, kind);
      return true;
    },
    standing: standings.of,
    colleaguesOf(extension) {
      const own = agents.mayJoin(extension);
      return [...new Set(own.flatMap(({ members }) => Object.keys(members)))];
    },
  };
}
