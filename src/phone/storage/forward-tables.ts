import type { Stop } from "@/phone/store";

import type { AccountTables } from "./account-tables";

const names = [
  ...(["contacts", "history", "live", "callbacks"] as const),
  ...(["shifts", "company", "facts", "scoreCards"] as const),
] as const;

export type TableName = (typeof names)[number];
export type Tables = Pick<AccountTables, TableName | "readCaller">;

/** What tables can be asked, whichever of them. */
const questions = [
  ..."put putAll change get getAll page remove removeAll removeBefore all clear".split(" "),
  ..."findByKey search withNumber open claim".split(" "),
];

interface Following {
  /** Asks the tables that are open, or will be; what is urgent before all that was begun in the same moment. */
  ask<Answer>(question: (open: Tables) => Promise<Answer>, isUrgent?: boolean): Promise<Answer>;
  /** Watches the tables that are open, and those that take their place. */
  watch(subscribe: (open: Tables) => Stop): Stop;
}

type Method = (...parameters: unknown[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

/** The same objects for ever, which lead to whichever tables are open. */
export function forwardTables({ ask, watch }: Following): Tables {
  const methodOf = (open: Tables, name: TableName, method: string): Method =>
    (open[name] as unknown as Methods)[method] as Method;
  const tableOf = (name: TableName): Methods =>
    Object.fromEntries([
      ["watch", (...p) => watch((open) => methodOf(open, name, "watch")(...p) as Stop)],
      ...questions.map((question): [string, Method] => [
        question,
        (...p) =>
          ask(async (open) => methodOf(open, name, question)(...p), question === "findByKey"),
      ]),
    ]);
  const tables = Object.fromEntries(names.map((name) => [name, tableOf(name)]));
  const readCaller: Tables["readCaller"] = (...p) => ask((open) => open.readCaller(...p), true);
  return { ...tables, readCaller } as unknown as Tables;
}
