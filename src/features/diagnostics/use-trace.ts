import { useEffect, useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import type { Section } from "@/phone/diagnostics/diagnostics";
import type { Entry } from "@/phone/diagnostics/entry";

export interface ShownTrace {
  readonly entries: readonly Entry[];
  readonly isKept: boolean;
  readonly sections: readonly Section[];
  readonly readAt: number;
}

/** Everything that is kept, read anew after something came; `null` until the first answer. */
export function useTrace(): ShownTrace | null {
  const { diagnostics } = usePhone();
  const [trace, setTrace] = useState<ShownTrace | null>(null);
  useEffect(() => {
    let isOver = false;
    let isReading = false;
    let isStale = false;
    async function read(): Promise<void> {
      const [{ entries, isKept }, sections] = await Promise.all([
        diagnostics.read(),
        diagnostics.sections(),
      ]);
      if (!isOver) setTrace({ entries, isKept, sections, readAt: Date.now() });
    }
    /** One reading at a time: what comes meanwhile is worth one more. */
    function refresh(): void {
      isStale = isReading;
      if (isReading || isOver) return;
      isReading = true;
      void read()
        .catch(() => undefined)
        .finally(() => {
          isReading = false;
          if (isStale) refresh();
        });
    }
    const stop = diagnostics.watch(refresh);
    refresh();
    return () => {
      isOver = true;
      stop();
    };
  }, [diagnostics]);
  return trace;
}
