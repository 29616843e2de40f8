import type { Direction } from "@/phone/calls/call";

import { type CallFacts, isOf, type Result } from "./facts";
import type { FigureId, Unit, Unknown } from "./figure";

/** What the configuration says of an outcome. */
export interface OutcomeMark {
  readonly id: string;
  readonly resolved: boolean | null;
  readonly conversion: boolean;
}

export interface RecipeContext {
  readonly outcomes: ReadonlyMap<string, OutcomeMark>;
  /** Whether any outcome is a conversion: where none is, no call failed to be one. */
  readonly knowsConversion: boolean;
  /** The queues whose customers are asked after the call. */
  readonly asking: ReadonlySet<string>;
}

/** What a call brings to a figure; `null`: it is none of its calls. */
export interface Share {
  readonly top: number;
  readonly bottom: number;
}

/** How a figure is made of calls. */
export interface Recipe {
  readonly unit: Unit;
  readonly kind: "sum" | "ratio" | "pick";
  readonly share: (facts: CallFacts, context: RecipeContext) => Share | "leftOut" | null;
  /** Of `pick`: which of the calls' own, in order. */
  readonly pick?: (inOrder: readonly number[]) => number;
  /** Why it is not known where its denominator is 0. */
  readonly unknown: (leftOut: number, context: RecipeContext) => Unknown;
}

const one: Share = { top: 1, bottom: 1 };

const always = (reason: Unknown) => (): Unknown => reason;

function counts(direction: Direction, result?: Result): Recipe {
  return {
    unit: "count",
    kind: "sum",
    share: (facts) => (isOf(facts, direction, result) ? one : null),
    unknown: always("noData"),
  };
}

function adds(ms: (facts: CallFacts) => number): Recipe {
  return {
    unit: "ms",
    kind: "sum",
    share: (facts) => (ms(facts) > 0 ? { top: ms(facts), bottom: 1 } : null),
    unknown: always("noData"),
  };
}

type RatioOptions = Pick<Recipe, "share"> & {
  readonly unit: Unit;
  readonly unknown: Unknown | Recipe["unknown"];
};

function ratio({ unit, share, unknown }: RatioOptions): Recipe {
  return {
    unit,
    kind: "ratio",
    share,
    unknown: typeof unknown === "string" ? always(unknown) : unknown,
  };
}

/** What share of some calls has something to it; `null` of a call that is none of them. */
const shareOf = (has: boolean | null): Share | null =>
  has === null ? null : { top: has ? 1 : 0, bottom: 1 };

const isAnswered = ({ result }: CallFacts): boolean => result === "answered";

function wait(facts: CallFacts): Share | "leftOut" | null {
  if (!isOf(facts, "in", "answered")) return null;
  return facts.waitMs === null ? "leftOut" : { top: facts.waitMs, bottom: 1 };
}

function picks(share: Recipe["share"], pick: Required<Recipe>["pick"], unknown: Unknown): Recipe {
  return { unit: "ms", kind: "pick", share, pick, unknown: always(unknown) };
}

function middle(inOrder: readonly number[]): number {
  const half = inOrder.length / 2;
  const [low, high] = [inOrder[Math.ceil(half) - 1] ?? 0, inOrder[Math.floor(half)] ?? 0];
  return (low + high) / 2;
}

/** The nearest rank: nine in ten waited no longer than this one did. */
const ninetieth = (inOrder: readonly number[]): number =>
  inOrder[Math.ceil(inOrder.length * 0.9) - 1] ?? 0;

const held = ({ holdMs }: CallFacts): Share | null =>
  holdMs > 0 ? { top: holdMs, bottom: 1 } : null;

function outcomeShare(
  facts: CallFacts,
  { outcomes }: RecipeContext,
  says: (outcome: OutcomeMark) => boolean | null,
): Share | "leftOut" | null {
  if (!isAnswered(facts)) return null;
  const outcome = outcomes.get(facts.row.work.outcome ?? "");
  const said = outcome === undefined ? null : says(outcome);
  return said === null ? "leftOut" : shareOf(said);
}

function firstContact({ firstContact: found }: CallFacts): Share | "leftOut" | null {
  if (found === "none") return null;
  if (found === "tooYoung" || found === "withheld") return "leftOut";
  return shareOf(found === "resolved");
}

/** What a customer answered, of those who did. */
const satisfied =
  (is: (csat: number) => boolean) =>
  ({ row }: CallFacts): Share | null => {
    const csat = row.work.survey?.csat ?? null;
    return csat === null ? null : shareOf(is(csat));
  };

function promoter({ row }: CallFacts): Share | null {
  const nps = row.work.survey?.nps ?? null;
  if (nps === null) return null;
  return { top: nps >= 9 ? 1 : nps <= 6 ? -1 : 0, bottom: 1 };
}

function responded(facts: CallFacts, { asking }: RecipeContext): Share | null {
  const { queue, work } = facts.row;
  if (!isOf(facts, "in", "answered") || queue === null || !asking.has(queue)) return null;
  return shareOf(work.survey !== null && (work.survey.csat ?? work.survey.nps) !== null);
}

/** Answered calls, and the time of every call: that of a conference belongs to the calls it was made of. */
function handled(ms: (facts: CallFacts) => number) {
  return (facts: CallFacts): Share | null => {
    const top = ms(facts);
    const bottom = isAnswered(facts) ? 1 : 0;
    return top === 0 && bottom === 0 ? null : { top, bottom };
  };
}

type TimeFigure = "occupancy" | "utilisation" | "signedOn" | "callsPerHour";

/** Every figure that is made of calls; those of the agent's time are in `time-figures.ts`. */
export const recipes: Readonly<Record<Exclude<FigureId, TimeFigure>, Recipe>> = {
  offeredIn: counts("in"),
  answeredIn: counts("in", "answered"),
  missedIn: counts("in", "missed"),
  unheardIn: counts("in", "unheard"),
  declinedIn: counts("in", "declined"),
  sentOnIn: counts("in", "sentOn"),
  elsewhereIn: counts("in", "elsewhere"),
  failedIn: counts("in", "failed"),
  offeredOut: counts("out"),
  answeredOut: counts("out", "answered"),
  unansweredOut: counts("out", "unanswered"),
  failedOut: counts("out", "failed"),
  answerSeizure: ratio({
    unit: "percent",
    share: (facts) => (isOf(facts, "out") ? shareOf(isAnswered(facts)) : null),
    unknown: "nonePlaced",
  }),
  talk: adds(({ talkMs }) => talkMs),
  hold: adds(({ holdMs }) => holdMs),
  wrapUp: adds(({ wrapUpMs }) => wrapUpMs),
  aht: ratio({
    unit: "ms",
    share: handled(({ talkMs, holdMs, wrapUpMs }) => talkMs + holdMs + wrapUpMs),
    unknown: "noAnswered",
  }),
  acw: ratio({
    unit: "ms",
    share: ({ wrapUpMs }) => (wrapUpMs > 0 ? { top: wrapUpMs, bottom: 1 } : null),
    unknown: "noWrapUp",
  }),
  asa: ratio({ unit: "ms", share: wait, unknown: "noAnsweredIn" }),
  asaMedian: picks(wait, middle, "noAnsweredIn"),
  asaP90: picks(wait, ninetieth, "noAnsweredIn"),
  holdPerCall: ratio({ unit: "ms", share: held, unknown: "noHold" }),
  longestHold: picks(held, (inOrder) => inOrder.at(-1) ?? 0, "noHold"),
  transfers: {
    unit: "count",
    kind: "sum",
    share: ({ isTransfer }) => (isTransfer ? one : null),
    unknown: always("noData"),
  },
  transferRate: ratio({
    unit: "percent",
    share: (facts) => (isAnswered(facts) ? shareOf(facts.isTransfer) : null),
    unknown: "noAnswered",
  }),
  fcr: ratio({
    unit: "percent",
    share: firstContact,
    unknown: (leftOut) => (leftOut > 0 ? "tooYoung" : "noContacts"),
  }),
  resolution: ratio({
    unit: "percent",
    share: (facts, context) => outcomeShare(facts, context, ({ resolved }) => resolved),
    unknown: (_, { outcomes }) =>
      [...outcomes.values()].some(({ resolved }) => resolved !== null)
        ? "noOutcomes"
        : "noSuchOutcome",
  }),
  conversion: ratio({
    unit: "percent",
    share: (facts, context) =>
      outcomeShare(facts, context, ({ conversion }) =>
        context.knowsConversion ? conversion : null,
      ),
    unknown: (_, { knowsConversion }) => (knowsConversion ? "noOutcomes" : "noSuchOutcome"),
  }),
  csat: ratio({ unit: "percent", share: satisfied((csat) => csat >= 4), unknown: "noSurveys" }),
  dsat: ratio({ unit: "percent", share: satisfied((csat) => csat <= 2), unknown: "noSurveys" }),
  nps: ratio({ unit: "points", share: promoter, unknown: "noSurveys" }),
  surveyResponse: ratio({
    unit: "percent",
    share: responded,
    unknown: (_, { asking }) => (asking.size > 0 ? "noQueueCalls" : "noneAsks"),
  }),
};
