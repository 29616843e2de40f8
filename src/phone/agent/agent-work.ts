import type { StoreApi } from "zustand/vanilla";

import { log } from "@/lib/log";
import { createQueue, type Queue } from "@/lib/queue";
import type { DeskConfig } from "@/phone/config/desk-config";
import { toProblem } from "@/phone/errors";
import { type Stop, stopAll } from "@/phone/store";
import { within } from "@/phone/within";

import { type AgentOptions, noAgent } from "./agent";
import type { AgentCommand, AgentOrder, AgentState, KnownState } from "./agent-state";
import { type KeptState, keptId, readKept } from "./kept";
import type { Step } from "./orders";
import { arrive } from "./reconcile";
import { createShifts } from "./shifts";
import { isName, readTold, readToldChange, type Told } from "./told";
import { type AgentEvent, transition } from "./transition";
import { createCallsReader } from "./watch-calls";

export interface AgentWork {
  do(command: AgentCommand): void;
  begin(extension: string, signsIn: boolean): Promise<void>;
  leave(): Promise<void>;
  end(): void;
  letGo(): void;
}

/** An event without its time. */
type News<Event = AgentEvent> = Event extends unknown ? Omit<Event, "at"> : never;

/** A shift that nobody has signed out of goes on for so long; later, whoever signs in begins another. */
const sameShiftMs = 1_800_000;
const beatMs = 10_000;
const leaveMs = 2_000;
const askAgainMs = 10_000;
const mostAsks = 3;

/** One connected stretch after another, until somebody signs out. */
interface Shift {
  readonly over: AbortController;
  readonly queue: Queue;
  readonly stop: Stop;
}

export function createAgentWork(
  options: AgentOptions,
  policies: DeskConfig,
  store: StoreApi<AgentState>,
): AgentWork {
  const { calls, commands, config, now } = options;
  const { history, settings, storage } = options.shelves;
  const failed = (error: unknown): void =>
    log("warn", "agent", "not kept", { error: String(error) });
  const shifts = createShifts({ table: storage.shifts, now, failed });
  let shift: Shift | null = null;
  /** Of before this page, until the phone system has spoken. */
  let kept: KeptState | null = null;
  let readCalls = createCallsReader(isColleague);
  let beatAt = 0;
  let asks = 0;
  let askAt = Number.POSITIVE_INFINITY;
  let signsIn = false;

  function isColleague(number: string): boolean {
    return config.team.some(({ extension }) => extension === number);
  }

  function known(): KnownState | null {
    const state = store.getState();
    return state.phase === "known" ? state : null;
  }

  function dispatch(news: News): void {
    const state = known();
    const at = now();
    if (state !== null) enter(transition(state, { ...news, at }, policies), at);
  }

  function enter([state, effects]: Step, at: number): void {
    const isNew = state !== store.getState();
    if (isNew) store.setState(state, true);
    for (const effect of effects) {
      if (effect.type === "send") send(effect.order);
      else void history.annotate(effect.callId, { wrapUpMs: effect.wrapUpMs });
    }
    if (!isNew) return;
    // What is not confirmed yet is no stretch of its own.
    if (state.pending.length === 0) shifts.enter(state, at);
    keep(state, false);
  }

  function keep(state: KnownState, isOver: boolean): void {
    const value: KeptState = { version: 1, savedAt: now(), isOver, state };
    storage.facts.put({ id: keptId, value }).catch(failed);
  }

  function send(order: AgentOrder): void {
    const mine = shift;
    if (mine === null) return;
    mine
      .queue(() => commands.send(textOf(order)))
      .then(
        (answer) => {
          if (shift === mine) dispatch({ type: "done", order, answer });
        },
        (error: unknown) => {
          const { code } = toProblem(error);
          log("warn", "agent", "a command failed", { do: order.do, code });
          if (shift === mine) dispatch({ type: "failed", isCut: code === "notConnected" });
        },
      );
  }

  async function ask(): Promise<void> {
    const mine = shift;
    askAt = Number.POSITIVE_INFINITY;
    if (mine === null) return;
    try {
      const answer = await mine.queue(() => commands.send("state"));
      if (shift === mine) answered(readTold(answer, now()));
    } catch (error) {
      log("warn", "agent", "the phone system does not tell", { error: String(error) });
      asks += 1;
      if (asks < mostAsks) askAt = now() + askAgainMs;
      else if (known() === null) store.setState(noAgent, true);
    }
  }

  function answered(told: Told | null): void {
    const at = now();
    // Not one of ours, or in no queue: this is a phone, as it was.
    if (told === null || told.queues.length === 0) {
      shifts.end(at);
      return store.setState(noAgent, true);
    }
    if (known() !== null) return dispatch({ type: "answered", told });
    const { readyAtSignIn: policy } = policies.agent;
    const isChosen = policy === "choice" && settings.store.getState().readyAtSignIn;
    const isReady = signsIn && (policy === "always" || isChosen);
    const { lastQueues = [], notices = [] } = kept?.state ?? {};
    enter(arrive({ told, lastQueues, notices, isReady }, policies, at), at);
    lookAtCalls();
  }

  function lookAtCalls(): void {
    const state = known();
    if (state === null) return;
    const { isBusy, call, ended, missed } = readCalls(calls.getState());
    for (const each of missed) dispatch({ type: "missed", ...each });
    // Gone with the page that had it, and not come back with this one.
    const isGone = state.isBusy && !isBusy && ended.length === 0;
    const wasHere = state.call !== null && state.call.id in calls.getState().byId;
    const all = isGone && !wasHere && state.call !== null ? [state.call] : ended;
    for (const each of all) dispatch({ type: "calls", isBusy, call, ended: each });
    const isSame = isBusy === state.isBusy && call?.id === state.call?.id;
    if (all.length === 0 && !isSame) dispatch({ type: "calls", isBusy, call, ended: null });
  }

  function second(at: number): void {
    dispatch({ type: "second" });
    if (at >= askAt) void ask();
    const state = known();
    if (state === null || at - beatAt < beatMs) return;
    beatAt = at;
    shifts.beat(at);
    keep(state, false);
  }

  function hear(line: string): void {
    const change = readToldChange(line, now());
    if (change === null) return;
    if (known() === null) answered(change);
    else dispatch({ type: "told", change });
  }

  async function open(extension: string): Promise<void> {
    const over = new AbortController();
    const stops = [
      commands.watch(hear),
      options.watchSeconds(second),
      calls.subscribe(lookAtCalls),
    ];
    const mine: Shift = { over, stop: stopAll(stops), queue: createQueue(over.signal) };
    shift = mine;
    readCalls = createCallsReader(isColleague);
    const row = await storage.facts.get(keptId).catch(() => null);
    await shifts.begin(extension).catch(failed);
    if (shift !== mine) return;
    kept = readKept(row?.value);
    const isSame =
      kept !== null && !kept.isOver && (!signsIn || now() - kept.savedAt < sameShiftMs);
    if (kept === null || !isSame) return;
    // What was on its way has arrived, or not: it is asked for anew.
    const isSettled = kept.state.isSettled && kept.state.pending.length === 0;
    enter([{ ...kept.state, isSettled, pending: [] }, []], now());
    lookAtCalls();
  }

  function stop(): void {
    shift?.stop();
    shift?.over.abort();
    shift = null;
  }

  function end(): void {
    const state = known();
    if (state !== null) {
      shifts.end(now());
      keep(state, true);
    }
    stop();
    store.setState(noAgent, true);
  }

  return {
    do: (command) => dispatch(command),
    async begin(extension, isSignIn) {
      signsIn = isSignIn;
      asks = 0;
      if (shift === null) await open(extension);
      await ask();
    },
    async leave() {
      dispatch({ type: "left" });
      const told = shift?.queue(async () => undefined) ?? Promise.resolve();
      await within(told, leaveMs, "timedOut").catch(() => undefined);
      end();
    },
    end,
    letGo: stop,
  };
}

function textOf(order: AgentOrder): string {
  switch (order.do) {
    case "login":
    case "logout":
      return `${order.do} ${asName(order.queue)}`;
    case "pause":
      return `pause ${asName(order.reason)}`;
    case "unpause":
      return "unpause";
  }
}

/** Nothing but a name ever stands in a command. */
function asName(text: string): string {
  return isName(text) ? text : "break";
}
