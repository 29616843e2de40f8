import { causes } from "../legs/cause";
import type { CallerLeg, Leg } from "../legs/leg";
import { findUser, parkingSlots } from "../numbers";
import type { Cancel, Timers } from "../timers";
import { keepAlone, type Lone } from "./alone";
import type { Attempt, AttemptEvents, AttemptOrder } from "./attempt";
import type { Bridges } from "./bridges";
import type { CallKind } from "./call-kind";
import { type LegBook, nobody } from "./owner";

/** Who waits in a slot, as everybody may know. */
export interface Parked {
  readonly name: string;
  /** Extension of whoever parked the call. */
  readonly parker: string;
  /** Unix time. */
  readonly sinceSeconds: number;
}

export interface Parking {
  /** Parks a party that talks, there or in the next free slot; false: every slot is taken. */
  park(leg: Leg, order: ParkingOrder): boolean;
  /** A caller wants to talk with who is parked there. */
  fetch(caller: CallerLeg, slot: string): void;
  /** null: the slot is free. */
  inSlot(slot: string): Parked | null;
}

export interface ParkingOrder {
  readonly slot: string;
  readonly parker: string;
  readonly kind: CallKind;
}

export interface ParkingWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly timers: Timers;
  readonly parkingMs: number;
  startAttempt(order: AttemptOrder, events: AttemptEvents): Attempt;
}

/** A call that nobody wants comes back so often. */
const mostRounds = 3;

/** The slot itself or the next free one, from the last on to the first. null: all are taken. */
export function freeSlot(wanted: string, isTaken: (slot: string) => boolean): string | null {
  const at = parkingSlots.indexOf(wanted);
  const inOrder = [...parkingSlots.slice(at), ...parkingSlots.slice(0, at)];
  return inOrder.find((slot) => !isTaken(slot)) ?? null;
}

interface Stay extends ParkingOrder {
  readonly party: Lone;
  readonly sinceSeconds: number;
  readonly round: number;
  /** Somebody who fetches it is being answered. */
  isClaimed: boolean;
  stopTimer: Cancel;
}

export function createParking(world: ParkingWorld): Parking {
  const { book, timers } = world;
  const stays = new Map<string, Stay>();

  function startTimer(stay: Stay): void {
    stay.stopTimer = timers.after(world.parkingMs, () => comeBack(stay));
  }

  function free(stay: Stay): void {
    stay.stopTimer();
    stays.delete(stay.slot);
    stay.party.release();
  }

  function begin(leg: Leg, order: ParkingOrder, round: number): boolean {
    const slot = freeSlot(order.slot, (candidate) => stays.has(candidate));
    if (slot === null) return false;
    const parker = findUser(order.parker);
    const party = keepAlone(world, leg, {
      kind: order.kind,
      hears: "holdMusic",
      shown: parker && { number: parker.extension, name: parker.name },
      ended: () => free(stay),
    });
    const sinceSeconds = Math.floor(Date.now() / 1000);
    const stopTimer = () => undefined;
    const stay: Stay = { ...order, slot, party, sinceSeconds, round, isClaimed: false, stopTimer };
    stays.set(slot, stay);
    startTimer(stay);
    return true;
  }

  /** Nobody has fetched it: whoever parked it is called. Until they answer, the party hears it ring. */
  function comeBack(stay: Stay): void {
    free(stay);
    const { slot, parker, kind } = stay;
    const party = keepAlone(world, stay.party.leg, {
      kind,
      hears: "ringback",
      shown: null,
      ended: (cause) => attempt.cancel(cause),
    });
    const attempt = world.startAttempt(
      {
        number: parker,
        caller: party.leg.identity,
        kind: { ...kind, kind: "parked", parkedIn: slot },
        headers: [],
        wishedNumber: null,
      },
      {
        ringing: () => undefined,
        earlyMedia: () => undefined,
        answered(callee) {
          party.release();
          world.bridges.join([party.leg, callee], kind);
          party.leg.showPeer(callee.identity);
        },
        failed() {
          party.release();
          notAnswered(party.leg, stay);
        },
      },
    );
  }

  function notAnswered(leg: Leg, { slot, parker, kind, round }: Stay): void {
    const isParked = round < mostRounds && begin(leg, { slot, parker, kind }, round + 1);
    if (!isParked) leg.end(causes.noAnswer);
  }

  function fetch(caller: CallerLeg, slot: string): void {
    book.add(caller, nobody);
    const stay = stays.get(slot);
    if (stay === undefined || stay.isClaimed) return caller.end(causes.absent);
    stay.isClaimed = true;
    stay.stopTimer();
    void caller
      .answer(stay.party.leg.identity)
      .then((isUp) => handOver(stay, isUp ? caller : null));
  }

  function handOver(stay: Stay, caller: CallerLeg | null): void {
    const isThere = stays.get(stay.slot) === stay;
    stay.isClaimed = false;
    if (caller === null) return isThere ? startTimer(stay) : undefined;
    if (!isThere) return caller.end(causes.normal); // the parked party has hung up just now
    free(stay);
    world.bridges.join([stay.party.leg, caller], stay.kind);
    stay.party.leg.showPeer(caller.identity);
  }

  return {
    park: (leg, order) => begin(leg, order, 1),
    fetch,
    inSlot(slot) {
      const stay = stays.get(slot);
      if (stay === undefined) return null;
      const { party, parker, sinceSeconds } = stay;
      return { name: party.leg.identity.name, parker, sinceSeconds };
    },
  };
}
