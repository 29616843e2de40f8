import type { Attempt, AttemptEvents, AttemptOrder } from "./calls/attempt";
import type { Bridge, Bridges } from "./calls/bridges";
import { leaving, type LegBook, type Owner } from "./calls/owner";
import { type Cause, causes } from "./legs/cause";
import type { Leg, ReferRequest } from "./legs/leg";
import type { Notes } from "./notes";
import type { QueuePlan } from "./numbers";
import type { Queues } from "./queues/queues";
import { type Identity, safeName, uriOf } from "./sip/headers";
import type { Timers } from "./timers";

export interface BlindTransferWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly timers: Timers;
  readonly transferorWaitMs: number;
  readonly notes: Pick<Notes, "take">;
  readonly queues: Pick<Queues, "enter">;
  startAttempt(order: AttemptOrder, events: AttemptEvents): Attempt;
}

export interface BlindTransfer {
  readonly transferor: Leg;
  readonly transferred: Leg;
  readonly bridge: Bridge;
  readonly request: ReferRequest;
}

/**
 * The transferor's part is over. Asterisk keeps its dialog for 60 s and leaves the BYE to the client,
 * which takes it as the end of the transfer it has just been told about.
 */
export function releaseTransferor(
  world: Pick<BlindTransferWorld, "book" | "bridges" | "timers" | "transferorWaitMs">,
  transferor: Leg,
): void {
  const { book, bridges, timers, transferorWaitMs } = world;
  if (transferor.state !== "up") return;
  bridges.leave(transferor);
  const stop = timers.after(transferorWaitMs, () => transferor.end(causes.normal));
  book.assign(transferor, { ...leaving, ended: stop });
}

/** What whoever gets the call is told of the transfer. */
function transferHeaders(by: Identity, referredBy: string | null, note: string | null): string[] {
  const headers = [
    `Referred-By: ${referredBy ?? `<${uriOf(by.number).toString()}>`}`,
    `X-Transferred-By: "${safeName(by.name)}" <${by.number}>`,
  ];
  return note === null ? headers : [...headers, `X-Transfer-Note: ${note}`];
}

/**
 * While the target rings, the transferred party hears it ring and the transferor nothing. When the
 * target does not answer, the two talk again as before.
 */
export function startBlindTransfer(world: BlindTransferWorld, transfer: BlindTransfer): void {
  const { book, bridges } = world;
  const { request } = transfer;
  const { kind } = transfer.bridge;
  let { transferor, transferred } = transfer;
  let isOver = false;

  function wait(isWaiting: boolean): void {
    transferred.seat.alone = isWaiting ? "ringback" : "silence";
  }

  function answered(target: Leg): void {
    isOver = true;
    wait(false);
    bridges.join([transferred, target], kind);
    releaseTransferor(world, transferor);
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

  function queued(plan: QueuePlan): void {
    isOver = true;
    wait(false);
    world.queues.enter(transferred, plan, kind);
    releaseTransferor(world, transferor);
    request.notify(200);
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
      const peer = isTransferred ? transferor : transferred;
      return { shown: peer.identity, peer };
    },
    peersOf: () => [],
  };

  book.assign(transferor, owner);
  book.assign(transferred, owner);
  bridges.leave(transferor);
  wait(true);
  bridges.preview([transferred], kind);
  const by = transferor.identity;
  const attempt = world.startAttempt(
    {
      number: request.target.number,
      caller: transferred.identity,
      kind: { ...kind, kind: "direct" },
      headers: transferHeaders(by, request.referredBy, world.notes.take(by.number)),
      wishedNumber: null,
    },
    {
      ringing: () => request.notify(180),
      earlyMedia: (target) => bridges.preview([transferred, target], kind),
      answered,
      failed,
      queued,
    },
  );
}
