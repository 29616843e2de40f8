import { newId } from "@/lib/new-id";
import type { Dialect } from "@/phone/dialects/dialect";

import type { Call, CallId } from "./call";
import { can } from "./can";
import { chooseRoom, newMember, nextDigit } from "./conference";
import type { CallCommand, CallFact } from "./events";
import { findConsultation } from "./find";
import type { Purpose } from "./purpose";
import type { CallsState } from "./state";

/** What a person asks that takes more than one call, or makes one. */
export type MoveCommand =
  /** Asks somebody while the call `id` waits on hold. */
  | {
      readonly type: "consult";
      readonly id: CallId;
      readonly target: string;
      readonly note?: string;
    }
  /** Puts the call that waits and the one who was asked together; `id` is the consultation. */
  | { readonly type: "completeTransfer"; readonly id: CallId }
  | { readonly type: "park"; readonly id: CallId; readonly slot: string }
  /** Sends a ringing call into the voicemail of an extension. */
  | { readonly type: "redirectToVoicemail"; readonly id: CallId; readonly extension: string }
  /** Takes a parked call. */
  | { readonly type: "fetch"; readonly slot: string }
  /** Takes a call that rings at a colleague's. */
  | { readonly type: "pickUp"; readonly extension: string }
  /** Talk with both other parties at once; either may be a conference already. */
  | { readonly type: "merge"; readonly id: CallId; readonly other: CallId }
  /** Leaves two that are mixed here together, and goes. */
  | { readonly type: "leaveTogether"; readonly id: CallId };

export interface MovesWorld {
  readonly getState: () => CallsState;
  readonly dialect: () => Dialect;
  readonly dial: (target: string, purpose: Purpose) => void;
  /** What a person asks of one call. */
  readonly ask: (command: CallCommand & { readonly id: CallId }) => void;
  readonly happened: (id: CallId, fact: CallFact) => void;
}

export function createMoves(world: MovesWorld): (command: MoveCommand) => void {
  const { getState, dialect, dial, ask, happened } = world;
  const callOf = (id: CallId): Call | null => getState().byId[id] ?? null;

  function consult(id: CallId, target: string, note: string | null): void {
    const call = callOf(id);
    if (call === null || !can(call).consult || findConsultation(getState(), id) !== null) return;
    dial(target, { kind: "consultation", forCall: id, isCompleting: false, note });
  }

  function completeTransfer(id: CallId): void {
    const call = callOf(id);
    if (call === null || !can(call).completeTransfer || call.purpose.kind !== "consultation")
      return;
    const { forCall, note } = call.purpose;
    const waiting = callOf(forCall);
    if (waiting?.phase !== "talking" || waiting.transfer !== null) return;
    const target = call.party.number;
    if (call.phase === "talking") {
      happened(id, { type: "completing", isCompleting: true });
      return happened(forCall, { type: "handOver", to: id, target });
    }
    // A call that still rings cannot be handed over (sip.js, Asterisk 22): it is called off, and the call goes there.
    happened(id, { type: "consultationOver" });
    ask({ type: "hangUp", id });
    ask({ type: "transfer", id: forCall, target, ...(note === null ? {} : { note }) });
  }

  function park(id: CallId, slot: string): void {
    const call = callOf(id);
    const to = dialect().park(slot);
    if (call === null || to === null || !can(call).park) return;
    ask({ type: "transfer", id, target: slot, to, into: "parking" });
  }

  function merge(one: Call, other: Call): void {
    if (!can(one).merge || !can(other).merge || one.id === other.id) return;
    if (one.purpose.kind === "conference") return addMember(one, other);
    if (other.purpose.kind === "conference") return addMember(other, one);
    // Who was asked is asked no more: all three talk.
    for (const { id } of [one, other]) happened(id, { type: "consultationOver" });
    const room = chooseRoom();
    const number = dialect().conference(room, 0);
    if (number === null) return mixHere(one, other);
    const members = [one, other].map((call, at) => newMember(call, at + 1));
    dial(number, { kind: "conference", room, members });
  }

  function addMember(conference: Call, call: Call): void {
    if (conference.purpose.kind !== "conference" || call.purpose.kind === "conference") return;
    const digit = nextDigit(conference.purpose.members);
    if (digit === null) return;
    happened(call.id, { type: "consultationOver" });
    happened(conference.id, { type: "memberAdded", member: newMember(call, digit) });
  }

  function mixHere(one: Call, other: Call): void {
    const room = one.room ?? other.room ?? newId();
    const together = Object.values(getState().byId).filter(
      (call) =>
        call.id === one.id ||
        call.id === other.id ||
        (call.room !== null && (call.room === one.room || call.room === other.room)),
    );
    for (const { id } of together) happened(id, { type: "roomChanged", room });
    for (const { id } of together) ask({ type: "resume", id });
  }

  function leaveTogether(id: CallId): void {
    const call = callOf(id);
    if (call === null || !can(call).leaveTogether) return;
    const [other, ...more] = Object.values(getState().byId).filter(
      ({ id: otherId, room, phase }) => otherId !== id && room === call.room && phase === "talking",
    );
    // REFER with Replaces puts two together; a third one would be left alone.
    if (other === undefined || more.length > 0) return;
    // Both have just heard us, and either may be the one in whose call a leg takes our place (docs/pbx/asterisk.md).
    if (dialect().needsHoldBetweenLegs) ask({ type: "hold", id: other.id });
    happened(other.id, { type: "consultationFor", forCall: id });
    happened(id, { type: "handOver", to: other.id, target: other.party.number });
  }

  return (command) => {
    switch (command.type) {
      case "consult":
        return consult(command.id, command.target, command.note ?? null);
      case "completeTransfer":
        return completeTransfer(command.id);
      case "park":
        return park(command.id, command.slot);
      case "redirectToVoicemail": {
        const to = dialect().voicemailOf(command.extension);
        const { id, extension: target } = command;
        return to === null ? undefined : ask({ type: "redirect", id, target, to });
      }
      case "fetch":
        return dial(command.slot, { kind: "fetch", slot: command.slot });
      case "pickUp": {
        const { extension } = command;
        const number = dialect().pickup(extension);
        return number === null ? undefined : dial(number, { kind: "pickup", extension });
      }
      case "merge": {
        const [one, other] = [callOf(command.id), callOf(command.other)];
        return one === null || other === null ? undefined : merge(one, other);
      }
      case "leaveTogether":
        return leaveTogether(command.id);
    }
  };
}
