import { useState } from "react";
import { useStore } from "zustand";

import { useDesk } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import { standingOf } from "@/phone/callbacks/rules";
import { Button } from "@/ui/button";
import { Section } from "@/ui/section";
import { useNow } from "@/ui/use-now";

import { CallbackItem } from "./callback-item";

const lists = ["due", "later", "lost", "done"] as const;
type List = (typeof lists)[number];

/** Of each list: the ones below are to be in reach. */
const pageSize = 20;

/** Whom to call back: what is due, what is to come, whom nobody answered, and what became of it. */
export function CallbacksPage() {
  const { t } = useTranslation();
  const { callbacks } = useDesk();
  const format = useFormat();
  const { open, done, problem } = useStore(callbacks.store, (state) => state);
  const now = useNow();
  if (open === null) return null;
  const rows = sortInto(open, done, now);
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-2xl font-bold">{t("callbacks.title")}</h1>
      {problem !== null && (
        <ProblemNotice
          problem={problem}
          onDismiss={() => void callbacks.do({ type: "dismissProblem" })}
        />
      )}
      {lists.map((list) => (
        <Section
          key={list}
          title={t("callbacks.listOf", {
            list: t(`callbacks.lists.${list}`),
            number: format.number(rows[list].length, 0),
          })}
        >
          <Rows list={list} rows={rows[list]} now={now} />
        </Section>
      ))}
    </div>
  );
}

function sortInto(
  open: readonly CallbackRow[],
  done: readonly CallbackRow[],
  now: number,
): Readonly<Record<List, readonly CallbackRow[]>> {
  const promised = open.filter(({ kind }) => kind !== "lost");
  return {
    due: promised.filter((row) => standingOf(row, now) !== "later"),
    later: promised.filter((row) => standingOf(row, now) === "later"),
    // Who called last is the likeliest to be reached.
    lost: open.filter(({ kind }) => kind === "lost").toReversed(),
    done,
  };
}

interface RowsProps {
  readonly list: List;
  readonly rows: readonly CallbackRow[];
  readonly now: number;
}

function Rows({ list, rows, now }: RowsProps) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(pageSize);
  if (rows.length === 0) {
    return <p className="text-sm text-muted">{t(`callbacks.none.${list}`)}</p>;
  }
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {rows.slice(0, limit).map((row) => (
          <CallbackItem key={row.id} row={row} now={now} />
        ))}
      </ul>
      {rows.length > limit && (
        <Button onPress={() => setLimit(limit + pageSize)}>{t("callbacks.more")}</Button>
      )}
    </div>
  );
}
