import type { Direction, EndReason } from "@/phone/calls/call";
import type { QualitySummary } from "@/phone/media/quality/call-quality";

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
  /** The phone system's id of the call. */
  readonly callUuid: string | null;
  /** The tab that had the call: an open row of a tab that is gone is closed at the next start. */
  readonly instance: string;
  /** How it sounded; only of a call that is over and was watched. */
  readonly quality?: QualitySummary;
  /** Whether a shared record (a later capability) has it. */
  readonly sync: "local" | "queued" | "sent";
}

/** A row as it is kept: with what it is found by. IndexedDB indexes neither booleans nor `null`. */
export interface KeptRow extends HistoryRow {
  readonly tokens: readonly string[];
  readonly open: 0 | 1;
  readonly missed: 0 | 1;
}
