import { useTranslation } from "react-i18next";

import { useConnection } from "@/features/shared/phone-context";
import { classes } from "@/ui/classes";

/** Whether the phone system has us, in one word. */
export function StatusPill() {
  const { t } = useTranslation();
  const phase = useConnection((state) => state.phase);
  const isUp = phase === "connected";
  const key = isUp ? "connected" : phase === "signingOut" ? "signingOut" : "recovering";
  return (
    <span
      role="status"
      className={classes(
        "inline-flex items-center gap-2 rounded-full px-3 py-1 text-sm font-medium",
        isUp ? "bg-success-soft text-success-ink" : "bg-warning-soft text-warning-ink",
      )}
    >
      <span
        aria-hidden="true"
        className={classes("size-2 rounded-full bg-current", !isUp && "motion-safe:animate-pulse")}
      />
      {t(`connection.${key}`)}
    </span>
  );
}
