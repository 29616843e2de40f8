/** Why a line of a file, or a card, was not taken. */
export type LineProblemCode =
  /** Neither a name nor a number nor an e-mail address stands in it. */
  | "nobody"
  /** `3.58401E+11`: a spreadsheet has rounded the number; its last digits are gone. */
  | "roundedNumber"
  | "notANumber"
  | "notAnEmail"
  /** More cells than the table has columns. */
  | "tooManyCells"
  /** A quotation mark that is never closed. */
  | "openQuote"
  | "tooLong"
  | "brokenCard"
  /** The line is like a contact that is there already, and such lines are to be left. */
  | "duplicate";

export interface LineProblem {
  /** From 1, as an editor counts. */
  readonly line: number;
  readonly code: LineProblemCode;
  /** What is wrong, as it stands there. */
  readonly value: string;
  /** The whole line or card, for the report. */
  readonly cells: readonly string[];
}
