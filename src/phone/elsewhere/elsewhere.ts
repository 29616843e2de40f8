import { createStore } from "zustand/vanilla";

import { lazily } from "@/lib/lazily";
import { log } from "@/lib/log";
import type { CallId } from "@/phone/calls/call";
import type { ToldCall } from "@/phone/calls/told-call";
import type { ReadonlyStore } from "@/phone/store";

import type { Talk } from "./talk";

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
  /** What has been noted of a call here; empty: nothing. */
  readonly noteOf: (id: CallId) => Promise<string>;
  /** What was noted of a call at the phone that it came from. */
  readonly keepNote: (id: CallId, note: string) => void;
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

/** How every line begins. */
export const lineHead = "hamsa-phone";

/** One agent, two browsers: says so, and moves the phone with its calls from one to the other. */
export function createElsewhere(options: ElsewhereOptions): Elsewhere {
  const store = createStore<ElsewhereState>(() => ({ phase: "alone" }));
  let talk: Talk | null = null;
  const load = lazily(async () => (talk = (await import("./talk")).createTalk(options, store)));

  /** What cannot be loaded now is tried again with the next connection. */
  function tell(work: (loaded: Talk) => void): void {
    load().then(work, (error: unknown) =>
      log("warn", "elsewhere", "the other phone is not heard", { error: String(error) }),
    );
  }

  return {
    store,
    do: (command) => talk?.do(command),
    look: () => tell((loaded) => loaded.look()),
    hear(text) {
      if (!text.startsWith(`${lineHead} `)) return false;
      tell((loaded) => loaded.hear(text));
      return true;
    },
    callsChanged: () => talk?.callsChanged(),
    forget: () => talk?.forget(),
  };
}
