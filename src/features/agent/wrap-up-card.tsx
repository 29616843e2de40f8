import { Check, ClockPlus, NotebookPen, TriangleAlert } from "lucide-react";

import { useWrapUpNeeds } from "@/features/shared/wrap-up-needs";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { KnownState, WrapUp } from "@/phone/agent/agent-state";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { useNow } from "@/ui/use-now";
import { useShortcut } from "@/ui/use-shortcut";

import { NextBox } from "./next-box";
import { useAgentCommand, useAgentWords } from "./use-agent";

interface WrapUpCardProps {
  readonly agent: KnownState;
  readonly wrapUp: WrapUp;
}

/** Work after a call: how long, what then, and what is still to be written. */
export function WrapUpCard({ agent, wrapUp }: WrapUpCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useAgentWords();
  const command = useAgentCommand();
  const missing = useWrapUpNeeds(wrapUp.callId);
  const mayExtend = wrapUp.extensions < wrapUp.mostExtensions;
  const mayEnd = missing.length === 0;
  const extend = (): void => command({ type: "extendWrapUp" });
  const end = (): void => command({ type: "endWrapUp" });
  useShortcut("KeyE", extend, mayExtend);
  useShortcut("KeyD", end, mayEnd);
  const name = wrapUp.queue === null ? "" : words.queue(wrapUp.queue);
  return (
    <section
      aria-label={t("agent.modes.wrapUp")}
      className="flex flex-col gap-4 card border-info-ink p-4"
    >
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="flex min-w-40 flex-1 items-center gap-3">
          <NotebookPen aria-hidden="true" className="size-6 shrink-0 text-info-ink" />
          <div>
            <h2 className="font-bold">{t("agent.modes.wrapUp")}</h2>
            {name !== "" && <p className="text-sm text-muted">{name}</p>}
          </div>
          <Countdown wrapUp={wrapUp} />
        </div>
        <NextBox label={t("agent.afterWrapUp")} next={agent.next} className="min-w-40" />
        <div className="flex flex-wrap gap-2">
          {wrapUp.mostExtensions > 0 && (
            <Button icon={ClockPlus} isDisabled={!mayExtend} onPress={extend}>
              {t("agent.extend")}
              <Keys keys="Alt+E" />
            </Button>
          )}
          <Button look="primary" icon={Check} isDisabled={!mayEnd} onPress={end}>
            {t("agent.done")}
            <Keys keys="Alt+D" />
          </Button>
        </div>
      </div>
      {!mayEnd && (
        <p role="status" className="text-sm text-muted">
          {t("agent.stillMissing", { what: format.list(missing) })}
        </p>
      )}
      <Announcement wrapUp={wrapUp} />
    </section>
  );
}

/** The key, for eyes; screen readers hear of it once, in `aria-keyshortcuts` they rarely do. */
function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd dir="ltr" className="rounded border border-current px-1 text-xs font-normal">
      {keys}
    </kbd>
  );
}

/** How much is left, or how long it has been too long. */
function useLeftMs({ endsAt, dueAt }: WrapUp): number | null {
  const now = useNow();
  const end = endsAt ?? dueAt;
  return end === null ? null : end - now;
}

function Countdown({ wrapUp }: { readonly wrapUp: WrapUp }) {
  const { t } = useTranslation();
  const format = useFormat();
  const leftMs = useLeftMs(wrapUp);
  if (leftMs === null) return null;
  const isOver = leftMs < 0 && wrapUp.endsAt === null;
  // Whole seconds, the last one until it is over.
  const shown = format.duration(Math.ceil(Math.abs(leftMs) / 1_000) * 1_000);
  return (
    <p
      role="timer"
      className={classes(
        "ms-auto flex items-center gap-2 text-lg font-semibold tabular-nums",
        isOver && "rounded-lg bg-warning-soft px-2 text-warning-ink",
      )}
    >
      {isOver && <TriangleAlert aria-hidden="true" className="size-5" />}
      {isOver
        ? t("agent.wrapUpOver", { duration: shown })
        : t("agent.left", { duration: leftMs < 0 ? format.duration(0) : shown })}
    </p>
  );
}

const told = [30, 10] as const;

/** For screen readers: that it has begun, twice how much is left, and that it is over. */
function Announcement({ wrapUp }: { readonly wrapUp: WrapUp }) {
  const { t } = useTranslation();
  const leftMs = useLeftMs(wrapUp);
  const leftSeconds = leftMs === null ? null : Math.ceil(leftMs / 1_000);
  const mark = told.findLast((each) => leftSeconds !== null && leftSeconds <= each);
  const isOver = leftSeconds !== null && leftSeconds <= 0;
  return (
    <p aria-live="polite" className="sr-only">
      {isOver
        ? t("agent.timeIsUp")
        : mark === undefined
          ? t("agent.wrapUpBegun")
          : t("agent.secondsLeft", { count: mark })}
    </p>
  );
}
