import type { StoreApi } from "zustand/vanilla";

import { log } from "@/lib/log";
import type { CallId } from "@/phone/calls/call";
import type { ToldCall } from "@/phone/calls/told-call";

import type { ElsewhereCommand, ElsewhereOptions, ElsewhereState } from "./elsewhere";
import { type Line, readLine, writeLine } from "./lines";

/** What is said between the phones of one extension; loaded when there is somebody to talk with. */
export interface Talk {
  do(command: ElsewhereCommand): void;
  look(): void;
  hear(text: string): void;
  callsChanged(): void;
  forget(): void;
}

/** How long calls may take on their way. */
const usualPatienceMs = 8_000;
/** Of calls that have not come. */
const mostNotes = 20;

export function createTalk(options: ElsewhereOptions, store: StoreApi<ElsewhereState>): Talk {
  const { own, patienceMs = usualPatienceMs } = options;
  /** The other phone that has answered. */
  let other: string | null = null;
  let coming: ToldCall[] = [];
  /** Where the last ones came from, which, and what is noted of them. */
  let source: string | null = null;
  const arrived = new Set<CallId>();
  const notes = new Map<CallId, string>();
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
    for (const { id } of calls) giveNote(to, id);
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

  function giveNote(to: string, id: CallId): void {
    options.noteOf(id).then(
      (note) => note !== "" && say({ verb: "note", from: own, to, id, note }),
      (error: unknown) => log("debug", "elsewhere", "no note", { error: String(error) }),
    );
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
    for (const { id } of calls) arrived.add(id);
    keepNotes();
  }

  /** Of calls that are here; a note may overtake its call, or come after all of them. */
  function keepNotes(): void {
    for (const [id, note] of notes) {
      if (!arrived.has(id)) continue;
      notes.delete(id);
      options.keepNote(id, note);
    }
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
      case "note":
        if (line.from !== source || notes.size >= mostNotes) return;
        notes.set(line.id, line.note);
        return keepNotes();
      case "moved":
        if (line.from !== other || store.getState().phase !== "moving") return;
        awaited = line.calls;
        return arriveWhenComplete();
    }
  }

  return {
    do({ type }) {
      if (store.getState().phase !== "found" || other === null) return;
      if (type === "leaveBoth") return alone();
      store.setState({ phase: "moving" }, true);
      source = other;
      arrived.clear();
      notes.clear();
      limit = setTimeout(arrive, patienceMs);
      say({ verb: "move", from: own, to: other });
    },
    look: () => void say({ verb: "ask", from: own }),
    hear(text) {
      const line = readLine(text);
      if (line !== null) hear(line);
    },
    callsChanged: leaveWhenEmpty,
    forget() {
      isLeaving = false;
      source = null;
      alone();
    },
  };
}
