import { Check, CircleHelp, MessageSquareText } from "lucide-react";

import { useNumberName } from "@/features/shared/party";
import { usePhone } from "@/features/shared/phone-context";
import { useCoaching } from "@/features/shared/use-supervision";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Cue } from "@/phone/coaching/coaching-state";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { useShortcut } from "@/ui/use-shortcut";

const mostShown = 5;

/**
 * What supervisors write to the agent, newest last, each answered by one press. The keys answer the one that has waited
 * longest: what comes in between a look and a press is not answered unread.
 */
export function Cues() {
  const { t } = useTranslation();
  const { coaching } = usePhone();
  const cues = useCoaching((state) => state.cues);
  const first = cues.find((cue) => cue.answer === null) ?? null;
  function answer(id: string | null, said: "got" | "help"): void {
    if (id !== null) coaching.do({ type: "answerCue", id, answer: said });
  }
  useShortcut("KeyG", () => answer(first?.id ?? null, "got"), first !== null);
  useShortcut("KeyH", () => answer(first?.id ?? null, "help"), first !== null);
  const open = cues.filter((cue) => cue.answer === null);
  // None that is open is hidden by newer ones that are answered.
  const shown = cues.filter(
    (cue) => open.includes(cue) || cues.indexOf(cue) >= cues.length - mostShown,
  );
  return (
    <ul
      aria-live="polite"
      aria-label={t("coaching.cues")}
      className="flex flex-col gap-2 empty:absolute"
    >
      {shown.map((cue) => (
        <CueItem key={cue.id} cue={cue} hasKeys={cue.id === first?.id} onAnswer={answer} />
      ))}
    </ul>
  );
}

interface CueItemProps {
  readonly cue: Cue;
  readonly hasKeys: boolean;
  readonly onAnswer: (id: string, said: "got" | "help") => void;
}

function CueItem({ cue, hasKeys, onAnswer }: CueItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useNumberName()(cue.from);
  const isOpen = cue.answer === null;
  return (
    <li
      className={classes(
        "flex flex-col gap-2 rounded-lg p-3",
        isOpen ? "border-2 border-brand bg-brand-soft" : "border border-line bg-raised",
      )}
    >
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
        <MessageSquareText aria-hidden="true" className="size-5 shrink-0" />
        <bdi>{name}</bdi>
        <time dateTime={new Date(cue.at).toISOString()}>{format.time(cue.at)}</time>
      </p>
      <p dir="auto" className={classes("wrap-anywhere", isOpen && "text-lg font-semibold")}>
        {cue.text}
      </p>
      {cue.answer === null ? (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" icon={Check} onPress={() => onAnswer(cue.id, "got")}>
            {t("coaching.gotIt")}
            {hasKeys && <Keys keys="Alt+G" />}
          </Button>
          <Button icon={CircleHelp} onPress={() => onAnswer(cue.id, "help")}>
            {t("coaching.needHelp")}
            {hasKeys && <Keys keys="Alt+H" />}
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted">{t(`coaching.answered.${cue.answer}`)}</p>
      )}
    </li>
  );
}

/** For eyes: the name of the button is its word alone. */
function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd
      aria-hidden="true"
      dir="ltr"
      className="rounded border border-current px-1 text-xs font-normal"
    >
      {keys}
    </kbd>
  );
}
