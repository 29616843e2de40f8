import { CalendarClock } from "lucide-react";

import { useNameOf } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import { useMinute } from "@/ui/use-now";

/** What this caller still waits for. */
export function OpenCallbacks({ callbacks }: { readonly callbacks: readonly CallbackRow[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const now = useMinute();
  if (callbacks.length === 0) return null;
  return (
    <ul
      aria-label={t("caller.callbacks")}
      className="flex flex-col gap-2 rounded-lg bg-warning-soft p-3 text-sm text-warning-ink"
    >
      {callbacks.map(({ id, dueAt, owner, reason, kind }) => (
        <li key={id} className="flex gap-2.5">
          <CalendarClock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <div className="flex min-w-0 flex-1 flex-col">
            <span className="font-semibold">
              {t(`caller.callback.${kind}`, {
                moment: `${format.day(dueAt, now)} ${format.time(dueAt)}`,
              })}
            </span>
            {reason !== "" && <bdi className="w-fit wrap-anywhere">{reason}</bdi>}
            {owner !== null && (
              <span className="text-xs">
                {t("caller.callbackOwner", { name: nameOf(owner) ?? owner })}
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
