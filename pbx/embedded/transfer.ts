import type { Attempt, AttemptEvents, AttemptOrder } from "./calls/attempt";
import type { Bridge, Bridges } from "./calls/bridges";
import { type LegBook, nobody, type Owner } from "./calls/owner";
import { type Cause, causes } from "./legs/cause";
import type { Leg, ReferRequest } from "./legs/leg";
import { planFor } from "./numbers";
import { type Replaces, uriOf } from "./sip/headers";
import type { Timers } from "./timers";

export interface TransferWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly timers: Timers;
  readonly transferorWaitMs: number;
  startAttempt(order: AttemptOrder, events: AttemptEvents): Attempt;
}

/** Answers every REFER in a dialog: blind, or attended when Refer-To has a Replaces. */
export interface Transfers {
  refer(transferor: Leg, request: ReferRequest): void;
}

const notFound = 404;
const noSuchCall = 481;

export function createTransfers(world: TransferWorld): Transfers {
  const { book, bridges } = world;

  function refer(transferor: Leg, request: ReferRequest): void {
    const bridge = bridges.bridgeOf(transferor);
    const [other] = book.ownerOf(transferor).peersOf(transferor);
    // Nobody to transfer, or a transfer is under way already.
    if (bridge === null || other === undefined) return request.reject(491);
    request.accept();
    request.notify(100);
    const { target } = request;
    if (target.replaces !== null) return attend(transferor, other, target.replaces, request);
    // As in Asterisk the call is not touched when the number cannot exist.
    if (planFor(target.number).kind === "unknown") return request.notify(notFound);
    startBlindTransfer(world, { transferor, transferred: other, bridge, request });
  }

  /** The other party gets the place of the transferor in its second call. */
  function attend(transferor: Leg, other: Leg, replaces: Replaces, request: ReferRequest): void {
    const second = book.all().find((leg) => leg.isNamed(replaces));
    const [target] = second === undefined ? [] : book.ownerOf(second).peersOf(second);
    const bridge = second === undefined ? null : bridges.bridgeOf(second);
    const isOwnCall = bridge === bridges.bridgeOf(transferor);
    if (second === undefined || target === undefined || bridge === null || isOwnCall) {
      return request.notify(noSuchCall);
    }
    bridges.join([other, target], bridge.kind);
    release(world, transferor);
    book.assign(second, nobody);
    second.end(causes.normal);
    other.showPeer(target.identity);
    target.showPeer(other.identity);
    request.notify(200);
  }

  return { refer };
}

/**
 * The transferor's part is over. Asterisk keeps its dialog for 60 s and leaves the BYE to the client,
 * which takes it as the end of the transfer it has just been told about.
 */
function release(world: TransferWorld, transferor: Leg): void {
  const { book, bridges, timers, transferorWaitMs } = world;
  if (transferor.state !== "up") return;
  bridges.leave(transferor);
  const stop = timers.after(transferorWaitMs, () => transferor.end(causes.normal));
  book.assign(transferor, { ...nobody, ended: stop });
}

function addressOf(leg: Leg): string {
  return `<${uriOf(leg.identity.number).toString()}>`;
}

interface BlindTransfer {
  readonly transferor: Leg;
  readonly transferred: Leg;
  readonly bridge: Bridge;
  readonly request: ReferRequest;
}

/**
 * While the target rings, the transferred party hears it ring and the transferor nothing. When the
 * target does not answer, the two talk again as before.
 */
function startBlindTransfer(world: TransferWorld, transfer: BlindTransfer): void {
  const { book, bridges } = world;
  const { request } = transfer;
  const { kind } = transfer.bridge;
  let { transferor, transferred } = transfer;
  let isOver = false;

  function wait(isWaiting: boolean): void {
    transferred.seat.waiting = isWaiting;
  }

  function answered(target: Leg): void {
    isOver = true;
    wait(false);
    bridges.join([transferred, target], kind);
    release(world, transferor);
    transferred.showPeer(target.identity);
    request.notify(200);
  }

  function failed(cause: Cause): void {
    isOver = true;
    wait(false);
    request.notify(cause.status);
    if (transferor.state !== "up") transferred.end({ ...cause, isElsewhere: false });
    else bridges.join([transferred, transferor], kind);
  }

  const owner: Owner = {
    ended(leg, cause) {
      if (isOver || leg !== transferred) return; // the transferor may leave while it rings
      isOver = true;
      attempt.cancel(cause);
      request.notify(causes.cancelled.status);
      transferor.end(causes.normal);
    },
    swap(old, newcomer) {
      book.assign(newcomer, owner);
      const isTransferred = old === transferred;
      bridges.leave(old);
      if (isTransferred) {
        transferred = newcomer;
        wait(true);
        bridges.preview([transferred], kind);
      } else transferor = newcomer;
      return isTransferred ? transferor : transferred;
    },
    peersOf: () => [],
  };

  book.assign(transferor, owner);
  book.assign(transferred, owner);
  bridges.leave(transferor);
  wait(true);
  bridges.preview([transferred], kind);
  const attempt = world.startAttempt(
    {
      number: request.target.number,
      caller: transferred.identity,
      kind: { ...kind, kind: "direct" },
      headers: [`Referred-By: ${request.referredBy ?? addressOf(transferor)}`],
    },
    {
      ringing: () => request.notify(180),
      earlyMedia: (target) => bridges.preview([transferred, target], kind),
      answered,
      failed,
    },
  );
}
