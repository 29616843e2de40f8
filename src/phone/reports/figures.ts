import type { ShiftRow } from "@/phone/agent/shift-row";
import type { HistoryRow } from "@/phone/history/history-row";

import type { Range } from "./days";
import { type CallFacts, readFacts } from "./facts";
import { type Figure, type FigureId, type Figures, figureIds, type Unit } from "./figure";
import { type OutcomeMark, type Recipe, type RecipeContext, recipes } from "./recipes";
import { type AgentTime, readTime, timeFigures } from "./time-figures";

/** Which calls a report is of. */
export type Scope =
  | { readonly kind: "all" }
  /** None with a colleague. */
  | { readonly kind: "customers" }
  /** None of a queue. */
  | { readonly kind: "direct" }
  | { readonly kind: "queue"; readonly queue: string };

export interface FigureOptions {
  readonly scope: Scope;
  readonly resolvedDays: number;
  readonly outcomes: readonly OutcomeMark[];
  /** Ids of the queues whose customers are asked after the call. */
  readonly asking: readonly string[];
  readonly now: number;
}

/** Rows that have been read once, for any number of ranges. */
export interface Readings {
  /** In order of their booking. */
  readonly calls: readonly CallFacts[];
  readonly time: AgentTime;
  readonly context: RecipeContext;
  /** When the oldest row of all begins; `null`: there is none. */
  readonly since: number | null;
  /** Calls that still last, or whose wrap-up does: they are in no figure yet. */
  readonly lasting: number;
  readonly isWhole: boolean;
}

/**
 * Prepares rows for `figuresOf`. What any screen shows of calls and shifts goes through here, an agent's own as well as a
 * team's: the same rows give the same figures. Rows from before and after the range belong to it (`rowsFor`).
 */
export function readRows(
  rows: readonly HistoryRow[],
  shifts: readonly ShiftRow[],
  since: number | null,
  { scope, resolvedDays, outcomes, asking, now }: FigureOptions,
): Readings {
  const calls = readFacts(rows, shifts, { resolvedDays, now }).filter(({ row }) =>
    isIn(scope, row),
  );
  return {
    calls,
    lasting: rows.filter((row) => isIn(scope, row)).length - calls.length,
    time: readTime(rows, shifts, now),
    context: {
      outcomes: new Map(outcomes.map((outcome) => [outcome.id, outcome])),
      knowsConversion: outcomes.some(({ conversion }) => conversion),
      asking: new Set(asking),
    },
    since,
    isWhole: scope.kind === "all",
  };
}

function isIn(scope: Scope, { queue, isInternal }: HistoryRow): boolean {
  switch (scope.kind) {
    case "all":
      return true;
    case "customers":
      return !isInternal;
    case "direct":
      return queue === null;
    case "queue":
      return queue === scope.queue;
  }
}

/** The calls booked in a range. */
function bookedIn({ calls }: Readings, { from, to }: Range): readonly CallFacts[] {
  return calls.slice(firstAt(calls, from), firstAt(calls, to));
}

function firstAt(calls: readonly CallFacts[], at: number): number {
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calls[middle]?.bookedAt ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export type CallFigure = keyof typeof recipes;
const callFigures = Object.keys(recipes) as CallFigure[];

/** Every figure of a range. */
export function figuresOf(readings: Readings, range: Range): Figures {
  const calls = bookedIn(readings, range);
  const hasData = readings.since !== null && readings.since < range.to;
  const ofCalls = callFigures.map((id) => [id, cook(id, calls, readings.context, hasData)]);
  const ofTime = timeFigures(calls, readings.time, range, readings.isWhole);
  return { ...Object.fromEntries(ofCalls), ...ofTime } as Figures;
}

const factors: Readonly<Record<Unit, number>> = {
  count: 1,
  ms: 1,
  percent: 100,
  points: 100,
  perHour: 1,
};

function cook(
  id: CallFigure,
  calls: readonly CallFacts[],
  context: RecipeContext,
  hasData: boolean,
): Figure {
  const recipe: Recipe = recipes[id];
  const tops: number[] = [];
  let [top, bottom, leftOut] = [0, 0, 0];
  for (const facts of calls) {
    const share = recipe.share(facts, context);
    if (share === null) continue;
    if (share === "leftOut") {
      leftOut += 1;
      continue;
    }
    top += share.top;
    bottom += share.bottom;
    tops.push(share.top);
  }
  const base = { id, unit: recipe.unit, kind: recipe.kind, n: tops.length, leftOut };
  if (!hasData) return unknownFigure(base, "noData");
  if (recipe.kind === "sum") {
    return { ...base, value: top, numerator: top, denominator: null, unknown: null };
  }
  if (bottom === 0) return unknownFigure(base, recipe.unknown(leftOut, context));
  const { pick } = recipe;
  if (pick !== undefined) {
    const value = pick(tops.toSorted((one, other) => one - other));
    return { ...base, value, numerator: null, denominator: null, unknown: null };
  }
  const value = (top * factors[recipe.unit]) / bottom;
  return { ...base, value, numerator: top, denominator: bottom, unknown: null };
}

function unknownFigure(
  base: Pick<Figure, "id" | "unit" | "kind" | "n" | "leftOut">,
  unknown: Figure["unknown"],
): Figure {
  return { ...base, value: null, numerator: null, denominator: null, unknown };
}

/** A call of a figure, and what it brings to it. */
export interface FigureCall {
  readonly row: HistoryRow;
  readonly top: number;
  readonly bottom: number;
  readonly isLeftOut: boolean;
}

/** The calls that a figure is made of, newest first; those that were left out stand among them. */
export function callsOf(readings: Readings, range: Range, id: FigureId): readonly FigureCall[] {
  const calls = bookedIn(readings, range);
  if (!isCallFigure(id)) {
    return calls
      .filter(({ result, talkMs, holdMs }) => result === "answered" || talkMs + holdMs > 0)
      .map(({ row, talkMs, holdMs, wrapUpMs }) => ({
        row,
        top: id === "callsPerHour" ? 1 : talkMs + holdMs + wrapUpMs,
        bottom: 0,
        isLeftOut: false,
      }))
      .toReversed();
  }
  const found: FigureCall[] = [];
  for (const facts of calls) {
    const share = recipes[id].share(facts, readings.context);
    if (share === null) continue;
    const { row } = facts;
    found.push(
      share === "leftOut"
        ? { row, top: 0, bottom: 0, isLeftOut: true }
        : { row, ...share, isLeftOut: false },
    );
  }
  return found.toReversed();
}

function isCallFigure(id: FigureId): id is CallFigure {
  return id in recipes;
}

const dayMs = 86_400_000;
/** No call is longer than this, its wrap-up included. */
const longestCallMs = dayMs;

/** What has to be read for a range: calls that began before it, and those that tell whether somebody called again. */
export function rowsFor(range: Range, resolvedDays: number): Range {
  return { from: range.from - longestCallMs, to: range.to + longestCallMs + resolvedDays * dayMs };
}

/** Adds up what can be added up; figures of the parts of a range give those of the whole. */
export const additiveIds: readonly FigureId[] = figureIds.filter(
  (id) => id === "signedOn" || (isCallFigure(id) && recipes[id].kind === "sum"),
);
