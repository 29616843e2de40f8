import { useTranslation } from "react-i18next";

import { useBreakName } from "@/features/shared/use-break-name";
import { useNameOf } from "@/features/shared/use-words";

const acts = [
  "monitor",
  "whisper",
  "barge",
  "end",
  "take",
  "pause",
  "unpause",
  "login",
  "leave",
  "logout",
  "hangup",
  "cue",
] as const;

/** What was done, in words, with the queue or the break that it was about; an act that we do not know, as it is. */
export function useActText(): (act: string, detail: string | null) => string {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const breakName = useBreakName();
  return (act, detail) => {
    const known = acts.find((each) => each === act);
    const text = known === undefined ? act : t(`supervision.acts.${known}`);
    // Of a cue it is the number that it goes by.
    if (detail === null || known === "cue") return text;
    const about = known === "pause" ? breakName(detail) : (nameOf(detail) ?? detail);
    return t("supervision.actAbout", { act: text, about });
  };
}
