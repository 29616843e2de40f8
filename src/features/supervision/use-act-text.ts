import { useBreakName } from "@/features/shared/use-break-name";
import { useNameOf } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";

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
  "ask",
] as const;

/** Their detail is a number or a mode, which says nothing more to a person. */
const isBare = (act: string): boolean => ["cue", "end", "ask"].includes(act);

/** What was done, in words, with the queue or the break that it was about; an act that we do not know, as it is. */
export function useActText(): (act: string, detail: string | null) => string {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const breakName = useBreakName();
  return (act, detail) => {
    const known = acts.find((each) => each === act);
    // Its detail says why it did not come about.
    if (known === "take" && detail !== null) return t("supervision.acts.takeFailed");
    const text = known === undefined ? act : t(`supervision.acts.${known}`);
    if (detail === null || isBare(act)) return text;
    const about = known === "pause" ? breakName(detail) : (nameOf(detail) ?? detail);
    return t("supervision.actAbout", { act: text, about });
  };
}
