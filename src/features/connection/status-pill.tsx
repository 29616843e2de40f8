import { useEffect, useState } from "react";

import { useConnection } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { classes } from "@/ui/classes";
import { useNow } from "@/ui/use-now";

/** "Connected" counts for so long after the last proof; keep-alives come every 10 s, and whoever sends none is asked. */
const provenMs = 15_000;

/** Whether the phone system has us, in one word. It says so only while that is proven. */
export function StatusPill() {
  const { t } = useTranslation();
  const format = useFormat();
  const phase = useConnection((state) => state.phase);
  const provenAt = useConnection((state) => (state.phase === "connected" ? state.provenAt : null));
  const isProven = useIsProven(provenAt);
  const isUp = provenAt !== null && isProven;
  const isReserve = useConnection((state) => state.phase === "connected" && state.isReserve);
  const upKey = isReserve ? "connectedToReserve" : "connected";
  const key = provenAt !== null ? (isProven ? upKey : "checking") : leftPhase(phase);
  return (
    <span
      role="status"
      title={
        provenAt === null ? undefined : t("connection.heardAt", { moment: format.moment(provenAt) })
      }
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
      {provenAt !== null && !isProven && <Age since={provenAt} />}
    </span>
  );
}

function leftPhase(phase: string): "signingOut" | "recovering" {
  return phase === "signingOut" ? "signingOut" : "recovering";
}

/** Read by nobody who listens: it changes every second. */
function Age({ since }: { readonly since: number }) {
  const format = useFormat();
  const now = useNow();
  return <span aria-hidden="true">{format.duration(Math.max(0, now - since))}</span>;
}

function useIsProven(provenAt: number | null): boolean {
  const [staleAt, setStaleAt] = useState<number | null>(null);
  useEffect(() => {
    if (provenAt === null) return undefined;
    const leftMs = Math.max(0, provenAt + provenMs - Date.now());
    const timer = setTimeout(() => setStaleAt(provenAt), leftMs);
    return () => clearTimeout(timer);
  }, [provenAt]);
  return provenAt === null || staleAt !== provenAt;
}
