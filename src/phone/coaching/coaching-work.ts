import type { StoreApi } from "zustand/vanilla";

import { writeCommandText } from "@/lib/command-text";
import { log } from "@/lib/log";
import type { ConnectionState } from "@/phone/connection/connection";
import type { Calendar } from "@/phone/reports/days";
import { type Stop, stopAll } from "@/phone/store";

import { describeCall } from "./answer-ask";
import { type CoachingOptions, noCoaching } from "./coaching";
import type { CoachingCommand, CoachingState, Cue } from "./coaching-state";
import {
  type DeskFacts,
  type DeskState,
  type ModeOf,
  frontCall,
  nextDesk,
  summaryOf,
} from "./desk-summary";
import { createHand } from "./hand";
import { type KeptCoaching, keptId, readKept } from "./kept";
import { createListeners } from "./listeners";
import { type CoachingLine, readLine } from "./read-line";
import { createTellDesk } from "./tell-desk";
import { type Counting, createToday } from "./today";

export interface CoachingWorkOptions extends CoachingOptions {
  readonly calendar: Pick<Calendar, "dayOf" | "startOf">;
  readonly modeOf: ModeOf;
  readonly counting: Counting;
}

export interface CoachingWork {
  do(command: CoachingCommand): void;
  /** A line of the phone system's that nobody has asked for. */
  hear(line: string): void;
  linkChanged(phase: ConnectionState["phase"]): void;
}

const mostCues = 50;
const mostSupervised = 20;
/** A call's end, and the wrap-up that follows it, are told one after the other. */
const settleMs = 200;
/** So long a page that was loaded anew may take to have its call again. */
const graceMs = 30_000;

export function createCoachingWork(
  options: CoachingWorkOptions,
  store: StoreApi<CoachingState>,
): CoachingWork {
  const { agent, audio, calls, commands, config, now, quality } = options;
  const { history, storage } = options.shelves;
  const listeners = createListeners();
  const tellDesk = createTellDesk({ commands, now, summary });
  const today = createToday({
    ...options,
    history,
    shifts: storage.shifts,
    counted: tellDesk.soon,
  });
  const hand = createHand({
    commands,
    now,
    get: () => store.getState().hand,
    set(raised) {
      change({ hand: raised });
      tellDesk.soon();
    },
  });
  let stop: Stop | null = null;
  let desk: DeskState | null = null;
  let wasInCall = false;
  let wasAtWork = false;
  let isToned = false;
  let restoredAt: number | null = null;
  let lastId = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const isColleague = (number: string): boolean =>
    config.team.some(({ extension }) => extension === number);

  function change(next: Partial<CoachingState>): void {
    store.setState(next);
    if (stop === null) return;
    const value: KeptCoaching = { version: 1, savedAt: now(), state: store.getState() };
    storage.facts
      .put({ id: keptId, value })
      .catch((error: unknown) => log("warn", "coaching", "not kept", { error: String(error) }));
  }

  function summary(): string | null {
    const facts: DeskFacts = {
      calls: calls.store.getState(),
      agent: agent.store.getState(),
      quality: quality.store.getState(),
      today: today.value(),
      isHandRaised: store.getState().hand !== null,
      isColleague,
      modeOf: options.modeOf,
    };
    desk = nextDesk(desk, facts, now());
    return summaryOf(desk, facts);
  }

  const isInCall = (): boolean => frontCall(calls.store.getState()) !== null;

  function isWorking(): boolean {
    const state = agent.store.getState();
    return isInCall() || (state.phase === "known" && options.modeOf(state) === "wrapUp");
  }

  /** After a change of calls or of the agent's state: what belonged to the call goes with it. */
  function settle(): void {
    settling = undefined;
    const inCall = isInCall();
    const isAtWork = isWorking();
    if (isAtWork) restoredAt = null;
    const isGone = restoredAt !== null && now() - restoredAt > graceMs;
    if (isGone) restoredAt = null;
    if ((wasInCall && !inCall) || isGone) {
      listeners.clear();
      isToned = false;
      if (store.getState().listener !== null) change({ listener: null });
    }
    if (wasInCall && !inCall) void today.count();
    if ((wasAtWork && !isAtWork) || isGone) {
      today.stale();
      if (store.getState().cues.length > 0) change({ cues: [] });
    }
    wasInCall = inCall;
    wasAtWork = isAtWork;
  }

  function changed(): void {
    // However short it is.
    wasInCall ||= isInCall();
    wasAtWork ||= isWorking();
    settling ??= setTimeout(settle, settleMs);
    tellDesk.soon();
  }

  function second(at: number): void {
    today.second(at);
    if (restoredAt !== null) settle();
    tellDesk.second(at);
  }

  function setCue(id: string, become: (cue: Cue) => Cue): void {
    change({ cues: store.getState().cues.map((cue) => (cue.id === id ? become(cue) : cue)) });
  }

  function hearLine(line: CoachingLine): void {
    const at = now();
    switch (line.kind) {
      case "heard":
        listeners.heard(line.by, line.mode, line.at);
        change({ listener: listeners.shown() });
        if (line.mode === "monitor" || isToned) return;
        isToned = true;
        return audio.playCoached();
      case "heardEnd":
        listeners.ended(line.by);
        return change({ listener: listeners.shown() });
      case "heardAfter":
        return change({ heardAfter: { by: line.by, widest: line.widest, at: line.at } });
      case "supervised": {
        lastId = Math.max(lastId + 1, at);
        const { by, act, detail, reason } = line;
        const one = { id: lastId, by, act, detail, reason, at };
        return change({
          supervised: [...store.getState().supervised, one].slice(-mostSupervised),
        });
      }
      case "cue": {
        const { id, by, text } = line;
        const others = store.getState().cues.filter((cue) => cue.id !== id);
        const cue: Cue = { id, from: by, text, at, answer: null };
        return change({ cues: [...others, cue].slice(-mostCues) });
      }
      case "ask": {
        const said = writeCommandText(describeCall(frontCall(calls.store.getState()), isColleague));
        commands.order(`tell ${line.by} ${line.ref} ${said}`).catch(() => undefined);
      }
    }
  }

  function answerCue(id: string, answer: "got" | "help"): void {
    const cue = store.getState().cues.find((each) => each.id === id);
    if (cue === undefined || cue.answer === answer) return;
    const before = cue.answer;
    setCue(id, (each) => ({ ...each, answer }));
    commands.order(`cue-answer ${cue.from} ${id} ${answer}`).catch(() => {
      setCue(id, (each) => (each.answer === answer ? { ...each, answer: before } : each));
    });
  }

  async function restore(): Promise<void> {
    const row = await storage.facts.get(keptId).catch(() => null);
    if (stop === null) return;
    const kept = readKept(row?.value, now());
    // What has come meanwhile is newer.
    if (kept !== null && store.getState() === noCoaching) takeUp(kept);
    // A phone system may hold a hand up that a page which is gone has raised.
    if (store.getState().hand === (kept?.hand ?? null)) hand.tell();
  }

  function takeUp(kept: CoachingState): void {
    store.setState(kept, true);
    if (kept.listener !== null) {
      const { by, mode, since } = kept.listener;
      listeners.heard(by, mode, since);
      isToned = mode !== "monitor";
    }
    restoredAt = now();
    changed();
  }

  function start(): void {
    if (stop !== null) return;
    stop = stopAll([
      calls.store.subscribe(changed),
      agent.store.subscribe(changed),
      quality.store.subscribe(() => tellDesk.soon()),
      // Calls are counted once the account's own are open.
      storage.store.subscribe(today.stale),
      options.watchSeconds(second),
    ]);
    void restore();
    void today.count();
    changed();
  }

  function end(): void {
    stop?.();
    stop = null;
    clearTimeout(settling);
    settling = undefined;
    listeners.clear();
    desk = null;
    today.forget();
    wasInCall = false;
    wasAtWork = false;
    isToned = false;
    restoredAt = null;
    store.setState(noCoaching, true);
  }

  function linkChanged(phase: ConnectionState["phase"]): void {
    switch (phase) {
      case "connected": {
        if (!commands.isThere()) return;
        const isFirst = stop === null;
        start();
        tellDesk.linkUp();
        if (!isFirst && store.getState().hand !== null) hand.tell();
        return;
      }
      case "recovering":
        return tellDesk.linkDown();
      case "signingOut":
        hand.lower();
        change(noCoaching);
        return tellDesk.linkDown();
      case "signedOut":
        tellDesk.linkDown();
        return end();
      case "starting":
      case "signingIn":
    }
  }

  return {
    do(command) {
      if (stop === null) return;
      switch (command.type) {
        case "raiseHand":
          return hand.raise(command.reason);
        case "lowerHand":
          return hand.lower();
        case "answerCue":
          return answerCue(command.id, command.answer);
        case "dismiss":
          return change(command.what === "supervised" ? { supervised: [] } : { heardAfter: null });
      }
    },
    hear(line) {
      if (stop === null) return;
      const read = readLine(line, now());
      if (read !== null) hearLine(read);
    },
    linkChanged,
  };
}
