import { useEffect, useRef } from "react";

import { useSettings, useTabs } from "@/features/shared/phone-context";
import { useCoaching } from "@/features/shared/use-supervision";

/** Says new cues aloud where the agent has asked for it: in the tab that has the phone, and nowhere else. */
export function useReadAloud(): void {
  const isWanted = useSettings((settings) => settings.readCuesAloud);
  const isHere = useTabs(({ place }) => place === "here");
  const cues = useCoaching((state) => state.cues);
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(cues.map(({ id }) => id));
    // What was there when the page was opened has been read.
    if (before === null || !isWanted || !isHere || typeof speechSynthesis === "undefined") return;
    for (const { id, text, answer } of cues) {
      if (answer === null && !before.has(id)) {
        speechSynthesis.speak(new SpeechSynthesisUtterance(text));
      }
    }
  }, [cues, isWanted, isHere]);
}
