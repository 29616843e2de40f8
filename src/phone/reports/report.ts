import type { ShiftRow } from "@/phone/agent/shift-row";
import type { HistoryRow } from "@/phone/history/history-row";

import { createCalendar, type Range, type SlotSize } from "./days";
import { type FigureId, type Figures, figureIds } from "./figure";
import {
  callsOf,
  type FigureCall,
  type FigureOptions,
  figuresOf,
  type Readings,
  readRows,
} from "./figures";

export interface ReportRequest extends FigureOptions {
  readonly range: Range;
  /** What it is compared with. */
  readonly before: Range | null;
  readonly slots: SlotSize | null;
  readonly timeZone: string;
  readonly firstWeekday: number;
}

/** A part of the range, and the values of its figures. */
export interface ReportSlot extends Range {
  readonly values: Readonly<Record<FigureId, number | null>>;
}

export interface QueueSeen {
  readonly queue: string;
  readonly label: string | null;
}

/** All that a screen needs, and few enough values to cross from a worker at no cost. */
export interface Report {
  readonly range: Range;
  readonly before: Range | null;
  readonly figures: Figures;
  readonly figuresBefore: Figures | null;
  readonly slots: readonly ReportSlot[];
  /** Since when calls are kept in this browser; `null`: there are none. */
  readonly callsSince: number | null;
  readonly shiftsSince: number | null;
  /** Calls that still last, or whose wrap-up does: they are in no figure yet. */
  readonly lasting: number;
  /** The queues of the calls that were read. */
  readonly queues: readonly QueueSeen[];
}

export interface ReportRows {
  readonly calls: readonly HistoryRow[];
  readonly shifts: readonly ShiftRow[];
  readonly callsSince: number | null;
  readonly shiftsSince: number | null;
}

/** A call of a figure as a list shows it. */
export interface ReportCall extends Omit<FigureCall, "row"> {
  readonly id: string;
  readonly at: number;
  readonly direction: HistoryRow["direction"];
  readonly name: string | null;
  readonly number: string;
  readonly queue: string | null;
  readonly queueLabel: string | null;
}

export interface ReportCalls {
  readonly calls: readonly ReportCall[];
  /** Of all of them: the list may be cut. */
  readonly count: number;
}

function readings(rows: ReportRows, request: ReportRequest): Readings {
  return readRows(rows.calls, rows.shifts, rows.callsSince, request);
}

export function makeReport(rows: ReportRows, request: ReportRequest): Report {
  const read = readings(rows, request);
  const { range, before, slots, now, firstWeekday } = request;
  const parts =
    slots === null ? [] : createCalendar(request.timeZone).cut(range, slots, firstWeekday);
  return {
    range,
    before,
    figures: figuresOf(read, range),
    figuresBefore: before === null ? null : figuresOf(read, before),
    slots: parts.map((part) => ({ ...part, values: valuesOf(read, part, now) })),
    callsSince: rows.callsSince,
    shiftsSince: rows.shiftsSince,
    lasting: read.lasting,
    queues: queuesOf(rows.calls),
  };
}

/** Of a part that is still to come nothing is known. */
function valuesOf(read: Readings, part: Range, now: number): ReportSlot["values"] {
  const figures = part.from > now ? null : figuresOf(read, part);
  return Object.fromEntries(
    figureIds.map((id) => [id, figures === null ? null : figures[id].value]),
  ) as ReportSlot["values"];
}

function queuesOf(rows: readonly HistoryRow[]): readonly QueueSeen[] {
  const seen = new Map<string, string | null>();
  for (const { queue, queueLabel } of rows) if (queue !== null) seen.set(queue, queueLabel);
  return [...seen].map(([queue, label]) => ({ queue, label }));
}

export function listCalls(
  rows: ReportRows,
  request: ReportRequest,
  id: FigureId,
  limit: number,
): ReportCalls {
  const found = callsOf(readings(rows, request), request.range, id);
  return {
    count: found.length,
    calls: found.slice(0, limit).map(({ row, ...share }) => ({
      ...share,
      id: row.id,
      at: row.startedAt,
      direction: row.direction,
      name: row.name,
      number: row.formatted ?? row.number,
      queue: row.queue,
      queueLabel: row.queueLabel,
    })),
  };
}
