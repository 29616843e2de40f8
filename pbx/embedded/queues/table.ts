// Queues: their numbers, who may answer them, and what happens in them. The Asterisk configuration mirrors this table.

/** What an agent has to do after a call, before the next one is offered. */
export type WrapUp =
  | { readonly mode: "off" }
  | { readonly mode: "fixed" | "untilDone"; readonly seconds: number };

export interface Queue {
  readonly number: string;
  /** Its name in commands and headers. */
  readonly name: string;
  readonly label: string;
  /** What agents read. */
  readonly names: { readonly en: string; readonly ar: string; readonly fi: string };
  /** Who may sign on, by extension, with a penalty: those with a higher one are called while nobody with a lower one is free. */
  readonly members: Readonly<Record<string, number>>;
  readonly ringSeconds: number;
  /** A call that is answered within it counts as well served. */
  readonly serviceLevelSeconds: number;
  /** The agent ends it; the switch only begins it. */
  readonly wrapUp: WrapUp;
  /** What becomes of an agent who has let it ring or has declined. */
  readonly missed: "stay" | "pause";
  /** The caller is asked how it was, when the agent has hung up first. */
  readonly survey: boolean;
  /** A caller who waits may ask to be called back. */
  readonly callback: boolean;
  /** Callers hear their place in the line. */
  readonly announcePosition: boolean;
  /** One more is told to call later; null: there is no end to the line. */
  readonly mostWaiting: number | null;
  /** While nobody is signed on, callers wait, or are told so. */
  readonly whenNobody: "wait" | "dismiss";
  /** Who has waited so long is told that nobody could take the call. */
  readonly longestWaitSeconds: number;
}

export const queues: readonly Queue[] = [
  {
    number: "500",
    name: "support",
    label: "Support",
    names: { en: "Support", ar: "الدعم", fi: "Tuki" },
    members: { "1001": 0, "1002": 0, "1003": 0, "1004": 0, "1005": 0 },
    ringSeconds: 15,
    serviceLevelSeconds: 20,
    wrapUp: { mode: "off" },
    missed: "stay",
    survey: false,
    callback: false,
    announcePosition: false,
    mostWaiting: null,
    whenNobody: "wait",
    longestWaitSeconds: 120,
  },
  {
    number: "501",
    name: "sales",
    label: "Sales",
    names: { en: "Sales", ar: "المبيعات", fi: "Myynti" },
    members: { "1001": 5, "1002": 5, "1003": 0, "1004": 0 },
    ringSeconds: 15,
    serviceLevelSeconds: 20,
    wrapUp: { mode: "fixed", seconds: 20 },
    missed: "pause",
    survey: true,
    callback: true,
    announcePosition: true,
    mostWaiting: 20,
    whenNobody: "dismiss",
    longestWaitSeconds: 120,
  },
];

export interface MenuChoice {
  readonly key: string;
  readonly label: string;
  /** Name of the queue that it leads to. */
  readonly queue: string;
}

/** A spoken menu in front of the queues. Who presses nothing is led to the first one. */
export const queueMenu: { readonly number: string; readonly choices: readonly MenuChoice[] } = {
  number: "550",
  choices: [
    { key: "1", label: "Support", queue: "support" },
    { key: "2", label: "Sales", queue: "sales" },
  ],
};

/** A caller who waits presses it to be called back. */
export const callbackKey = "1";
