import { startTransition, useCallback, useEffect, useRef, useState } from "react";

import { useDesk } from "@/features/shared/phone-context";
import type { Report } from "@/phone/reports/report";
import type { ReportWish } from "@/phone/reports/reports";

export interface ReportState {
  /** Of the last wish that was answered; `null` until the first answer. */
  readonly report: Report | null;
  readonly wish: ReportWish | null;
  readonly hasFailed: boolean;
  readonly again: () => void;
}

const nothing = { report: null, wish: null, hasFailed: false } as const;

/** The report that is wished for, and again whenever calls change. What was shown stays until the next one is there. */
export function useReport(wish: ReportWish): ReportState {
  const { reports } = useDesk();
  const [state, setState] = useState<Omit<ReportState, "again">>(nothing);
  const count = useRef(() => undefined as void);
  useEffect(() => {
    let newest = 0;
    function ask(): void {
      newest += 1;
      const mine = newest;
      reports.report(wish).then(
        (report) => {
          if (mine !== newest) return;
          // Drawn in pieces: a call's buttons come first.
          startTransition(() => setState({ report, wish, hasFailed: false }));
        },
        () => {
          if (mine === newest) setState((before) => ({ ...before, hasFailed: true }));
        },
      );
    }
    ask();
    count.current = ask;
    const isOfToday = wish.span.kind === "today";
    const stop = reports.watch((why) => {
      // Minutes pass only where time is still being counted.
      if (why === "calls" || isOfToday) ask();
    });
    return () => {
      stop();
      newest = -1;
    };
  }, [reports, wish]);
  const again = useCallback(() => count.current(), []);
  return { ...state, again };
}
