import { useDesk } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";

/** Cues that the administrator has written, one press each. */
export function ReadyPhrases({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const { phrases } = useDesk().config.supervision;
  if (phrases.length === 0) return null;
  return (
    <div role="group" aria-label={t("supervision.phrases")} className="flex flex-wrap gap-2">
      {phrases.map((phrase) => (
        <Button
          key={JSON.stringify(phrase)}
          className="min-h-9! px-3! py-1! font-normal"
          onPress={() => onChoose(say(phrase))}
        >
          {say(phrase)}
        </Button>
      ))}
    </div>
  );
}
