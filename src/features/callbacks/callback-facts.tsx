import { useDesk } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import { standingOf } from "@/phone/callbacks/rules";
import { classes } from "@/ui/classes";

import { useOwn, useOwnerName } from "./use-owner";
import { useWhen } from "./use-when";

interface FactsProps {
  readonly row: CallbackRow;
  readonly now: number;
}

/** When it is due, what has been tried, whose it is. */
export function CallbackFacts({ row, now }: FactsProps) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      {row.reason !== "" && (
        <p className="wrap-anywhere">
          <bdi>{row.reason}</bdi>
        </p>
      )}
      {row.done === null ? <Due row={row} now={now} /> : <Done row={row} now={now} />}
      <Origin row={row} now={now} />
      <Attempts row={row} now={now} />
    </div>
  );
}

function Due({ row, now }: FactsProps) {
  const { t } = useTranslation();
  const when = useWhen();
  const ownerName = useOwnerName();
  const standing = standingOf(row, now);
  const isLate = standing === "overdue" && row.kind === "promised";
  return (
    <p className="flex flex-wrap gap-x-2">
      <time
        dateTime={new Date(row.dueAt).toISOString()}
        className={classes("font-semibold", isLate && "text-danger-ink")}
      >
        {row.kind === "lost"
          ? t("callbacks.lastCalled", { moment: when.moment(row.dueAt, now) })
          : when.moment(row.dueAt, now)}
      </time>
      <span className={isLate ? "text-danger-ink" : "text-muted"}>
        {isLate
          ? t("callbacks.overdueSince", { since: when.relative(row.dueAt, now) })
          : when.relative(row.dueAt, now)}
      </span>
      {(row.kind !== "lost" || row.owner !== null) && (
        <span className="text-muted">{t("callbacks.ownedBy", { name: ownerName(row.owner) })}</span>
      )}
    </p>
  );
}

/** Where it comes from: the queue, and how long ago. */
function Origin({ row, now }: FactsProps) {
  const { t } = useTranslation();
  const when = useWhen();
  const queueName = useQueueName();
  const age = when.relative(row.createdAt, now);
  return (
    <p className="flex flex-wrap gap-x-2 text-muted">
      {row.kind !== "lost" && <span>{t(`callbacks.since.${row.kind}`, { age })}</span>}
      {row.missed.length > 1 && (
        <span>{t("callbacks.calledInVain", { count: row.missed.length })}</span>
      )}
      {row.queue !== null && <span>{t("calls.queue", { queue: queueName(row.queue) })}</span>}
    </p>
  );
}

function useQueueName(): (queue: string) => string {
  const { config } = useDesk();
  const say = useSay();
  return (queue) => {
    const known = config.queues.find(({ id, number }) => id === queue || number === queue);
    return known === undefined ? queue : say(known.name);
  };
}

function Attempts({ row, now }: FactsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const when = useWhen();
  const tried = row.attempts.filter(({ answered }) => !answered);
  if (tried.length === 0) return null;
  const moments = format.list(tried.slice(-5).map(({ at }) => when.moment(at, now)));
  return <p className="text-muted">{t("callbacks.tries", { count: tried.length, moments })}</p>;
}

function Done({ row, now }: FactsProps) {
  const { t } = useTranslation();
  const when = useWhen();
  const ownerName = useOwnerName();
  const own = useOwn();
  const { done } = row;
  if (done === null) return null;
  const words = { moment: when.moment(done.at, now), name: ownerName(done.by), why: done.why };
  if (done.how === "calledAgain") return <p>{t("callbacks.calledAgain", words)}</p>;
  if (done.how === "removed") return <p>{t("callbacks.takenOff", words)}</p>;
  if (done.by === own) return <p>{t("callbacks.youCalled", words)}</p>;
  return (
    <p>{t(done.by === "" ? "callbacks.somebodyCalled" : "callbacks.colleagueCalled", words)}</p>
  );
}
