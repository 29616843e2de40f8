import { newId } from "@/lib/new-id";
import type { Call, CallId, EndedCall } from "@/phone/calls/call";
import { PhoneError, type Problem, toProblem } from "@/phone/errors";

import { isNarrower } from "./modes";
import { createNextCall } from "./next-call";
import {
  againMs,
  cutOff,
  emptyMs,
  hasHeard,
  mostAttempts,
  nothing,
  type Run,
  staleMs,
  stopped,
  untilReady,
  whyEnded,
} from "./run";
import { createSameCall } from "./same-call";
import { createShownSession } from "./spy-session";
import type { SpyingOptions } from "./spying-options";
import type { SpyMode, SpySession } from "./supervision-state";
import { switchMode } from "./switch-mode";

/** Listening to one call of one agent at a time, and to the next one. Agents are those whom the user may help. */
export interface Spying {
  /** Resolves once it listens; rejects with a `PhoneError` where it cannot. */
  spy(agent: string, mode: SpyMode): Promise<void>;
  spyNext(agent: string): void;
  /** Resolves when it is so, or has failed as `SpySession.problem` says. */
  switchTo(mode: SpyMode): Promise<void>;
  stop(): void;
  /** The page that listened to this agent is gone. */
  again(agent: string): void;
  linkUp(): void;
  /** Another page goes on with it: nothing is heard from this one any more. */
  letGo(): void;
}

export function createSpying(options: SpyingOptions): Spying {
  const { store, calls, now } = options;
  let run: Run | null = null;
  /** Whom to listen to again once there is a connection. */
  let owed: Pick<Run, "agent" | "attempt" | "settle"> | null = null;
  /** How often the next call was dialled and nobody talked. */
  let vain = 0;
  const shown = createShownSession(store, now);
  const nextCall = createNextCall({ watches: options.watches, due: dialNext });
  const sameCall = createSameCall({
    watches: options.watches,
    goesOn: (agent) => redial(agent, 1),
    isOver: shown.end,
  });

  function closeMicrophone({ id }: Run): void {
    calls.sink.happened(id, { type: "supervising", mode: "monitor" });
    shown.fallSilent();
  }

  function openMicrophone({ id }: Run, mode: SpyMode): void {
    if (mode === "monitor") return;
    shown.mayBeHeard(mode);
    calls.sink.happened(id, { type: "supervising", mode });
  }

  function dial(
    agent: string,
    part: Partial<SpySession>,
    { attempt = 1, isNext = false, settle = nothing }: Partial<Run>,
  ): void {
    const plan = options.dialect().supervise(agent);
    if (plan === null) throw new PhoneError("forbidden");
    sameCall.stop();
    const id = newId() as CallId;
    const over = new AbortController();
    const fresh = { since: null, isCut: false, switching: null } as const;
    run = { agent, id, plan, over, attempt, isNext, settle, ...fresh };
    const problem = calls.supervise({ id, agent, target: plan.dial });
    if (problem !== null) {
      run = null;
      throw new PhoneError(problem.code, problem.detail);
    }
    shown.begin(agent, { callId: id, ...part });
  }

  /** It is not this call any more that is listened to. */
  function drop(dropped: Run): void {
    run = null;
    if (hasHeard(dropped, now())) shown.hasListened();
    dropped.over.abort(new DOMException("not listened to any more", "AbortError"));
  }

  /** Ends this call and dials anew, in monitor. */
  function anew(old: Run, problem: Problem | null): void {
    closeMicrophone(old);
    drop(old);
    calls.do({ type: "hangUp", id: old.id });
    redial(old.agent, old.since === null ? old.attempt + 1 : 1, problem, old.settle);
  }

  function redial(
    agent: string,
    attempt: number,
    problem: Problem | null = null,
    settle: Run["settle"] = nothing,
  ): void {
    const startedAt = shown.get()?.startedAt ?? now();
    const part = { startedAt, problem: problem ?? shown.get()?.problem ?? null };
    try {
      if (attempt > mostAttempts) throw new PhoneError("commandFailed");
      if (options.isConnected()) return dial(agent, part, { attempt, settle });
      owed = { agent, attempt, settle };
      shown.begin(agent, part);
    } catch (error) {
      settle(toProblem(error));
      shown.end(agent);
    }
  }

  function wait(agent: string, notBeforeMs: number): void {
    sameCall.stop();
    shown.begin(agent, { phase: "waiting" });
    nextCall.waitFor(agent, notBeforeMs);
  }

  function dialNext(): void {
    const { next } = store.getState();
    if (next === null || run !== null) return;
    try {
      dial(next, {}, { isNext: true, attempt: vain + 1 });
      nextCall.stop();
      store.setState({ next: null });
    } catch (error) {
      // Our own call is in the way, say: the one after it will do.
      shown.change({ problem: toProblem(error) });
    }
  }

  function listens(current: Run): void {
    current.since = now();
    shown.change({ phase: "listening" });
    setTimeout(() => current.settle(null), emptyMs);
    // Not within the news of its answer: what that does to the microphone comes first.
    queueMicrotask(() => void pursue(current));
  }

  function cut(current: Run): void {
    if (current.isCut) return;
    current.isCut = true;
    // The call itself has closed its microphone.
    current.over.abort(new DOMException("the signalling is cut", "AbortError"));
    shown.fallSilent();
    shown.change({ wish: "monitor", mode: "monitor", isSwitching: false });
  }

  function ended(current: Run, call: EndedCall): void {
    const { next } = store.getState();
    const { agent, attempt, settle } = current;
    const isStopped = stopped.includes(call.reason);
    const listened = hasHeard(current, now());
    shown.fallSilent();
    drop(current);
    if (!isStopped && (cutOff.includes(call.reason) || current.isCut))
      return redial(agent, listened ? 1 : attempt + 1, null, settle);
    const problem = listened || isStopped ? null : whyEnded(current, call);
    settle(problem);
    const isEmpty = problem?.code === "noCallThere" && current.isNext && attempt <= mostAttempts;
    if (isEmpty && next === null) {
      // Their phone is busy, but nobody has answered yet, say.
      vain = attempt;
      store.setState({ next: agent });
      return wait(agent, againMs);
    }
    if (next === null || isStopped) {
      store.setState({ next: null });
      if (isStopped || !listened) return shown.end(agent);
      shown.begin(agent, { startedAt: shown.get()?.startedAt ?? now() });
      return sameCall.look(agent);
    }
    vain = 0;
    shown.end(agent);
    wait(next, next === agent ? staleMs : 0);
  }

  /** Changes the mode until it is the one that is wanted. */
  function pursue(current: Run): Promise<void> {
    const session = shown.get();
    const isWanted = session?.phase === "listening" && session.wish !== session.mode;
    if (run !== current || current.isCut || !isWanted)
      return current.switching ?? Promise.resolve();
    current.switching ??= changeMode(current);
    return current.switching;
  }

  async function changeMode(current: Run): Promise<void> {
    shown.change({ isSwitching: true, problem: null });
    await untilReady(current, now());
    for (;;) {
      const before = shown.get();
      if (before === null || before.wish === before.mode) break;
      const { mode, wish } = before;
      // oxlint-disable-next-line no-await-in-loop -- one mode after the other
      const outcome = await switchMode(mode, wish, {
        signal: current.over.signal,
        closeMicrophone: () => closeMicrophone(current),
        tell: (to) => options.tell(current.agent, to),
        sendDigit: (to) => options.sendDigit(current.id, current.plan.digits[to]),
      });
      if (run !== current || outcome.result === "gone" || current.over.signal.aborted) return;
      if (outcome.result === "unknown") return anew(current, outcome.problem);
      if (outcome.result === "done") shown.change({ mode: wish });
      else if (isNarrower(wish, mode)) return anew(current, outcome.problem);
      // A newer wish may stand already.
      else
        shown.change({ problem: outcome.problem, wish: shown.get()?.wish === wish ? mode : wish });
    }
    current.switching = null;
    openMicrophone(current, shown.get()?.mode ?? "monitor");
    shown.change({ isSwitching: false });
  }

  calls.watch((call: Call) => {
    if (run === null || call.id !== run.id) return;
    const current = run;
    if (call.phase === "ended") return ended(current, call);
    if (call.link.state !== "up") return cut(current);
    if (current.isCut) {
      // Not within the news of the new connection: other calls are still to hear of it.
      queueMicrotask(() => (run === current ? anew(current, null) : undefined));
    } else if (call.phase === "talking" && current.since === null) listens(current);
  });

  function stop(): void {
    owed?.settle(null);
    owed = null;
    nextCall.stop();
    sameCall.stop();
    store.setState({ next: null });
    const agent = shown.get()?.agent;
    if (run !== null) {
      const current = run;
      closeMicrophone(current);
      drop(current);
      current.settle(null);
      calls.do({ type: "hangUp", id: current.id });
    }
    if (agent !== undefined) shown.end(agent);
  }

  async function switchTo(mode: SpyMode): Promise<void> {
    if (run === null || run.isCut) return;
    shown.change({ wish: mode });
    await pursue(run);
  }

  return {
    async spy(agent, mode) {
      if (run?.agent === agent) return switchTo(mode);
      if (shown.get() !== null) stop();
      await new Promise<void>((resolve, reject) => {
        const settle: Run["settle"] = (problem) =>
          problem === null ? resolve() : reject(new PhoneError(problem.code, problem.detail));
        dial(agent, { wish: mode }, { settle });
      });
    },
    spyNext(agent) {
      store.setState({ next: agent });
      if (run !== null) return;
      owed = null;
      vain = 0;
      wait(agent, 0);
    },
    switchTo,
    stop,
    again(agent) {
      if (run === null && owed === null) redial(agent, 1);
    },
    letGo() {
      owed = null;
      nextCall.stop();
      sameCall.stop();
      if (run === null) return;
      closeMicrophone(run);
      cut(run);
    },
    linkUp() {
      if (owed === null) return;
      const { agent, attempt, settle } = owed;
      owed = null;
      redial(agent, attempt, null, settle);
    },
  };
}
