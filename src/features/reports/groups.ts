import type { FigureId } from "@/phone/reports/figure";

/** Figures as they stand together on the screen. */
export const groups = [
  {
    id: "in",
    figures: [
      "offeredIn",
      "answeredIn",
      "missedIn",
      "unheardIn",
      "declinedIn",
      "sentOnIn",
      "elsewhereIn",
      "failedIn",
      "asa",
      "asaMedian",
      "asaP90",
    ],
  },
  {
    id: "out",
    figures: ["offeredOut", "answeredOut", "unansweredOut", "failedOut", "answerSeizure"],
  },
  {
    id: "time",
    figures: ["aht", "acw", "talk", "hold", "wrapUp", "holdPerCall", "longestHold"],
  },
  { id: "agent", figures: ["occupancy", "utilisation", "signedOn", "callsPerHour"] },
  {
    id: "results",
    figures: [
      "fcr",
      "resolution",
      "conversion",
      "transfers",
      "transferRate",
      "csat",
      "dsat",
      "nps",
      "surveyResponse",
    ],
  },
] as const satisfies readonly { readonly id: string; readonly figures: readonly FigureId[] }[];

/** Each chart's parts, from the bottom up. */
export const volumeFigures: readonly FigureId[] = ["answeredIn", "missedIn", "offeredOut"];
export const handlingFigures: readonly FigureId[] = ["talk", "hold", "wrapUp"];

/** What the table shows of each part: what the charts draw, and what one would look up beside it. */
export const tableFigures: readonly FigureId[] = [
  "offeredIn",
  ...volumeFigures,
  ...handlingFigures,
  "aht",
  "occupancy",
];
