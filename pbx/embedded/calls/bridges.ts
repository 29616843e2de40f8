import type { Cause } from "../legs/cause";
import type { Leg } from "../legs/leg";
import { createRoom, type Room } from "../media/room";
import { createHoldMusic, createRingback } from "../media/sounds";
import type { Identity } from "../sip/headers";
import type { CallKind } from "./call-kind";
import type { LegBook, Owner, Place } from "./owner";

/** Parties that talk. */
export interface Bridge extends Owner {
  readonly kind: CallKind;
  readonly legs: readonly Leg[];
  /** Anybody may come and go; otherwise two parties, and the call ends when one goes. */
  readonly isOpen: boolean;
  /** Takes a leg out without ending anything. */
  release(leg: Leg): void;
}

export interface OpenBridge extends Bridge {
  enter(leg: Leg): void;
}

/** What is told of an open bridge, once it has happened. */
export interface OpenBridgeEvents {
  left(leg: Leg): void;
  /** The newcomer has the other's place; whom it is shown there. */
  replaced(old: Leg, newcomer: Leg): Identity | null;
}

export interface Bridges {
  /** Lets legs talk; whatever owned them before does so no longer. */
  join(legs: readonly Leg[], kind: CallKind): Bridge;
  /** Lets legs hear each other while they still belong to somebody else. */
  preview(legs: readonly Leg[], kind: CallKind): void;
  /** An empty one, which goes when the last has left. */
  open(kind: CallKind, events: OpenBridgeEvents): OpenBridge;
  bridgeOf(leg: Leg): Bridge | null;
  /**
   * Lets a leg listen where another one is a party, and nowhere else; null: nowhere. It is no party itself: it belongs
   * to somebody else, and a call goes on or ends without it.
   */
  listen(leg: Leg, party: Leg | null): void;
  /** Takes a leg out of its room, if it is in one. */
  leave(leg: Leg): void;
  /** Every room mixes 20 ms. */
  beat(): void;
  readonly rooms: number;
}

/** Somebody may have something to say to a party whose call is over, and takes it: true. */
type Rescue = (left: Leg, gone: Leg, kind: CallKind, cause: Cause) => boolean;

export function createBridges(
  book: LegBook,
  onRooms: (rooms: number) => void,
  rescue: Rescue = () => false,
): Bridges {
  const rooms = new Map<Bridge, Room>();
  const listening = new Map<Leg, Room>();

  function close(bridge: Bridge): void {
    rooms.delete(bridge);
    onRooms(rooms.size);
  }

  function create(kind: CallKind, isOwner: boolean, events: OpenBridgeEvents | null): OpenBridge {
    const room = createRoom({ holdMusic: createHoldMusic(), ringback: createRingback() });
    const legs: Leg[] = [];

    function endAlone(left: Leg | undefined, gone: Leg, cause: Cause): void {
      if (left === undefined || rescue(left, gone, kind, cause)) return;
      left.end({ ...cause, isElsewhere: false });
    }

    const bridge: OpenBridge = {
      kind,
      legs,
      isOpen: events !== null,
      enter(leg: Leg) {
        leave(leg);
        legs.push(leg);
        room.enter(leg.seat);
        if (isOwner) book.assign(leg, bridge);
      },
      release(leg: Leg) {
        const index = legs.indexOf(leg);
        if (index >= 0) legs.splice(index, 1);
        room.leave(leg.seat);
        if (legs.length === 0) close(bridge);
      },
      ended(leg: Leg, cause: Cause) {
        bridge.release(leg);
        if (events !== null) events.left(leg);
        else if (legs.length === 1) endAlone(legs[0], leg, cause);
      },
      swap(old: Leg, newcomer: Leg): Place | null {
        bridge.enter(newcomer);
        bridge.release(old);
        if (events !== null) return { shown: events.replaced(old, newcomer), peer: null };
        const peer = legs.find((leg) => leg !== newcomer);
        return peer === undefined ? null : { shown: peer.identity, peer };
      },
      peersOf: (leg: Leg) => legs.filter((other) => other !== leg),
    };
    rooms.set(bridge, room);
    onRooms(rooms.size);
    return bridge;
  }

  function bridgeOf(leg: Leg): Bridge | null {
    return [...rooms.keys()].find((bridge) => bridge.legs.includes(leg)) ?? null;
  }

  function leave(leg: Leg): void {
    bridgeOf(leg)?.release(leg);
  }

  function listen(leg: Leg, party: Leg | null): void {
    const bridge = party === null ? null : bridgeOf(party);
    const room = bridge === null ? undefined : rooms.get(bridge);
    const before = listening.get(leg);
    if (room === before) return;
    before?.leave(leg.seat);
    listening.delete(leg);
    if (room === undefined) return;
    room.enter(leg.seat);
    listening.set(leg, room);
  }

  function gather(legs: readonly Leg[], kind: CallKind, isOwner: boolean): Bridge {
    const bridge = create(kind, isOwner, null);
    for (const leg of legs) bridge.enter(leg);
    return bridge;
  }

  return {
    join: (legs, kind) => gather(legs, kind, true),
    preview: (legs, kind) => void gather(legs, kind, false),
    open: (kind, events) => create(kind, true, events),
    bridgeOf,
    listen,
    leave,
    beat() {
      for (const room of rooms.values()) room.beat();
    },
    get rooms() {
      return rooms.size;
    },
  };
}
