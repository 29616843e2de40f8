import { useStore } from "zustand";

import { useDesk } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";

/** How many callbacks are due, at the link to them; nothing when there are none. */
export function CallbacksBadge() {
  const { t } = useTranslation();
  const { callbacks } = useDesk();
  const format = useFormat();
  const waiting = useStore(callbacks.store, (state) => state.waiting);
  if (waiting === 0) return null;
  return (
    <>
      <span
        aria-hidden="true"
        className="absolute end-1 top-1 min-w-5 rounded-full bg-danger px-1 text-center text-xs font-bold text-on-danger tabular-nums"
      >
        {format.number(waiting, 0)}
      </span>
      <span className="sr-only">{t("callbacks.dueCount", { count: waiting })}</span>
    </>
  );
}
