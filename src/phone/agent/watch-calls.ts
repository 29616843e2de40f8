import type { Call, EndedCall, EndReason } from "@/phone/calls/call";
import type { CallsState } from "@/phone/calls/state";

import type { WorkedCall } from "./agent-state";

/** What calls mean for the agent's state, as it stands now. */
export interface CallsReading {
  readonly isBusy: boolean;
  /** The one that is up and that there will be work after. */
  readonly call: WorkedCall | null;
  /** Calls that have ended since the last reading. */
  readonly ended: readonly WorkedCall[];
  readonly missed: readonly { readonly because: EndReason; readonly queue: string | null }[];
}

/** They go on, or come back: there is no work after them yet. */
const goesOn: readonly EndReason[] = ["joined", "parked", "comingBack", "movedElsewhere"];
const notTaken: readonly EndReason[] = [
  "missed",
  "missedUnheard",
  "declined",
  "busyHere",
  "failed",
];

/** Reads the calls again and again; each end is told once. */
export function createCallsReader(isColleague: (number: string) => boolean) {
  const told = new Set<string>();

  const isWorked = ({ origin, party, purpose }: Call): boolean =>
    origin.kind === "queue" || (purpose.kind === "conversation" && !isColleague(party.number));
  const asWorked = ({ id, origin }: Call): WorkedCall => ({
    id,
    queue: origin.kind === "queue" ? origin.queue : null,
  });

  return (state: CallsState): CallsReading => {
    // Whoever listens to somebody else's call is in none of their own.
    const all = Object.values(state.byId).filter(({ purpose }) => purpose.kind !== "supervision");
    const fresh = all.filter(
      (call): call is EndedCall => call.phase === "ended" && !told.has(call.id),
    );
    for (const id of told) if (!(id in state.byId)) told.delete(id);
    for (const { id } of fresh) told.add(id);
    const talking = all.filter((call) => call.phase === "talking" && isWorked(call));
    const front = talking.find(({ origin }) => origin.kind === "queue") ?? talking[0];
    return {
      isBusy: all.some(({ phase }) => ["dialing", "connecting", "talking"].includes(phase)),
      call: front === undefined ? null : asWorked(front),
      ended: fresh
        .filter((call) => call.answeredAt !== null && !goesOn.includes(call.reason))
        .filter(isWorked)
        .map(asWorked),
      missed: fresh
        .filter(({ answeredAt, origin }) => answeredAt === null && origin.kind === "queue")
        .filter(({ reason }) => notTaken.includes(reason))
        .map(({ origin, reason }) => ({ because: reason, queue: origin.queue })),
    };
  };
}
