import { createStore } from "zustand/vanilla";

import { newId } from "@/lib/new-id";
import type { Problem } from "@/phone/errors";
import type { ReadonlyStore } from "@/phone/store";

import type { Call, CallId, LiveCall, Offer } from "./call";
import { type CallsCommand, takesAway } from "./calls-command";
import type { CallsOptions } from "./calls-options";
import { can } from "./can";
import type { CallCommand, CallEvent, CallFact, Effect } from "./events";
import {
  findConference,
  findReturning,
  findSupervision,
  findTogether,
  isBusy,
  isInEmergency,
} from "./find";
import type { FollowUp } from "./follow-up";
import { followUps } from "./follow-ups";
import { createFront } from "./front";
import { createMoves } from "./moves";
import { createPerform } from "./perform";
import type { Purpose } from "./purpose";
import { selectLiveCount } from "./select";
import { createSendFirst } from "./send-first";
import type { CallSink, EdgeFact } from "./sink";
import { type CallsState, noCalls, without } from "./state";
import { receive, restore, startDialing, transition } from "./transition";
import { whyNotDial } from "./why-not-dial";

/** A call before and after one event: for whoever keeps history or counts. */
export type CallListener = (call: Call) => void;

export interface Calls {
  readonly store: ReadonlyStore<CallsState>;
  /** Impossible commands change nothing and throw nothing. */
  do(command: CallsCommand): void;
  readonly sink: CallSink;
  /** Calls of a page that is gone, on this page from now on. */
  restore(calls: readonly LiveCall[]): void;
  /** Dials to listen to a call of `agent`; why not, if not. */
  supervise(order: SuperviseOrder): Problem | null;
  /** The signalling of every live call is cut, or back. */
  linkChanged(up: boolean): void;
  /** The phone system tells that somebody has left a conference of ours. */
  memberLeft(room: string, digit: number): void;
  /** Takes what has ended off the stage: the next agent at this page has not had these calls. */
  clearEnded(): void;
  /** Told of every changed call, after the store has it. */
  watch(listener: CallListener): () => void;
}

/** `target` is what is dialled to listen to a call of `agent`. */
export type SuperviseOrder = Record<"agent" | "target", string> & { readonly id: CallId };

interface DialOrder {
  readonly target: string;
  readonly purpose?: Purpose;
  readonly id?: CallId;
}

export function createCalls(options: CallsOptions): Calls {
  const store = createStore<CallsState>(() => noCalls);
  const listeners = new Set<CallListener>();
  const { now } = options;
  const perform = createPerform({
    ...options,
    happened,
    remove,
    mayAnswerByItself: (id) =>
      options.mayAutoAnswer() && store.getState().byId[id]?.phase === "ringing" && isFreeFor(id),
    answerByItself: answerIfFree,
  });
  const first = createSendFirst(perform);
  const moves = createMoves({
    getState: store.getState,
    dialect: options.dialect,
    dial: (target, purpose) => dial({ target, purpose }),
    ask,
    happened,
  });
  const front = createFront(store.getState, (id) => dispatch(id, { type: "hold", at: now() }));

  function put(call: Call): void {
    store.setState((state) => ({
      byId: { ...state.byId, [call.id]: call },
      order: state.order.includes(call.id) ? state.order : [...state.order, call.id],
    }));
    for (const listener of listeners) listener(call);
  }

  function remove(id: CallId): void {
    store.setState((state) => without(state, id));
  }

  function dispatch(id: CallId, event: CallEvent): void {
    const before = store.getState().byId[id];
    if (before === undefined) return;
    const [after, effects] = transition(before, event);
    options.told?.(event, before, after);
    const later = first.send(after, effects);
    if (after !== before) put(after);
    for (const effect of later) perform(after, effect);
    if (after !== before)
      for (const next of followUps(before, after, store.getState())) follow(next);
    first.tellHeld();
  }

  function follow(next: FollowUp): void {
    if (next.type === "resume" || next.type === "hangUp") return ask(next);
    if (next.type === "bringIn") {
      const { id, room, digit } = next;
      const to = options.dialect().conference(room, digit);
      return to === null
        ? undefined
        : ask({ type: "transfer", id, target: to, into: "conference" });
    }
    const { id, ...fact } = next;
    happened(id, fact);
  }

  function happened(id: CallId, fact: EdgeFact): void {
    if (first.holds(() => happened(id, fact))) return;
    dispatch(id, { at: now(), ...complete(id, fact) });
  }

  /** With what only all calls together know, and what the phone system means by it. */
  function complete(id: CallId, fact: EdgeFact): CallFact {
    switch (fact.type) {
      case "established":
      case "takenOver":
      case "holdFailed":
        return { ...fact, behind: front.isBehind(id) };
      case "partyChanged": {
        const { number, display } = fact;
        const host = options.dialect().conferenceHost(number);
        return host === null ? fact : { type: "conferenceEntered", host, display };
      }
      default:
        return fact;
    }
  }

  function begin([call, effects]: readonly [Call, readonly Effect[]]): void {
    options.told?.({ type: "begun" }, null, call);
    const later = first.send(call, effects);
    put(call);
    for (const effect of later) perform(call, effect);
    first.tellHeld();
  }

  function problemOf({ target, purpose }: DialOrder): Problem | null {
    return whyNotDial(store.getState(), {
      purpose,
      isEmergency: options.isEmergency(target),
      isConnected: options.isConnected(),
      most: options.maxCalls(),
    });
  }

  function stopListening(): void {
    const spying = findSupervision(store.getState());
    if (spying !== null) ask({ type: "hangUp", id: spying.id });
  }

  function dial(order: DialOrder): void {
    const { target, id = newId() as CallId } = order;
    const problem = problemOf(order);
    const isEmergency = options.isEmergency(target);
    if (isEmergency) stopListening();
    const purpose = isEmergency ? ({ kind: "emergency" } as const) : order.purpose;
    const [call, effects] = startDialing(
      {
        id,
        target,
        ...(problem === null && purpose !== undefined ? { purpose } : {}),
        // An emergency centre calls back, and knows where, by the number that belongs to the place.
        shownNumber: isEmergency ? null : options.shownNumber(target),
      },
      now(),
    );
    if (problem === null) {
      // Nobody is put on hold for a conference that they will be in.
      if (purpose?.kind === "conference") front.put(id);
      else front.bring(id);
      return begin([call, effects]);
    }
    put(call);
    happened(id, { type: "failed", problem });
  }

  function offered(offer: Offer): void {
    const before = findReturning(store.getState(), offer);
    const { tookFrom } = offer.origin;
    const isTaken = tookFrom !== null && options.isTakenFrom(tookFrom);
    if (isTaken) stopListening();
    const isFree =
      selectLiveCount(store.getState()) < options.maxCalls() &&
      findSupervision(store.getState()) === null;
    begin(receive(offer, now(), isFree));
    if (isTaken) return answerIfFree(offer.id);
    if (before === null) return;
    // The agent has never let go of this call: it goes on by itself, unless there is another by now.
    const call = store.getState().byId[offer.id];
    if (call?.phase === "ringing") put({ ...call, problem: before.problem });
    remove(before.id);
    answerIfFree(offer.id);
  }

  /** Never while the agent is with somebody. */
  function isFreeFor(id: CallId): boolean {
    return !isBusy(store.getState(), id);
  }

  function answerIfFree(id: CallId): void {
    if (isFreeFor(id)) ask({ type: "answer", id });
  }

  /** What a person asks of one call. */
  function ask(command: CallCommand & { readonly id: CallId }): void {
    const { id, ...event } = command;
    const call = store.getState().byId[id];
    if (call === undefined) return;
    const comesUp =
      (command.type === "answer" && can(call).answer) ||
      (command.type === "resume" && can(call).resume);
    if (comesUp) front.bring(id);
    // Who is mixed together hears one microphone, and waits together.
    const isShared = ["mute", "unmute", "hold", "resume"].includes(command.type);
    const together =
      isShared && call.room !== null ? findTogether(store.getState(), call.room) : [id];
    for (const each of together) dispatch(each, { ...event, at: now() });
  }

  return {
    store,
    do(command) {
      if (isInEmergency(store.getState()) && takesAway(command)) return;
      switch (command.type) {
        case "dial":
          return dial(command);
        case "dismiss":
          if (store.getState().byId[command.id]?.phase === "ended") remove(command.id);
          return;
        case "hangUpAll":
          for (const id of store.getState().order) dispatch(id, { type: "hangUp", at: now() });
          return;
        case "consult":
        case "completeTransfer":
        case "park":
        case "redirectToVoicemail":
        case "fetch":
        case "pickUp":
        case "merge":
        case "leaveTogether":
          return moves(command);
        default:
          return ask(command);
      }
    },
    sink: {
      offered,
      happened,
    },
    restore(calls) {
      front.restore(calls);
      for (const call of calls) begin(restore(call, now()));
    },
    supervise({ id, agent, target }) {
      const order = {
        id,
        target,
        purpose: { kind: "supervision", agent, mode: "monitor" },
      } as const;
      const problem = problemOf(order);
      if (problem === null) dial(order);
      return problem;
    },
    linkChanged(up) {
      for (const id of store.getState().order) {
        happened(id, { type: up ? "linkRestored" : "linkLost" });
      }
    },
    memberLeft(room, digit) {
      const conference = findConference(store.getState(), room);
      if (conference) happened(conference.id, { type: "memberChanged", digit, state: "left" });
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
