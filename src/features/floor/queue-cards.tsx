import { memo } from "react";

import { useFloor } from "@/features/shared/use-supervision";
import { useNameOf } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { FloorQueue } from "@/phone/floor/floor-state";
import { classes } from "@/ui/classes";
import { Timer } from "@/ui/timer";

import { Known } from "./known";
import { useQueueIds } from "./use-queue-ids";

interface QueueCardsProps {
  /** For a screen on the wall. */
  readonly isBig?: boolean;
}

/** How every queue stands. */
export function QueueCards({ isBig = false }: QueueCardsProps) {
  const { t } = useTranslation();
  const ids = useQueueIds();
  if (ids.length === 0) return null;
  return (
    <section aria-label={t("floor.queues")}>
      <ul
        className={classes(
          "grid gap-3",
          isBig
            ? "grid-cols-[repeat(auto-fill,minmax(26rem,1fr))]"
            : "grid-cols-[repeat(auto-fill,minmax(19rem,1fr))]",
        )}
      >
        {ids.map((id) => (
          <QueueCard key={id} id={id} isBig={isBig} />
        ))}
      </ul>
    </section>
  );
}

const QueueCard = memo(function QueueCard({
  id,
  isBig,
}: {
  readonly id: string;
  readonly isBig: boolean;
}) {
  const nameOf = useNameOf();
  const queue = useFloor(({ queues }) => queues[id]);
  if (queue === undefined) return null;
  const name = nameOf(id) ?? id;
  return (
    <li aria-label={name} className={classes("flex flex-col gap-3 card", isBig ? "p-5" : "p-3")}>
      <h3 className={classes("font-bold wrap-anywhere", isBig && "text-2xl")}>
        <bdi>{name}</bdi>
      </h3>
      <Waiting queue={queue} isBig={isBig} />
      <Figures queue={queue} isBig={isBig} />
    </li>
  );
});

interface PartProps {
  readonly queue: FloorQueue;
  readonly isBig: boolean;
}

/** What matters most: how many wait, and how long the first of them has. */
function Waiting({ queue, isBig }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { waiting, oldestAt } = queue;
  const size = isBig ? "text-6xl" : "text-2xl";
  const small = classes("text-muted", isBig ? "text-base" : "text-xs");
  const isSomebody = waiting !== null && waiting > 0;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      <div className="flex flex-col-reverse">
        <dt className={small}>{t("floor.waiting")}</dt>
        <dd
          className={classes(
            "font-bold tabular-nums",
            size,
            isSomebody && "rounded-lg bg-warning-soft px-2 text-warning-ink",
          )}
        >
          <Known value={waiting === null ? null : format.number(waiting, 0)} />
        </dd>
      </div>
      <div className="flex flex-col-reverse">
        <dt className={small}>{t("floor.longestWait")}</dt>
        <dd className={classes("font-bold", size)}>
          {oldestAt !== null ? (
            <Timer since={oldestAt} isMain={false} />
          ) : (
            <Known value={waiting === 0 ? format.duration(0) : null} />
          )}
        </dd>
      </div>
    </dl>
  );
}

function Figures({ queue, isBig }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = (value: number | null) => (value === null ? null : format.number(value, 0));
  const time = (value: number | null) => (value === null ? null : format.duration(value * 1_000));
  // Of no calls there is no share and no average, whatever a phone system puts there.
  const hasEnded = queue.completed !== 0 || queue.abandoned !== 0;
  const level = hasEnded ? queue.serviceLevelPercent : null;
  const hasTalked = queue.completed !== 0;
  const figures = [
    ["loggedIn", count(queue.loggedIn)],
    ["ready", count(queue.ready)],
    ["free", count(queue.free)],
    ["serviceLevel", level === null ? null : format.percent(level)],
    ["abandoned", count(queue.abandoned)],
    ["averageWait", hasTalked ? time(queue.averageWaitSeconds) : null],
    ["averageTalk", hasTalked ? time(queue.averageTalkSeconds) : null],
  ] as const;
  return (
    <dl
      className={classes(
        "grid gap-x-3 gap-y-2",
        isBig
          ? "grid-cols-[repeat(auto-fill,minmax(7rem,1fr))]"
          : "grid-cols-[repeat(auto-fill,minmax(5rem,1fr))]",
      )}
    >
      {figures.map(([name, value]) => (
        <div key={name} className="flex flex-col-reverse justify-end">
          <dt className={classes("text-muted", isBig ? "text-sm" : "text-xs")}>
            {t(`floor.queueFigures.${name}`)}
          </dt>
          <dd className={classes("font-semibold tabular-nums", isBig ? "text-3xl" : "text-sm")}>
            <Known value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
