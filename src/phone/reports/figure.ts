/** `ms` is time, `percent` is of 100, `points` are those of NPS (-100 to 100). */
export type Unit = "count" | "ms" | "percent" | "points" | "perHour";

/** Why a figure is not known. */
export type Unknown =
  /** Nothing was kept of that time. */
  | "noData"
  | "noAnswered"
  | "noAnsweredIn"
  | "noWrapUp"
  | "noHold"
  | "nonePlaced"
  | "noShifts"
  /** An agent's time is not that of one queue, nor of one kind of call. */
  | "notOfSome"
  | "noContacts"
  /** Too early to say whether anybody calls again. */
  | "tooYoung"
  | "noOutcomes"
  /** No outcome of the configuration says that. */
  | "noSuchOutcome"
  | "noSurveys"
  | "noQueueCalls"
  /** No queue of the configuration asks its customers. */
  | "noneAsks";

/** Something counted or measured, and all that it was made of. */
export interface Figure {
  readonly id: FigureId;
  /** The numerator over the denominator, in its unit; `null`: not known. */
  readonly value: number | null;
  readonly unit: Unit;
  /**
   * `sum`: what is added up; a range's is that of its parts together. `ratio`: one sum over another. `pick`: one of the
   * calls' own, such as the middle one.
   */
  readonly kind: "sum" | "ratio" | "pick";
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** How many calls it is made of. */
  readonly n: number;
  /** How many calls belong to it and could not be counted. */
  readonly leftOut: number;
  readonly unknown: Unknown | null;
}

export const figureIds = [
  "offeredIn",
  "answeredIn",
  "missedIn",
  "unheardIn",
  "declinedIn",
  "sentOnIn",
  "elsewhereIn",
  "failedIn",
  "offeredOut",
  "answeredOut",
  "unansweredOut",
  "failedOut",
  "answerSeizure",
  "talk",
  "hold",
  "wrapUp",
  "aht",
  "acw",
  "asa",
  "asaMedian",
  "asaP90",
  "holdPerCall",
  "longestHold",
  "transfers",
  "transferRate",
  "occupancy",
  "utilisation",
  "signedOn",
  "callsPerHour",
  "fcr",
  "resolution",
  "conversion",
  "csat",
  "dsat",
  "nps",
  "surveyResponse",
] as const;

export type FigureId = (typeof figureIds)[number];
export type Figures = Readonly<Record<FigureId, Figure>>;

type Better = "more" | "less" | null;

/** Which way a figure gets better; of the others neither is. */
const better: Partial<Readonly<Record<FigureId, Better>>> = {
  answeredIn: "more",
  missedIn: "less",
  unheardIn: "less",
  declinedIn: "less",
  failedIn: "less",
  answeredOut: "more",
  failedOut: "less",
  answerSeizure: "more",
  hold: "less",
  aht: "less",
  acw: "less",
  asa: "less",
  asaMedian: "less",
  asaP90: "less",
  holdPerCall: "less",
  longestHold: "less",
  transfers: "less",
  transferRate: "less",
  // A ceiling: above about 85 % there is no time to breathe.
  occupancy: "less",
  utilisation: "more",
  callsPerHour: "more",
  fcr: "more",
  resolution: "more",
  conversion: "more",
  csat: "more",
  dsat: "less",
  nps: "more",
  surveyResponse: "more",
};

export function betterOf(id: FigureId): Better {
  return better[id] ?? null;
}

/** A target as it is configured (seconds, percent, a count) in the unit of the figure. */
export function targetIn(unit: Unit, configured: number): number {
  return unit === "ms" ? configured * 1_000 : configured;
}

/** Whether a figure reaches its target; `null`: neither is better, or it is not known. */
export function reaches({ id, value }: Figure, target: number): boolean | null {
  const way = betterOf(id);
  if (way === null || value === null) return null;
  return way === "more" ? value >= target : value <= target;
}
