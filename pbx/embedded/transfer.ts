import {
  type BlindTransfer,
  type BlindTransferWorld,
  releaseTransferor,
  startBlindTransfer,
} from "./blind-transfer";
import type { Bridge } from "./calls/bridges";
import type { Conferences } from "./calls/conferences";
import { leaving, type Owner } from "./calls/owner";
import type { Parking } from "./calls/parking";
import { causes } from "./legs/cause";
import type { Leg, ReferRequest } from "./legs/leg";
import { planForTransfer } from "./numbers";
import type { Replaces } from "./sip/headers";

export interface TransferWorld extends BlindTransferWorld {
  readonly conferences: Pick<Conferences, "enter">;
  readonly parking: Pick<Parking, "park">;
}

/** Answers every REFER in a dialog: blind, or attended when Refer-To has a Replaces. */
export interface Transfers {
  refer(transferor: Leg, request: ReferRequest): void;
}

/** Asterisk 22.10.1 about a leg in a conference. */
const notPossible = 400;
const notFound = 404;
const noSuchCall = 481;

export function createTransfers(world: TransferWorld): Transfers {
  const { book, bridges } = world;

  function refer(transferor: Leg, request: ReferRequest): void {
    const bridge = bridges.bridgeOf(transferor);
    const [other] = book.ownerOf(transferor).peersOf(transferor);
    const { target } = request;
    const isConference = bridge?.isOpen === true;
    // Nobody to transfer, or a transfer is under way already.
    if (bridge === null || (other === undefined && !isConference)) return request.reject(491);
    request.accept();
    request.notify(100);
    if (target.replaces !== null) return attend(transferor, bridge, target.replaces, request);
    if (isConference || other === undefined) return request.notify(notPossible);
    sendTo(target.number, { transferor, transferred: other, bridge, request });
  }

  /** Somebody may have to be called; conferences and parking slots are there at once. */
  function sendTo(number: string, transfer: BlindTransfer): void {
    const { transferor, transferred, bridge, request } = transfer;
    const plan = planForTransfer(number);
    const moved = (): void => {
      releaseTransferor(world, transferor);
      request.notify(200);
    };
    switch (plan.kind) {
      case "unknown":
        return request.notify(notFound); // as in Asterisk the call is not touched
      case "room":
      case "conference": {
        const refusal = world.conferences.enter(transferred, plan);
        return refusal === null ? moved() : request.notify(refusal.status);
      }
      case "park": {
        const parker = transferor.identity.number;
        const order = { slot: plan.slot, parker, kind: bridge.kind };
        const isParked = world.parking.park(transferred, order);
        return isParked ? moved() : request.notify(causes.busy.status);
      }
      case "queue":
      case "queueMenu":
        world.queues.enter(transferred, plan, bridge.kind);
        return moved();
      default:
        startBlindTransfer(world, transfer);
    }
  }

  /** The other party gets the place of the transferor in its second call. */
  function attend(first: Leg, bridge: Bridge, replaces: Replaces, request: ReferRequest): void {
    const second = book.all().find((leg) => leg.isNamed(replaces));
    const secondBridge = second === undefined ? null : bridges.bridgeOf(second);
    if (second === undefined || secondBridge === null || secondBridge === bridge) {
      return request.notify(noSuchCall);
    }
    if (!unite(first, bridge, second, secondBridge)) return request.notify(noSuchCall);
    releaseTransferor(world, first);
    book.assign(second, leaving);
    second.end(causes.normal);
    request.notify(200);
  }

  /** Two who talk with the same party then talk with each other; into a conference its partner comes in its place. */
  function unite(first: Leg, firstBridge: Bridge, second: Leg, secondBridge: Bridge): boolean {
    const [other] = book.ownerOf(first).peersOf(first);
    const [target] = book.ownerOf(second).peersOf(second);
    if (firstBridge.isOpen)
      return takePlace(first, firstBridge, secondBridge.isOpen ? null : target);
    if (secondBridge.isOpen) return takePlace(second, secondBridge, other);
    if (other === undefined) return false;
    // The second one waits in a queue: its partner waits there in its place.
    if (target === undefined) return takePlace(second, book.ownerOf(second), other);
    bridges.join([other, target], secondBridge.kind);
    other.showPeer(target.identity);
    target.showPeer(other.identity);
    return true;
  }

  function takePlace(old: Leg, owner: Owner, newcomer: Leg | null | undefined): boolean {
    if (newcomer === null || newcomer === undefined) return false;
    const place = owner.swap(old, newcomer);
    if (place?.shown != null) newcomer.showPeer(place.shown);
    return place !== null;
  }

  return { refer };
}
