import { createStore } from "zustand/vanilla";

import { newId } from "@/lib/new-id";
import type { Problem } from "@/phone/errors";
import type { ReadonlyStore } from "@/phone/store";

import type {
  Call,
  CallCommand,
  CallEvent,
  CallFact,
  CallId,
  Effect,
  Identity,
  Offer,
  Purpose,
} from "./call";
import { can } from "./can";
import { findConsultation, findReturning, type FollowUp, followUps, isBusy } from "./consultation";
import { type CallPort, createPerform } from "./perform";
import { receive, startDialing, transition } from "./transition";

export interface CallsState {
  readonly byId: Readonly<Record<CallId, Call>>;
  /** Oldest first. */
  readonly order: readonly CallId[];
}

/** Data, so that another tab can send it. `target` was cleaned by `readTarget`. */
export type CallsCommand =
  | { readonly type: "dial"; readonly target: string }
  /** Asks somebody while the call `id` waits on hold. */
  | { readonly type: "consult"; readonly id: CallId; readonly target: string }
  /** Puts the call that waits and the one who was asked together; `id` is the consultation. */
  | { readonly type: "completeTransfer"; readonly id: CallId }
  | { readonly type: "dismiss"; readonly id: CallId }
  | { readonly type: "hangUpAll" }
  | (CallCommand & { readonly id: CallId });

export interface CallsOptions {
  readonly port: CallPort;
  readonly identify: (number: string) => Promise<Identity>;
  readonly now: () => number;
  /** Calls at once, the ringing ones included; one more is answered "busy". */
  readonly maxCalls: () => number;
  /** Without a connection nothing is dialled, and no call is disturbed for it. */
  readonly isConnected: () => boolean;
  /** Whether the agent lets the phone system answer for them. */
  readonly mayAutoAnswer: () => boolean;
  /** How long an ended call stays on the stage. */
  readonly endedShownMs: number;
}

/** What the edge can know: which call is in front is not its business. */
export type EdgeFact =
  | Exclude<CallFact, { type: "established" }>
  | { readonly type: "established" };

/** The edge reports here. */
export interface CallSink {
  offered(offer: Offer): void;
  happened(id: CallId, fact: EdgeFact): void;
}

/** A call before and after one event: for whoever keeps history or counts. */
export type CallListener = (call: Call) => void;

export interface Calls {
  readonly store: ReadonlyStore<CallsState>;
  /** Impossible commands change nothing and throw nothing. */
  do(command: CallsCommand): void;
  readonly sink: CallSink;
  /** The signalling of every live call is cut, or back. */
  linkChanged(up: boolean): void;
  /** Takes what has ended off the stage: the next agent at this page has not had these calls. */
  clearEnded(): void;
  /** Told of every changed call, after the store has it. */
  watch(listener: CallListener): () => void;
}

const noCalls: CallsState = { byId: {}, order: [] };

export function createCalls(options: CallsOptions): Calls {
  const store = createStore<CallsState>(() => noCalls);
  const listeners = new Set<CallListener>();
  const { now } = options;
  const perform = createPerform({
    ...options,
    happened,
    remove,
    answerByItself: (id) => (options.mayAutoAnswer() ? answerIfFree(id) : undefined),
  });
  /** The call the agent chose last; every other one is on hold or comes up on hold. */
  let front: CallId | null = null;

  function put(call: Call): void {
    store.setState((state) => ({
      byId: { ...state.byId, [call.id]: call },
      order: state.order.includes(call.id) ? state.order : [...state.order, call.id],
    }));
    for (const listener of listeners) listener(call);
  }

  function remove(id: CallId): void {
    store.setState((state) => {
      const { [id]: _, ...byId } = state.byId;
      return { byId, order: state.order.filter((other) => other !== id) };
    });
  }

  function dispatch(id: CallId, event: CallEvent): void {
    const before = store.getState().byId[id];
    if (before === undefined) return;
    const [after, effects] = transition(before, event);
    if (after !== before) put(after);
    for (const effect of effects) perform(after, effect);
    if (after !== before)
      for (const next of followUps(before, after, store.getState())) follow(next);
  }

  function follow(next: FollowUp): void {
    if (next.type === "resume") return ask(next);
    const { id, ...fact } = next;
    happened(id, fact);
  }

  function happened(id: CallId, fact: CallFact): void {
    dispatch(id, { ...fact, at: now() });
  }

  function begin([call, effects]: readonly [Call, readonly Effect[]]): void {
    put(call);
    for (const effect of effects) perform(call, effect);
  }

  /** Only one call at a time is heard: the others go on hold before this one comes up. */
  function bringToFront(id: CallId): void {
    front = id;
    for (const call of Object.values(store.getState().byId)) {
      if (call.id !== id && can(call).hold) dispatch(call.id, { type: "hold", at: now() });
    }
  }

  /** Whether another call is in front of this one, and still there. */
  function isBehind(id: CallId): boolean {
    if (front === null || front === id) return false;
    const call = store.getState().byId[front];
    return call !== undefined && call.phase !== "ended";
  }

  function liveCount(): number {
    return Object.values(store.getState().byId).filter((call) => call.phase !== "ended").length;
  }

  function whyNotDial(): Problem | null {
    if (!options.isConnected()) return { code: "notConnected", detail: {} };
    const most = options.maxCalls();
    return liveCount() >= most ? { code: "tooManyCalls", detail: { most } } : null;
  }

  function dial(target: string, purpose?: Purpose): void {
    const id = newId() as CallId;
    const problem = whyNotDial();
    const [call, effects] = startDialing(id, target, now(), problem === null ? purpose : undefined);
    if (problem === null) {
      bringToFront(id);
      return begin([call, effects]);
    }
    put(call);
    happened(id, { type: "failed", problem });
  }

  function consult(id: CallId, target: string): void {
    const state = store.getState();
    const call = state.byId[id];
    if (call === undefined || !can(call).consult || findConsultation(state, id) !== null) return;
    dial(target, { kind: "consultation", forCall: id, isCompleting: false });
  }

  function completeTransfer(id: CallId): void {
    const { byId } = store.getState();
    const call = byId[id];
    if (call === undefined || !can(call).completeTransfer) return;
    if (call.purpose.kind !== "consultation") return;
    const { forCall } = call.purpose;
    const waiting = byId[forCall];
    if (waiting?.phase !== "talking" || waiting.transfer !== null) return;
    const target = call.party.number;
    if (call.phase === "talking") {
      happened(id, { type: "completing", isCompleting: true });
      return happened(forCall, { type: "handOver", to: id, target });
    }
    // A call that still rings cannot be handed over (sip.js, Asterisk 22): it is called off, and the call goes there.
    happened(id, { type: "consultationOver" });
    dispatch(id, { type: "hangUp", at: now() });
    dispatch(forCall, { type: "transfer", target, at: now() });
  }

  function offered(offer: Offer): void {
    const before = findReturning(store.getState(), offer);
    begin(receive(offer, now(), liveCount() < options.maxCalls()));
    if (before === null) return;
    // The agent has never let go of this call: it goes on by itself, unless there is another by now.
    const call = store.getState().byId[offer.id];
    if (call?.phase === "ringing") put({ ...call, problem: before.problem });
    remove(before.id);
    answerIfFree(offer.id);
  }

  /** Never while the agent is with somebody. */
  function answerIfFree(id: CallId): void {
    if (!isBusy(store.getState(), id)) ask({ type: "answer", id });
  }

  /** What a person asks of one call. */
  function ask(command: CallCommand & { readonly id: CallId }): void {
    const { id, ...event } = command;
    const call = store.getState().byId[id];
    if (call === undefined) return;
    const comesUp =
      (command.type === "answer" && can(call).answer) ||
      (command.type === "resume" && can(call).resume);
    if (comesUp) bringToFront(id);
    dispatch(id, { ...event, at: now() });
  }

  return {
    store,
    do(command) {
      switch (command.type) {
        case "dial":
          return dial(command.target);
        case "dismiss":
          if (store.getState().byId[command.id]?.phase === "ended") remove(command.id);
          return;
        case "hangUpAll":
          for (const id of store.getState().order) dispatch(id, { type: "hangUp", at: now() });
          return;
        case "consult":
          return consult(command.id, command.target);
        case "completeTransfer":
          return completeTransfer(command.id);
        default:
          return ask(command);
      }
    },
    sink: {
      offered,
      happened: (id, fact) =>
        happened(id, fact.type === "established" ? { ...fact, behind: isBehind(id) } : fact),
    },
    linkChanged(up) {
      for (const id of store.getState().order) {
        happened(id, { type: up ? "linkRestored" : "linkLost" });
      }
    },
    clearEnded() {
      for (const call of Object.values(store.getState().byId)) {
        if (call.phase === "ended") remove(call.id);
      }
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
