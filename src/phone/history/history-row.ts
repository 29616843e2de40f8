import type { Direction, EndReason } from "@/phone/calls/call";
import type { QualitySummary } from "@/phone/media/quality/call-quality";

/** What a customer answered after the call, where the phone system asks. */
export interface Survey {
  /** How content they are, 1 to 5. */
  readonly csat: number | null;
  /** How likely they would recommend us, 0 to 10. */
  readonly nps: number | null;
}

/** What the agent, or what comes after the call, adds to it. */
export interface CallWork {
  readonly note: string;
  /** The id of an outcome of the configuration. */
  readonly outcome: string | null;
  /** Work after the call. */
  readonly wrapUpMs: number;
  readonly survey: Survey | null;
  /** The callback that the call was made for. */
  readonly callbackId: string | null;
}

export const noWork: CallWork = {
  note: "",
  outcome: null,
  wrapUpMs: 0,
  survey: null,
  callbackId: null,
};

/** One call, one row, from its first ring to its end. Times are milliseconds since 1970. */
export interface HistoryRow {
  /** The call's own UUID, the same everywhere. */
  readonly id: string;
  /** The extension that made or took it. */
  readonly agent: string;
  readonly direction: Direction;
  readonly number: string;
  /** The best name known when it ended: the contact's, else the network's. */
  readonly name: string | null;
  readonly contactId: string | null;
  readonly formatted: string | null;
  /** Who else was in a conference that the agent made; `null` for every other call. */
  readonly members: readonly string[] | null;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  /** `null` while the call is up. */
  readonly endedAt: number | null;
  readonly heldMs: number;
  readonly endReason: EndReason | null;
  readonly sipStatus: number | null;
  readonly queue: string | null;
  /** What people call it. */
  readonly queueLabel: string | null;
  /** How long they waited in the queue before it rang here. */
  readonly waitedSeconds: number | null;
  /** What they chose in the menu before the queue. */
  readonly menuChoice: string | null;
  /** With a colleague. */
  readonly isInternal: boolean;
  /** The phone system's id of the call. */
  readonly callUuid: string | null;
  /** The tab that had the call: an open row of a tab that is gone is closed at the next start. */
  readonly instance: string;
  /** How it sounded; only of a call that is over and was watched. */
  readonly quality?: QualitySummary;
  readonly work: CallWork;
  /** Whether a shared record (a later capability) has it. */
  readonly sync: "local" | "queued" | "sent";
}

/** A row as it is kept: with what it is found by. IndexedDB indexes neither booleans nor `null`. */
export interface KeptRow extends HistoryRow {
  readonly tokens: readonly string[];
  /** The same for every way of writing the other side's number; empty when it is withheld. */
  readonly key: string;
  readonly open: 0 | 1;
  readonly missed: 0 | 1;
}
