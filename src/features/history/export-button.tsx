import { Download } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { HistoryFilter } from "@/phone/history/history";
import { Button } from "@/ui/button";

import { isoWithOffset } from "./csv";
import { exportCalls } from "./export-calls";
import { useNameOutcome } from "./use-choices";

type Progress =
  | { readonly phase: "none" }
  | { readonly phase: "writing"; readonly count: number }
  | { readonly phase: "saved"; readonly count: number }
  | { readonly phase: "failed" };

/** Saves the calls that the list is narrowed to, all of them and not only those that are shown. */
export function ExportButton({ filter }: { readonly filter: Omit<HistoryFilter, "limit"> }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const nameOutcome = useNameOutcome();
  const [progress, setProgress] = useState<Progress>({ phase: "none" });
  const writing = useRef<AbortController | null>(null);
  useEffect(() => () => writing.current?.abort(), []);

  async function save(): Promise<void> {
    const mine = new AbortController();
    writing.current = mine;
    let count = 0;
    setProgress({ phase: "writing", count });
    try {
      const file = await exportCalls({
        search: phone.history.search,
        filter,
        nameOutcome,
        written(soFar) {
          count = soFar;
          setProgress({ phase: "writing", count });
        },
        signal: mine.signal,
      });
      saveFile(file);
      setProgress({ phase: "saved", count });
    } catch {
      setProgress({ phase: mine.signal.aborted ? "none" : "failed" });
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <p role="status" className="text-sm text-muted">
        {progress.phase === "writing" && t("history.exporting", { count: progress.count })}
        {progress.phase === "saved" && t("history.exported", { count: progress.count })}
        {progress.phase === "failed" && t("history.exportFailed")}
      </p>
      {progress.phase === "writing" ? (
        <Button onPress={() => writing.current?.abort()}>{t("app.cancel")}</Button>
      ) : (
        <Button icon={Download} onPress={() => void save()}>
          {t("history.export")}
        </Button>
      )}
    </div>
  );
}

function saveFile(file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  const [day = "", time = ""] = isoWithOffset(Date.now()).split("T");
  link.download = `hamsa-history-${day}-${time.slice(0, 5).replace(":", "")}.csv`;
  link.click();
  // The browser has taken it up by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
