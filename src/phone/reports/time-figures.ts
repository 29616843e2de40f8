import type { ShiftRow } from "@/phone/agent/shift-row";
import type { HistoryRow } from "@/phone/history/history-row";

import type { Range } from "./days";
import type { CallFacts } from "./facts";
import type { Figure } from "./figure";
import { coveredMs, covers, overlapMs, unite } from "./spans";

/** Where an agent's time went, by the clock: two calls at once take no more of it than one. */
export interface AgentTime {
  /** In calls that were answered, and in the work after them. */
  readonly busy: readonly Range[];
  readonly ready: readonly Range[];
  /** In a queue: ready, on a break, or in wrap-up. */
  readonly signedOn: readonly Range[];
  /** In a queue or not. */
  readonly signedIn: readonly Range[];
}

export function readTime(
  rows: readonly HistoryRow[],
  shifts: readonly ShiftRow[],
  now: number,
): AgentTime {
  const calls = rows.flatMap((row) =>
    row.answeredAt === null
      ? []
      : { from: row.answeredAt, to: row.endedAt === null ? now : row.endedAt + row.work.wrapUpMs },
  );
  const spansOf = (...states: readonly ShiftRow["state"][]): Range[] =>
    shifts
      .filter(({ state }) => states.includes(state))
      .map(({ startedAt, endedAt, seenAt }) => ({ from: startedAt, to: endedAt ?? seenAt }));
  return {
    busy: unite([...calls, ...spansOf("wrapUp")]),
    ready: unite(spansOf("ready")),
    signedOn: unite(spansOf("ready", "break", "wrapUp")),
    signedIn: unite(spansOf("ready", "break", "wrapUp", "out")),
  };
}

const hourMs = 3_600_000;

type TimeFigure = "occupancy" | "utilisation" | "signedOn" | "callsPerHour";

/** `calls`: those booked in the range. `isWhole`: no call was left out by its queue. */
export function timeFigures(
  calls: readonly CallFacts[],
  time: AgentTime,
  range: Range,
  isWhole: boolean,
): Readonly<Record<TimeFigure, Figure>> {
  const signedInMs = coveredMs(time.signedIn, range);
  const signedOnMs = coveredMs(time.signedOn, range);
  const busyMs = coveredMs(time.busy, range);
  const availableMs = coveredMs(time.ready, range) - overlapMs(time.ready, time.busy, range);
  const whileOn = calls.filter(
    ({ result, row }) => result === "answered" && covers(time.signedOn, row.answeredAt ?? 0),
  );
  const make = (id: TimeFigure, unit: Figure["unit"], top: number, bottom: number): Figure => {
    const isKnown = isWhole && signedInMs > 0 && bottom > 0;
    const factor = unit === "percent" ? 100 : unit === "perHour" ? hourMs : 1;
    return {
      id,
      unit,
      kind: "ratio",
      value: isKnown ? (top * factor) / bottom : null,
      numerator: isKnown ? top : null,
      denominator: isKnown ? bottom : null,
      n: id === "callsPerHour" ? whileOn.length : calls.length,
      leftOut: 0,
      unknown: isKnown ? null : isWhole ? "noShifts" : "notOfSome",
    };
  };
  const isOn = isWhole && signedOnMs > 0;
  return {
    occupancy: make("occupancy", "percent", busyMs, busyMs + availableMs),
    utilisation: make(
      "utilisation",
      "percent",
      overlapMs(time.busy, time.signedIn, range),
      signedInMs,
    ),
    callsPerHour: make("callsPerHour", "perHour", whileOn.length, signedOnMs),
    signedOn: {
      ...make("signedOn", "ms", signedOnMs, 1),
      kind: "sum",
      value: isOn ? signedOnMs : null,
      numerator: isOn ? signedOnMs : null,
      denominator: null,
      unknown: isOn ? null : isWhole ? "noShifts" : "notOfSome",
    },
  };
}
