import { Check, CircleHelp, Hourglass, type LucideIcon } from "lucide-react";

import { useTranslation } from "@/i18n/use-translation";
import type { SentCue } from "@/phone/supervision/supervision-state";

const icons: Readonly<Record<"got" | "help" | "none", LucideIcon>> = {
  got: Check,
  help: CircleHelp,
  none: Hourglass,
};

/** A cue, and what the agent has said to it. */
export function SentCueLine({ cue }: { readonly cue: SentCue }) {
  const { t } = useTranslation();
  const answer = cue.answer ?? "none";
  const Icon = icons[answer];
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
      <bdi className="wrap-anywhere">{cue.text}</bdi>
      <span className={answer === "help" ? "font-semibold text-danger-ink" : "text-muted"}>
        {t(`supervision.answers.${answer}`)}
      </span>
    </span>
  );
}
