import { Headphones, type LucideIcon, Megaphone, MessageCircle } from "lucide-react";
import { Suspense, useState } from "react";

import { useOrderOf } from "@/features/shared/use-order-of";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { SpyMode, SpySession } from "@/phone/supervision/supervision-state";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";

const BargeQuestion = lazyPart(
  async () => (await import("@/features/shared/barge-question")).BargeQuestion,
);

const icons: Readonly<Record<SpyMode, LucideIcon>> = {
  monitor: Headphones,
  whisper: MessageCircle,
  barge: Megaphone,
};

/** In the order of their keys: 1, 2, 3. */
export const modes = ["monitor", "whisper", "barge"] as const;

export interface ModeChoice {
  readonly choose: (mode: SpyMode) => void;
  readonly isAsking: boolean;
  readonly answer: (isYes: boolean) => void;
}

/** Changes the mode. The first time that the customer is to hear the supervisor in a session, it is asked. */
export function useModeChoice(session: SpySession | null): ModeChoice {
  const order = useOrderOf();
  const [isAsking, setAsking] = useState(false);
  const [barged, setBarged] = useState<string | null>(null);
  const name = session === null ? null : `${session.agent} ${session.startedAt}`;
  const hasBarged = session?.wish === "barge" || barged === name;
  if (session?.wish === "barge" && barged !== name) setBarged(name);
  return {
    choose(mode) {
      if (session === null) return;
      if (mode === "barge" && !hasBarged) setAsking(true);
      else if (mode !== session.wish) order({ type: "switchTo", mode });
    },
    isAsking: isAsking && session !== null,
    answer(isYes) {
      setAsking(false);
      if (isYes) order({ type: "switchTo", mode: "barge" });
    },
  };
}

interface ModeButtonsProps {
  readonly session: SpySession;
  readonly choice: ModeChoice;
}

export function ModeButtons({ session, choice }: ModeButtonsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { agent, mode, phase, isSwitching, wish } = session;
  return (
    <div role="group" aria-label={t("supervision.mode")} className="flex flex-wrap gap-2 lg:pt-6.5">
      {modes.map((each, index) => (
        <Button
          key={each}
          icon={icons[each]}
          look={each === mode ? "primary" : "plain"}
          isPressed={each === mode}
          isDisabled={phase !== "listening"}
          onPress={() => choice.choose(each)}
        >
          {t(`supervision.modes.${each}`)}
          {/* For eyes: the name of the button is its word alone. */}
          <kbd
            aria-hidden="true"
            className="rounded border border-current px-1 text-xs font-normal"
          >
            {format.number(index + 1, 0)}
          </kbd>
        </Button>
      ))}
      {isSwitching && (
        <p className="self-center text-sm text-muted">
          {t("supervision.switching", { mode: t(`supervision.modes.${wish}`) })}
        </p>
      )}
      {choice.isAsking && (
        <Suspense>
          <BargeQuestion
            agent={agent}
            onYes={() => choice.answer(true)}
            onClose={() => choice.answer(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
