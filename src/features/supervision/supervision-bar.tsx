import { Headphones, PhoneForwarded, Square } from "lucide-react";
import { type KeyboardEvent, Suspense, useState } from "react";

import { useNumberName } from "@/features/shared/party";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { forgetRefusal, useOrderOf, useRefusal } from "@/features/shared/use-order-of";
import { useSupervision } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import type { SpySession } from "@/phone/supervision/supervision-state";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { PhoneNumber } from "@/ui/phone-number";
import { Timer } from "@/ui/timer";

import { CueBox } from "./cue-box";
import { HeardBySentence } from "./heard-by";
import { ModeButtons, modes, useModeChoice } from "./mode-buttons";
import { ScoreCard } from "./score-card";

const TakeOverQuestion = lazyPart(
  async () => (await import("@/features/shared/take-over-question")).TakeOverQuestion,
);

const typingPlaces = "input, textarea, select, [contenteditable]";

/** Whom a supervisor listens to and who hears them, for as long as it lasts, and the score card afterwards. */
export function SupervisionBar() {
  const session = useSupervision((state) => state.session);
  const next = useSupervision((state) => state.next);
  const last = useSupervision((state) => state.last);
  const agent = session?.agent ?? next;
  return (
    <>
      {agent !== null && <Bar agent={agent} session={session} />}
      {last !== null && session === null && <ScoreCard key={last.startedAt} last={last} />}
    </>
  );
}

interface BarProps {
  readonly agent: string;
  /** `null`: only the next call is wanted. */
  readonly session: SpySession | null;
}

function Bar({ agent, session }: BarProps) {
  const { t } = useTranslation();
  const choice = useModeChoice(session);
  const refusal = useRefusal();
  /** The digits choose a mode wherever in this region the focus is, but where one types. */
  function pressed(event: KeyboardEvent<HTMLElement>): void {
    const { target, currentTarget, code } = event;
    const isChord = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    // A dialog of ours is elsewhere in the page.
    if (isChord || event.repeat || !(target instanceof Element) || !currentTarget.contains(target))
      return;
    if (target.matches(typingPlaces)) return;
    const digit = /^(?:Digit|Numpad)([123])$/.exec(code)?.[1];
    const mode = digit === undefined ? undefined : modes[Number(digit) - 1];
    if (mode === undefined || session?.phase !== "listening") return;
    event.preventDefault();
    choice.choose(mode);
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys for the buttons in it
    <section
      aria-label={t("supervision.label")}
      tabIndex={-1}
      onKeyDown={pressed}
      data-bar="supervision"
      // In a narrow window the page below is to be seen as well.
      className="sticky top-(--bar-top,4rem) z-20 flex flex-col gap-3 card border-2 border-brand p-4 shadow-lg focus-ring max-md:max-h-[45dvh] max-md:overflow-y-auto"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Headphones aria-hidden="true" className="size-7 shrink-0 text-brand-ink" />
        <Whom agent={agent} session={session} />
        <HeardBySentence heardBy={session?.heardBy ?? "nobody"} />
        <EndButtons agent={agent} session={session} />
      </div>
      {refusal !== null && <ProblemNotice problem={refusal} onDismiss={forgetRefusal} />}
      {session !== null && session.problem !== null && <ProblemNotice problem={session.problem} />}
      {session !== null && (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <ModeButtons session={session} choice={choice} />
          <CueBox key={agent} agent={agent} />
        </div>
      )}
    </section>
  );
}

function Whom({ agent, session }: BarProps) {
  const { t } = useTranslation();
  const name = useNumberName()(agent);
  const phase = session?.phase ?? "waiting";
  return (
    <div className="flex min-w-40 flex-1 flex-col">
      <p className="flex flex-wrap items-baseline gap-x-2 font-bold">
        <bdi className="wrap-anywhere">{name}</bdi>
        {name !== agent && <PhoneNumber value={agent} className="text-sm font-normal text-muted" />}
        {session !== null && <Timer since={session.startedAt} className="font-normal" />}
      </p>
      <p className="text-sm text-muted">{t(`supervision.phases.${phase}`)}</p>
    </div>
  );
}

function EndButtons({ agent, session }: BarProps) {
  const { t } = useTranslation();
  const order = useOrderOf();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="ms-auto flex flex-wrap gap-2">
      {session !== null && (
        <Button
          icon={PhoneForwarded}
          turnsIcon
          isDisabled={session.phase !== "listening"}
          onPress={() => setAsking(true)}
        >
          {t("supervision.takeOver")}
        </Button>
      )}
      <Button look="danger" icon={Square} onPress={() => order({ type: "stop" })}>
        {t("supervision.stop")}
      </Button>
      {isAsking && (
        <Suspense>
          <TakeOverQuestion
            agent={agent}
            onYes={(reason) => order({ type: "takeOver", agent, reason })}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
