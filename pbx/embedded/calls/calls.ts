import { type Cause, causes } from "../legs/cause";
import type { CallerLeg, Leg, LegEvents } from "../legs/leg";
import type { QueuePlan } from "../numbers";
import type { Replaces } from "../sip/headers";
import { type Attempt, type AttemptEvents, type AttemptOrder, isRinging } from "./attempt";
import type { Bridges } from "./bridges";
import type { CallKind } from "./call-kind";
import { leaving, type LegBook, nobody, type Owner } from "./owner";

/** Calls from their first ring to their end. */
export interface Dialled {
  readonly number: string;
  readonly kind: CallKind;
  /** The number the caller would like to show outside. */
  readonly wishedNumber: string | null;
}

export interface Calls {
  /** A caller wants to talk with whoever a number stands for. */
  place(caller: CallerLeg, dialled: Dialled): void;
  /** A caller wants the place of a leg that exists already (RFC 3891). */
  replace(newcomer: CallerLeg, replaces: Replaces): void;
  readonly legEvents: Pick<LegEvents, "ended" | "digit" | "text">;
}

export interface CallsWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  startAttempt(order: AttemptOrder, events: AttemptEvents): Attempt;
  toQueue(caller: CallerLeg, plan: QueuePlan, kind: CallKind): void;
}

/** Asterisk's answer to tags it does not know. */
const noSuchCall: Cause = { q850: 0, status: 481 };
const alreadyAnswered: Cause = { ...causes.busy, status: 486 };

export function createCalls({ book, bridges, startAttempt, toQueue }: CallsWorld): Calls {
  /** A caller whose call is ringing. */
  function callingOwner(attempt: Attempt): Owner {
    return {
      ended: (_leg, cause) => attempt.cancel(cause),
      swap: () => null,
      peersOf: () => [],
    };
  }

  function place(caller: CallerLeg, dialled: Dialled): void {
    const { kind } = dialled;
    const attempt = startAttempt(
      { ...dialled, caller: caller.identity, headers: [] },
      {
        ringing: () => caller.ring(),
        earlyMedia(callee) {
          void caller.startEarlyMedia().then((isHeard) => {
            if (isHeard && caller.state === "ringing") bridges.preview([caller, callee], kind);
          });
        },
        answered(callee) {
          bridges.join([caller, callee], kind);
          void caller.answer(callee.identity);
        },
        failed: (cause) => caller.end(cause),
        queued: (plan) => toQueue(caller, plan, kind),
      },
    );
    book.add(caller, callingOwner(attempt));
  }

  function replace(newcomer: CallerLeg, replaces: Replaces): void {
    const old = book.all().find((leg) => leg.isNamed(replaces));
    const owner = old === undefined ? null : book.ownerOf(old);
    book.add(newcomer, nobody);
    if (old === undefined || owner === null) return newcomer.end(noSuchCall);
    if (old.state === "up") {
      if (replaces.earlyOnly) return newcomer.end(alreadyAnswered);
      return replaceUp(newcomer, old);
    }
    // A call of the client's own that still rings cannot be taken over: 481 until it is answered.
    if (!isRinging(owner)) return newcomer.end(noSuchCall);
    replaceRinging(newcomer, old);
  }

  function replaceUp(newcomer: CallerLeg, old: Leg): void {
    void newcomer.answer(null).then((isUp) => {
      if (!isUp) return;
      const place = old.state === "up" ? book.ownerOf(old).swap(old, newcomer) : null;
      if (place === null) return newcomer.end(causes.normal);
      book.assign(old, leaving);
      old.end(causes.normal);
      if (place.shown !== null) newcomer.showPeer(place.shown);
      const isSameParty = newcomer.identity.number === old.identity.number;
      if (!isSameParty) place.peer?.showPeer(newcomer.identity);
    });
  }

  function replaceRinging(newcomer: CallerLeg, old: Leg): void {
    void newcomer.answer(null).then((isUp) => {
      const owner = book.ownerOf(old);
      if (!isUp) return;
      if (old.state !== "ringing" || !isRinging(owner)) return newcomer.end(causes.normal);
      owner.takeOver(newcomer);
      const peer = book.ownerOf(newcomer).peersOf(newcomer)[0];
      if (peer !== undefined) newcomer.showPeer(peer.identity);
    });
  }

  return {
    place,
    replace,
    legEvents: {
      ended(leg, cause) {
        bridges.leave(leg);
        book.ended(leg, cause);
      },
      digit(leg, digit) {
        const owner = book.ownerOf(leg);
        owner.pressed?.(digit);
        for (const peer of owner.peersOf(leg)) peer.seat.audio.sendDigit(digit);
      },
      text(leg, text) {
        for (const peer of book.ownerOf(leg).peersOf(leg)) peer.sendText(text);
      },
    },
  };
}
