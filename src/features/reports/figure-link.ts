import { anyCall, historyLink, type HistoryWish } from "@/features/shared/history-link";
import type { Range } from "@/phone/reports/days";
import type { FigureId } from "@/phone/reports/figure";
import type { Scope } from "@/phone/reports/figures";

type Calls = Partial<HistoryWish>;

const answered: Calls = { ending: "answered" };
const answeredIn: Calls = { direction: "in", ending: "answered" };
const withHold: Calls = { having: "hold" };
const withWrapUp: Calls = { having: "wrapUp" };
const withOutcome: Calls = { ending: "answered", having: "outcome" };
const rated: Calls = { having: "rating" };

/** Of which calls a figure is, as far as History can tell them apart: what is left out stands among them. */
const callsOf: Readonly<Record<FigureId, Calls>> = {
  offeredIn: { direction: "in" },
  answeredIn,
  missedIn: { direction: "in", ending: "missed" },
  unheardIn: { direction: "in", ending: "notHeard" },
  declinedIn: { direction: "in", ending: "declined" },
  sentOnIn: { direction: "in", ending: "sentOn" },
  elsewhereIn: { direction: "in", ending: "answeredElsewhere" },
  failedIn: { direction: "in", ending: "failed" },
  asa: answeredIn,
  asaMedian: answeredIn,
  asaP90: answeredIn,
  offeredOut: { direction: "out" },
  answeredOut: { direction: "out", ending: "answered" },
  unansweredOut: { direction: "out", ending: "notReached" },
  failedOut: { direction: "out", ending: "failed" },
  answerSeizure: { direction: "out" },
  aht: answered,
  talk: answered,
  occupancy: answered,
  utilisation: answered,
  signedOn: answered,
  callsPerHour: answered,
  transferRate: answered,
  acw: withWrapUp,
  wrapUp: withWrapUp,
  hold: withHold,
  holdPerCall: withHold,
  longestHold: withHold,
  transfers: { having: "transfer" },
  fcr: { ...answeredIn, scope: "customers" },
  resolution: withOutcome,
  conversion: withOutcome,
  csat: rated,
  dsat: rated,
  nps: rated,
  surveyResponse: answeredIn,
};

/** The way to History with the calls of a figure. */
export function figureLink(id: FigureId, scope: Scope, booked: Range): string {
  const { from, to } = booked;
  return historyLink({ ...anyCall, ...callsOf[id], ...inScope(scope), booked: { from, to } });
}

function inScope(scope: Scope): Calls {
  switch (scope.kind) {
    case "all":
      return {};
    case "queue":
      return { queue: scope.queue };
    default:
      return { scope: scope.kind };
  }
}
