import { lazily } from "@/lib/lazily";

import { createFavourites, type Favourites } from "./call-work/favourites";
import { createNotes, type Notes } from "./call-work/notes";
import { type Callbacks, createCallbacks } from "./callbacks/callbacks";
import type { CallbacksOrder } from "./callbacks/orders";
import { type Callers, createCallers } from "./caller-card/callers";
import type { Calls } from "./calls/calls";
import type { Config } from "./config/config";
import { type Article, type DeskConfig, readDeskConfig } from "./config/desk-config";
import type { ConfigProblem } from "./config/read-fields";
import { type Connection, selectAccount } from "./connection/connection";
import { type Company, createCompany } from "./directory/company";
import type { FilesPort } from "./directory/files-port";
import type { People } from "./directory/people";
import { readNumber, readNumberNow } from "./directory/phone-numbers";
import { searchWords } from "./directory/search-words";
import { numberKey } from "./history/fold-call";
import type { History } from "./history/history";
import { createFinder } from "./knowledge/find-articles";
import { createSteps, type Steps } from "./knowledge/steps";
import type { Ports } from "./ports";
import { createReports, type Reports } from "./reports/reports";
import { createScoreCards, type ScoreCards } from "./score-cards/score-cards";
import type { WatchSeconds } from "./share-ticks";
import type { Shelves } from "./shelves";

/**
 * What makes a phone an agent's workplace and is not needed to make a call: loaded when it is first wanted. Each tab has
 * its own, over what is kept in the browser: what it writes when a call changes must come out the same when several
 * tabs write it. What belongs to the one phone and its phone system is not here.
 */
export interface Desk {
  readonly config: DeskConfig;
  /** Fields of `config.json` that could not be read. */
  readonly problem: ConfigProblem | null;
  readonly callbacks: Callbacks;
  /** What is known of who calls. */
  readonly callers: Callers;
  readonly notes: Notes;
  /** The rows of calls, and what is added to them. */
  readonly history: Pick<History, "store" | "get" | "watch" | "annotate">;
  readonly favourites: Favourites;
  readonly findArticles: (text: string) => readonly Article[];
  readonly steps: Steps;
  readonly reports: Reports;
  /** The company's own directory. */
  readonly company: Company;
  /** What a supervisor thinks of the calls that they listened to. */
  readonly scoreCards: ScoreCards;
  /** Import, export and merging of contacts. */
  readonly openPeople: () => Promise<People>;
}

export interface DeskOptions {
  readonly config: Config;
  readonly shelves: Shelves;
  readonly calls: Pick<Calls, "store" | "do">;
  readonly connection: Pick<Connection, "store">;
  /** To the phone, whichever tab has it. */
  readonly callbacks: { do(order: CallbacksOrder): Promise<void> };
  readonly watchSeconds: WatchSeconds;
  readonly openFiles: () => Promise<FilesPort>;
  readonly now: () => number;
  readonly openReporter: Ports["openReporter"];
}

export function createDesk(options: DeskOptions): Desk {
  const { config, shelves, calls, connection, openFiles, now } = options;
  const { storage, history, directory } = shelves;
  const { fields, problem } = readDeskConfig(config.whole);
  const callbacks = createCallbacks({
    ...options,
    table: storage.callbacks,
    identify: directory.identify,
    keyOf: numberKey,
    calls: calls.store,
    dial: (target) => calls.do({ type: "dial", target }),
    order: options.callbacks.do,
    agent: () => selectAccount(connection.store.getState())?.extension ?? "",
  });
  const keyOf = (number: string) =>
    readNumberNow(number, config.region)?.key ??
    readNumber(number, config.region).then(({ key }) => key);
  // The number tables are there before the first ring.
  void readNumber("+358000000", config.region).catch(() => undefined);
  const people = { facts: storage.facts, openFiles, region: () => config.region, now };
  return {
    config: fields,
    problem,
    callbacks,
    callers: createCallers({ storage, calls: calls.store, keyOf, searchWords }),
    notes: createNotes({ history }),
    history,
    reports: createReports({ ...options, config: fields }),
    favourites: createFavourites(storage.facts),
    findArticles: createFinder(fields.knowledge),
    steps: createSteps(),
    company: createCompany({
      ...people,
      directory: fields.companyDirectory,
      table: storage.company,
      isOpen: () => storage.store.getState().phase !== "none",
    }),
    scoreCards: createScoreCards({
      table: storage.scoreCards,
      questions: fields.supervision.scoreCard,
    }),
    openPeople: lazily(async () =>
      (await import("./directory/people")).createPeople({ ...people, contacts: storage.contacts }),
    ),
  };
}
