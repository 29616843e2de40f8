import { createStore } from "zustand/vanilla";

import { log } from "@/lib/log";
import { type Problem, toProblem } from "@/phone/errors";
import { type ReadonlyStore, stopAll } from "@/phone/store";

import type { Account, Credentials } from "./account";
import type { ConnectionCommand } from "./connection-command";
import type { ConnectionOptions } from "./connection-options";
import type { Line, Registration } from "./line";
import { reach, waitForTurn } from "./reach";
import { chooseDelayMs } from "./reconnect";
import { returnToFirst } from "./return-to-first";
import { createServers, isFinal, isServersFault, type Servers } from "./servers";
import { createWait, type Wait } from "./wait";
import { createWatchdog } from "./watchdog";

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
      /** The address in use, and whether it is another one than the first. */
      readonly server: string;
      readonly isReserve: boolean;
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

export interface Connection {
  readonly store: ReadonlyStore<ConnectionState>;
  /** Resolves when the command has had its outcome; the outcome itself stands in the store. */
  do(command: ConnectionCommand): Promise<void>;
}

/** A network that comes back is worth a question to the phone system if it has been quiet for so long. */
const quietMs = 5_000;
/** An answer takes some 40 ms (Asterisk 22.10). */
const checkMs = 3_000;

/** One signed-in stretch, from sign-in or restore to sign-out. */
interface Shift {
  readonly account: Account;
  readonly line: Line;
  readonly servers: Servers;
  readonly over: AbortController;
  /** Before the next attempt. */
  readonly wait: Wait;
}

export function createConnection(options: ConnectionOptions): Connection {
  const store = createStore<ConnectionState>(() => ({ phase: "starting" }));
  const { now, secrets } = options;
  let shift: Shift | null = null;

  function enter(state: ConnectionState): void {
    log("info", "connection", state.phase, "attempt" in state ? { attempt: state.attempt } : {});
    store.setState(state, true);
  }

  function begin(credentials: Credentials, server: string | null): Shift {
    const { account } = credentials;
    const over = new AbortController();
    const mine: Shift = {
      account,
      over,
      servers: createServers(options.servers(account), server, now),
      wait: createWait(over.signal, now),
      line: options.openLine(credentials, {
        socketLost: (problem) => lost(mine, problem),
        registrationLost: (problem) => lost(mine, problem),
        proven: (at) => proven(mine, at),
      }),
    };
    const lookForDeath = createWatchdog({
      quietMs: () => quietFor(mine),
      probe: () => mine.line.probe(),
      dead: (error) => lost(mine, toProblem(error)),
    });
    const seconds = options.watchSeconds((at) => {
      lookForDeath();
      mine.wait.second(at);
    });
    const network = options.watchNetwork(() => networkChanged(mine));
    over.signal.addEventListener("abort", stopAll([seconds, network]));
    void returnToFirst({
      intervalMs: options.returnMs,
      random: Math.random,
      signal: over.signal,
      isAway: () => mine.servers.isReserve && store.getState().phase === "connected",
      isFree: () => !options.hasCalls(),
      answers: () => mine.line.answers(mine.servers.first),
      goBack: () => goBack(mine),
    });
    shift = mine;
    return mine;
  }

  function finish(mine: Shift): void {
    mine.over.abort();
    mine.line.close();
    if (shift === mine) shift = null;
  }

  function connected(mine: Shift, { pbx, others }: Registration): void {
    const { account, servers } = mine;
    const { current: server, isReserve } = servers;
    secrets.noteServer(account, server);
    const at = now();
    const proof = { since: at, provenAt: at, pbx, others };
    enter({ phase: "connected", account, ...proof, server, isReserve });
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
    if (state.phase !== "connected") return mine.wait.hurry();
    if (quietFor(mine) < quietMs) return;
    mine.line.register().catch((error: unknown) => lost(mine, toProblem(error)));
  }

  function lost(mine: Shift, problem: Problem): void {
    if (shift !== mine || store.getState().phase !== "connected") return;
    mine.servers.refused(mine.servers.current, problem);
    void recover(mine, problem);
  }

  async function recover(mine: Shift, first: Problem | null): Promise<void> {
    const since = now();
    let problem = first;
    for (let attempt = 0; !mine.over.signal.aborted; attempt += 1) {
      const waiting = { phase: "recovering", account: mine.account, since, attempt } as const;
      const delayMs = chooseDelayMs(attempt, Math.random(), options.delaysMs);
      const turn = waitForTurn(mine, delayMs, (waitMs) =>
        enter({ ...waiting, nextAttemptAt: now() + waitMs, problem }),
      );
      if (turn !== null) await turn;
      if (mine.over.signal.aborted) return;
      enter({ ...waiting, nextAttemptAt: null, problem });
      let isUseless = false;
      const mayGoOn = (error: unknown, server: string): boolean => {
        isUseless = isFinal(error) && mine.servers.isKnown(server);
        return !isUseless;
      };
      try {
        const candidates = mine.servers.choose(attempt, mine.line.isTied());
        const registration = await reach(mine, candidates, mayGoOn);
        if (!mine.over.signal.aborted) connected(mine, registration);
        return;
      } catch (error) {
        problem = toProblem(error);
        if (mine.over.signal.aborted) return;
        if (isUseless && !options.hasCalls()) {
          finish(mine);
          await secrets.forget(mine.account);
          enter({ phase: "signedOut", problem });
          return;
        }
      }
    }
  }

  /** Leaves the server in use for the first one. Resolves with whether that is in use now. */
  async function goBack(mine: Shift): Promise<boolean> {
    const before = store.getState();
    await mine.line.unregister();
    const state = store.getState();
    const isSame =
      before.phase === "connected" && state.phase === "connected" && before.since === state.since;
    if (shift !== mine || !isSame) return false;
    // It came while we said goodbye, and cannot come along.
    if (options.hasCalls()) {
      await mine.line.register().catch((error: unknown) => lost(mine, toProblem(error)));
      return false;
    }
    mine.servers.use(mine.servers.first);
    await recover(mine, null);
    return !mine.servers.isReserve;
  }

  async function signIn(credentials: Credentials, remember: boolean): Promise<void> {
    if (shift !== null) return;
    const mine = begin(credentials, null);
    enter({ phase: "signingIn", account: mine.account });
    try {
      const candidates = mine.servers.choose(2, false);
      const registration = await reach(mine, candidates, isServersFault);
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
    await recover(begin(credentials, credentials.server), null);
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
          shift?.servers.forgive();
          return shift?.wait.hurry();
        case "check": {
          const mine = shift;
          if (mine === null || store.getState().phase !== "connected") return undefined;
          return mine.line.probe(checkMs).catch((error: unknown) => lost(mine, toProblem(error)));
        }
      }
    },
  };
}
