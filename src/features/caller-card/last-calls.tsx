import { PhoneIncoming, PhoneMissed, PhoneOutgoing } from "lucide-react";

import { useDesk } from "@/features/shared/phone-context";
import { useNameOf, useSay } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { isMissed } from "@/phone/history/fold-call";
import type { HistoryRow } from "@/phone/history/history-row";
import { classes } from "@/ui/classes";
import { useMinute } from "@/ui/use-now";

const mostShown = 5;

/** When, with whom and how it ended, and what was noted. */
export function LastCalls({ calls }: { readonly calls: readonly HistoryRow[] }) {
  const { t } = useTranslation();
  if (calls.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <p className="text-xs font-semibold text-muted">{t("caller.lastCalls")}</p>
      <ul aria-label={t("caller.lastCalls")} className="flex flex-col gap-2">
        {calls.slice(0, mostShown).map((row) => (
          <LastCall key={row.id} row={row} />
        ))}
      </ul>
    </div>
  );
}

function LastCall({ row }: { readonly row: HistoryRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useMinute();
  const nameOf = useNameOf();
  const say = useSay();
  const { config } = useDesk();
  const kind = isMissed(row) ? "missed" : row.direction === "in" ? "incoming" : "outgoing";
  const Icon = { missed: PhoneMissed, incoming: PhoneIncoming, outgoing: PhoneOutgoing }[kind];
  const outcome = config.outcomes.find(({ id }) => id === row.work.outcome);
  const ended = row.endReason === null ? null : t(`endReasons.${row.endReason}`);
  const queue = row.queue === null ? null : (nameOf(row.queue) ?? row.queueLabel ?? row.queue);
  const talked =
    row.answeredAt === null || row.endedAt === null
      ? null
      : format.duration(row.endedAt - row.answeredAt);
  const details = [
    `${format.day(row.startedAt, now)} ${format.time(row.startedAt)}`,
    nameOf(row.agent) ?? row.agent,
    queue,
    talked,
  ].filter((detail) => detail !== null && detail !== "");
  const how = outcome === undefined ? ended : say(outcome.label);
  return (
    <li className="flex gap-2.5 text-sm">
      <Icon
        aria-hidden="true"
        className={classes(
          "mt-0.5 size-4 shrink-0",
          kind === "missed" ? "text-danger" : "text-muted",
        )}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <span className="sr-only">{t(`history.${kind}`)}</span>
        {how !== null && <bdi className="font-medium wrap-anywhere">{how}</bdi>}
        <span className="text-xs text-muted">
          {details.map((detail, index) => (
            <span key={detail}>
              {index > 0 && <span aria-hidden="true"> · </span>}
              <bdi>{detail}</bdi>
            </span>
          ))}
        </span>
        {row.work.note.trim() !== "" && (
          <p dir="auto" title={row.work.note} className="line-clamp-2 w-fit text-sm wrap-anywhere">
            {row.work.note}
          </p>
        )}
      </div>
    </li>
  );
}
