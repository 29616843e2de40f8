import { createStore } from "zustand/vanilla";

import type { TextStorage } from "@/phone/connection/stored-sign-in";
import type { ReadonlyStore } from "@/phone/store";

import { line } from "./assess";
import {
  type CheckName,
  checkNames,
  keep,
  type KeptCheck,
  type LineResult,
  readKept,
} from "./result";
import { plans, runStep, type StepContext, type StepPlan } from "./steps";

export type CheckLine =
  | { readonly phase: "waiting" }
  | { readonly phase: "running" }
  /** A person is asked whether they heard it. */
  | { readonly phase: "asking" }
  | { readonly phase: "done"; readonly result: LineResult };

export interface CheckState {
  /** `null` before anything was checked on this page; the newest of `kept` is what is known then. */
  readonly lines: Readonly<Record<CheckName, CheckLine>> | null;
  readonly isRunning: boolean;
  /** Newest first. */
  readonly kept: readonly KeptCheck[];
}

export type CheckCommand =
  | { readonly type: "run" }
  /** One line alone, after something was done about it. */
  | { readonly type: "runOne"; readonly name: CheckName }
  | { readonly type: "answer"; readonly name: CheckName; readonly isHeard: boolean }
  /** Asks the browser to keep what is stored. */
  | { readonly type: "keepStorage" }
  | { readonly type: "stop" };

/** The check before the shift. Nothing here outlives `stop`: no call, no open device, no timer. */
export interface Check {
  readonly store: ReadonlyStore<CheckState>;
  /** Resolves when the command has had its outcome; the outcome stands in the store. */
  do(command: CheckCommand): Promise<void>;
}

export interface CheckOptions extends Omit<StepContext, "ask" | "found"> {
  readonly storage: TextStorage;
  /** The phone comes to this tab, if it can without harm. */
  readonly comeHere: () => Promise<void>;
  readonly now: () => number;
}

export function createCheck({ storage, comeHere, now, ...phone }: CheckOptions): Check {
  const store = createStore<CheckState>(() => ({
    lines: null,
    isRunning: false,
    kept: readKept(storage),
  }));
  let over = new AbortController();
  const answers = new Map<CheckName, (isHeard: boolean) => void>();
  const context: StepContext = { ...phone, ask, found };

  function show(name: CheckName, next: CheckLine): void {
    const { lines } = store.getState();
    if (lines !== null) store.setState({ lines: { ...lines, [name]: next } });
  }

  function found(name: CheckName): LineResult | null {
    const line = store.getState().lines?.[name];
    return line?.phase === "done" ? line.result : null;
  }

  function ask(name: CheckName, signal: AbortSignal): Promise<boolean> {
    show(name, { phase: "asking" });
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error));
      answers.set(name, resolve);
    });
  }

  async function take(plan: StepPlan, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    show(plan.name, { phase: "running" });
    const result = await runStep(plan, context, signal);
    answers.delete(plan.name);
    // A newer check has the lines now.
    if (over.signal === signal) show(plan.name, { phase: "done", result });
  }

  /** Runs what is chosen of each chain; the others keep what they say. */
  async function run(names: readonly CheckName[]): Promise<void> {
    over.abort(new DOMException("a new check", "AbortError"));
    over = new AbortController();
    const { signal } = over;
    const before = store.getState().lines ?? fromKept(store.getState().kept[0]);
    const lines = Object.fromEntries(
      checkNames.map((name) => [
        name,
        names.includes(name) ? { phase: "waiting" } : settled(before[name]),
      ]),
    ) as Record<CheckName, CheckLine>;
    store.setState({ lines, isRunning: true });
    await comeHere();
    await Promise.all(
      plans.map(async (chain) => {
        for (const plan of chain) if (names.includes(plan.name)) await take(plan, signal);
      }),
    );
    if (over.signal !== signal || signal.aborted) return;
    const kept = keep(storage, readKept(storage), {
      at: now(),
      lines: toKept(store.getState().lines),
    });
    store.setState({ isRunning: false, kept });
  }

  function stop(): void {
    over.abort(new DOMException("stopped", "AbortError"));
    const { lines, isRunning } = store.getState();
    if (!isRunning || lines === null) return;
    const still = Object.fromEntries(
      checkNames.map((name) => [name, settled(lines[name])]),
    ) as Record<CheckName, CheckLine>;
    store.setState({ lines: still, isRunning: false });
  }

  return {
    store,
    async do(command) {
      switch (command.type) {
        case "run":
          return run(checkNames);
        case "runOne":
          // Where both are one device, what is true of the speaker is true of the ringing.
          return run(sounds.includes(command.name) ? sounds : [command.name]);
        case "answer":
          return answers.get(command.name)?.(command.isHeard);
        case "keepStorage":
          await phone.port.keepStorage();
          return run(["storage"]);
        case "stop":
          return stop();
      }
    },
  };
}

const sounds: readonly CheckName[] = ["speaker", "ringer"];

/** A line that is not being looked at: what was found, or that nothing was. */
function settled(before: CheckLine | undefined): CheckLine {
  if (before?.phase === "done") return before;
  return { phase: "done", result: line("skipped", "interrupted") };
}

function fromKept(kept: KeptCheck | undefined): Partial<Record<CheckName, CheckLine>> {
  return Object.fromEntries(
    Object.entries(kept?.lines ?? {}).map(([name, result]) => [name, { phase: "done", result }]),
  );
}

function toKept(lines: CheckState["lines"]): KeptCheck["lines"] {
  return Object.fromEntries(
    Object.entries(lines ?? {}).flatMap(([name, found]) => {
      if (found.phase !== "done") return [];
      const { verdict, code, figures } = found.result;
      return [[name, { verdict, code, figures }]];
    }),
  );
}
