import { createStore } from "zustand/vanilla";

import { log } from "@/lib/log";
import { type PhoneErrorCode, type Problem, toProblem } from "@/phone/errors";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { Account, Credentials } from "./account";
import type { Line, LineSink, Registration } from "./line";
import { chooseDelayMs } from "./reconnect";
import { startWatchdog } from "./watchdog";

/**
 * ```
 * starting ──nothing stored──► signedOut ◄──────refused───────┐
 *    └──stored secret──► recovering ──────────► connected ────┤
 * signedOut ──signIn──► signingIn ─────────────────► │        │
 *                              connected ──socket lost──► recovering
 * connected, recovering ──signOut──► signingOut ──► signedOut
 * ```
 * `connected` means: registered, and the phone system has said so. It is not "ready": whether queue calls are
 * offered is the agent's state.
 */
export type ConnectionState =
  | { readonly phase: "starting" }
  | { readonly phase: "signedOut"; readonly problem: Problem | null }
  | { readonly phase: "signingIn"; readonly account: Account }
  | {
      readonly phase: "connected";
      readonly account: Account;
      readonly since: number;
      /** When the phone system last proved that it is there. */
      readonly provenAt: number;
      /** What it calls itself (`Server` or `User-Agent`), or `null`. */
      readonly pbx: string | null;
      /** How many other phones of this extension it knows; some may be gone already. */
      readonly others: number;
    }
  | {
      readonly phase: "recovering";
      readonly account: Account;
      readonly since: number;
      readonly attempt: number;
      /** `null` while an attempt is under way. */
      readonly nextAttemptAt: number | null;
      readonly problem: Problem | null;
    }
  | { readonly phase: "signingOut"; readonly account: Account };

/** The account of this state, or `null` when nobody is signed in or about to be. */
export function selectAccount(state: ConnectionState): Account | null {
  return "account" in state ? state.account : null;
}

export type ConnectionCommand =
  /** Takes up a stored sign-in, if there is one. */
  | { readonly type: "restore" }
  | {
      readonly type: "signIn";
      readonly account: Account;
      readonly password: string;
      readonly remember: boolean;
    }
  /** `because`: what the next one at this page is told. */
  | { readonly type: "signOut"; readonly because?: Problem }
  /** Try again now instead of waiting. */
  | { readonly type: "retry" };

export interface SecretStore {
  keep(credentials: Credentials, remember: boolean): Promise<void>;
  read(): Promise<Credentials | null>;
  /** Forgets this account; what another tab keeps of another account stays. */
  forget(account: Account): Promise<void>;
}

export interface ConnectionOptions {
  readonly openLine: (credentials: Credentials, sink: LineSink) => Line;
  readonly secrets: SecretStore;
  /** Hangs up what is up and resolves when the phone system knows, or after a moment. */
  readonly endCalls: () => Promise<void>;
  /** Whether a call is up: nobody is signed out of a call. */
  readonly hasCalls: () => boolean;
  /** Tells of the network coming back and of waking from sleep: worth an attempt at once. */
  readonly watchNetwork: (listener: () => void) => Stop;
  readonly now: () => number;
  readonly delaysMs?: readonly number[];
}

export interface Connection {
  readonly store: ReadonlyStore<ConnectionState>;
  /** Resolves when the command has had its outcome; the outcome itself stands in the store. */
  do(command: ConnectionCommand): Promise<void>;
}

/** An agent who was signed in is not thrown out by a server that is away; only these say that waiting is useless. */
const finalCodes: readonly PhoneErrorCode[] = [
  "wrongPassword",
  "badServerAddress",
  "insecureServer",
];

/** A network that comes back is worth a question to the phone system if it has been quiet for so long. */
const quietMs = 5_000;

/** One signed-in stretch, from sign-in or restore to sign-out. */
interface Shift {
  readonly account: Account;
  readonly line: Line;
  readonly over: AbortController;
  /** Ends the wait before the next attempt. */
  hurry: () => void;
}

export function createConnection(options: ConnectionOptions): Connection {
  const store = createStore<ConnectionState>(() => ({ phase: "starting" }));
  const { now, secrets } = options;
  let shift: Shift | null = null;

  function enter(state: ConnectionState): void {
    log("info", "connection", state.phase, "attempt" in state ? { attempt: state.attempt } : {});
    store.setState(state, true);
  }

  function begin(credentials: Credentials): Shift {
    const over = new AbortController();
    const mine: Shift = {
      account: credentials.account,
      over,
      hurry: () => undefined,
      line: options.openLine(credentials, {
        socketLost: (problem) => lost(mine, problem),
        registrationLost: (problem) => lost(mine, problem),
        proven: (at) => proven(mine, at),
      }),
    };
    const stopWatching = options.watchNetwork(() => networkChanged(mine));
    const stopWatchdog = startWatchdog({
      quietMs: () => quietFor(mine),
      probe: () => mine.line.probe(),
      dead: (error) => lost(mine, toProblem(error)),
    });
    over.signal.addEventListener("abort", () => {
      stopWatching();
      stopWatchdog();
    });
    shift = mine;
    return mine;
  }

  function finish(mine: Shift): void {
    mine.over.abort();
    mine.line.close();
    if (shift === mine) shift = null;
  }

  function connected(mine: Shift, registration: Registration): void {
    enter({
      phase: "connected",
      account: mine.account,
      since: now(),
      provenAt: now(),
      pbx: registration.pbx,
      others: registration.others,
    });
  }

  function proven(mine: Shift, at: number): void {
    const state = store.getState();
    // Once a second is enough for "proven … ago"; every packet would wake every subscriber.
    if (shift !== mine || state.phase !== "connected" || at - state.provenAt < 1_000) return;
    store.setState({ ...state, provenAt: at }, true);
  }

  /** How long the phone system has said nothing; 0 while nobody expects it to. */
  function quietFor(mine: Shift): number {
    const state = store.getState();
    return shift === mine && state.phase === "connected" ? now() - state.provenAt : 0;
  }

  /** Ends the wait for the next attempt; or, if all seems well, asks whether it is. */
  function networkChanged(mine: Shift): void {
    const state = store.getState();
    if (state.phase !== "connected") return mine.hurry();
    if (quietFor(mine) < quietMs) return;
    mine.line.register().catch((error: unknown) => lost(mine, toProblem(error)));
  }

  function lost(mine: Shift, problem: Problem): void {
    if (shift !== mine || store.getState().phase !== "connected") return;
    void recover(mine, problem);
  }

  async function recover(mine: Shift, first: Problem | null): Promise<void> {
    const since = now();
    let problem = first;
    for (let attempt = 0; !mine.over.signal.aborted; attempt += 1) {
      const waitMs = chooseDelayMs(attempt, Math.random(), options.delaysMs);
      const waiting = { phase: "recovering", account: mine.account, since, attempt } as const;
      if (waitMs > 0) {
        enter({ ...waiting, nextAttemptAt: now() + waitMs, problem });
        await waitOrHurry(mine, waitMs);
        if (mine.over.signal.aborted) return;
      }
      enter({ ...waiting, nextAttemptAt: null, problem });
      try {
        await mine.line.connect();
        if (mine.over.signal.aborted) return;
        const registration = await mine.line.register();
        if (!mine.over.signal.aborted) connected(mine, registration);
        return;
      } catch (error) {
        problem = toProblem(error);
        if (mine.over.signal.aborted) return;
        if (finalCodes.includes(problem.code) && !options.hasCalls()) {
          finish(mine);
          await secrets.forget(mine.account);
          enter({ phase: "signedOut", problem });
          return;
        }
      }
    }
  }

  function waitOrHurry(mine: Shift, waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        mine.over.signal.removeEventListener("abort", done);
        mine.hurry = () => undefined;
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      mine.hurry = done;
      mine.over.signal.addEventListener("abort", done);
    });
  }

  async function signIn(credentials: Credentials, remember: boolean): Promise<void> {
    if (shift !== null) return;
    const mine = begin(credentials);
    enter({ phase: "signingIn", account: mine.account });
    try {
      await mine.line.connect();
      const registration = await mine.line.register();
      if (mine.over.signal.aborted) return;
      // A browser that keeps nothing still lets the agent work; the secret is then asked for after a reload.
      await secrets.keep(credentials, remember).catch((error: unknown) => {
        log("warn", "connection", "the sign-in could not be stored", { error });
      });
      connected(mine, registration);
    } catch (error) {
      if (mine.over.signal.aborted) return;
      finish(mine);
      enter({ phase: "signedOut", problem: toProblem(error) });
    }
  }

  async function restore(): Promise<void> {
    if (shift !== null || store.getState().phase !== "starting") return;
    const credentials = await secrets.read().catch(() => null);
    if (credentials === null) return enter({ phase: "signedOut", problem: null });
    await recover(begin(credentials), null);
  }

  async function signOut(problem: Problem | null): Promise<void> {
    const mine = shift;
    if (mine === null || store.getState().phase === "signingOut") return;
    enter({ phase: "signingOut", account: mine.account });
    // Attempts under way end here; the line lives on until it has said goodbye.
    mine.over.abort();
    // The secret goes first: whatever happens to the network now, this browser no longer signs in by itself.
    await secrets.forget(mine.account);
    await options.endCalls();
    await mine.line.unregister().catch(() => undefined);
    finish(mine);
    enter({ phase: "signedOut", problem });
  }

  return {
    store,
    async do(command) {
      switch (command.type) {
        case "restore":
          return restore();
        case "signIn":
          return signIn({ account: command.account, password: command.password }, command.remember);
        case "signOut":
          return signOut(command.because ?? null);
        case "retry":
          return shift?.hurry();
      }
    },
  };
}
