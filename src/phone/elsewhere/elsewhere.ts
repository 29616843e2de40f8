import { createStore } from "zustand/vanilla";

import { log } from "@/lib/log";
import type { ToldCall } from "@/phone/calls/told-call";
import type { ReadonlyStore } from "@/phone/store";

import { isLine, type Line, readLine, writeLine } from "./lines";

/** Whether the agent is signed in in another browser too. */
export type ElsewhereState =
  | { readonly phase: "alone" }
  /** `calls`: that are up there. */
  | { readonly phase: "found"; readonly calls: number }
  | { readonly phase: "moving" };

export type ElsewhereCommand =
  | { readonly type: "moveHere" }
  /** Both stay, and both ring. */
  | { readonly type: "leaveBoth" };

export interface ElsewhereOptions {
  /** This phone among those of the extension. */
  readonly own: string;
  /** To every phone of the own extension. */
  readonly say: (text: string) => Promise<void>;
  readonly liveCount: () => number;
  /** The calls that can go along. */
  readonly calls: () => readonly ToldCall[];
  /** They go to another phone: their end here is not the end. */
  readonly goElsewhere: (calls: readonly ToldCall[]) => void;
  /** Calls of another phone come here. */
  readonly receive: (calls: readonly ToldCall[]) => void;
  /** All have gone: this phone signs out. */
  readonly leave: () => void;
  /** They did not: they are here as before. */
  readonly stay: () => void;
  readonly patienceMs?: number;
}

export interface Elsewhere {
  readonly store: ReadonlyStore<ElsewhereState>;
  do(command: ElsewhereCommand): void;
  /** Asks whether there is anybody else: the phone system has more than one address of ours. */
  look(): void;
  /** A line of text from the own extension: hostile in its form. `false`: none of these. */
  hear(text: string): boolean;
  /** How many calls are up here has changed. */
  callsChanged(): void;
  forget(): void;
}

/** How long calls may take on their way. */
const usualPatienceMs = 8_000;

/** One agent, two browsers: says so, and moves the phone with its calls from one to the other. */
export function createElsewhere(options: ElsewhereOptions): Elsewhere {
  const { own, patienceMs = usualPatienceMs } = options;
  const store = createStore<ElsewhereState>(() => ({ phase: "alone" }));
  /** The other phone that has answered. */
  let other: string | null = null;
  let coming: ToldCall[] = [];
  /** How many are coming; the line that says so may overtake them. */
  let awaited: number | null = null;
  let isLeaving = false;
  let limit: ReturnType<typeof setTimeout> | undefined;

  /** `false`: it cannot be said. */
  function say(line: Line): boolean {
    const text = writeLine(line);
    if (text === null) return false;
    options.say(text).catch((error: unknown) => {
      log("debug", "elsewhere", "the other phone could not be told", { error: String(error) });
    });
    return true;
  }

  function alone(): void {
    clearTimeout(limit);
    other = null;
    coming = [];
    awaited = null;
    store.setState({ phase: "alone" }, true);
  }

  function giveAway(to: string): void {
    const calls = options.calls().filter((call) => say({ verb: "call", from: own, to, call }));
    options.goElsewhere(calls);
    say({ verb: "moved", from: own, to, calls: calls.length });
    isLeaving = true;
    // Whoever asked may be gone: then everything stays as it is.
    clearTimeout(limit);
    limit = setTimeout(() => {
      isLeaving = false;
      options.stay();
    }, patienceMs);
    leaveWhenEmpty();
  }

  function leaveWhenEmpty(): void {
    if (!isLeaving || options.liveCount() > 0) return;
    isLeaving = false;
    clearTimeout(limit);
    options.leave();
  }

  function arrive(): void {
    const calls = coming;
    alone();
    options.receive(calls);
  }

  function arriveWhenComplete(): void {
    if (awaited !== null && coming.length >= awaited) arrive();
  }

  function hear(line: Line): void {
    if (line.from === own || ("to" in line && line.to !== own)) return;
    switch (line.verb) {
      case "ask":
        return void say({ verb: "here", from: own, to: line.from, calls: options.liveCount() });
      case "here":
        if (store.getState().phase === "moving") return;
        other = line.from;
        return store.setState({ phase: "found", calls: line.calls }, true);
      case "move":
        return giveAway(line.from);
      case "call":
        if (line.from !== other || store.getState().phase !== "moving") return;
        coming.push(line.call);
        return arriveWhenComplete();
      case "moved":
        if (line.from !== other || store.getState().phase !== "moving") return;
        awaited = line.calls;
        return arriveWhenComplete();
    }
  }

  return {
    store,
    do({ type }) {
      if (store.getState().phase !== "found" || other === null) return;
      if (type === "leaveBoth") return alone();
      store.setState({ phase: "moving" }, true);
      limit = setTimeout(arrive, patienceMs);
      say({ verb: "move", from: own, to: other });
    },
    look: () => void say({ verb: "ask", from: own }),
    hear(text) {
      if (!isLine(text)) return false;
      const line = readLine(text);
      if (line !== null) hear(line);
      return true;
    },
    callsChanged: leaveWhenEmpty,
    forget() {
      isLeaving = false;
      alone();
    },
  };
}
