import { ArrowDown, ArrowRight, ArrowUp, type LucideIcon } from "lucide-react";
import { Button } from "react-aria-components/Button";

import { useTranslation } from "@/i18n/use-translation";
import { betterOf, type Figure, reaches, targetIn } from "@/phone/reports/figure";
import { classes } from "@/ui/classes";

import { useFigureWords } from "./use-figure-words";

export interface FigureTileProps {
  readonly figure: Figure;
  readonly before: Figure | null;
  /** As it is configured; `null`: there is none. */
  readonly target: number | null;
  readonly isOpen: boolean;
  readonly onPress: () => void;
}

/** A figure, what it should be, and what it was. Pressed, it explains itself. */
export function FigureTile({ figure, before, target, isOpen, onPress }: FigureTileProps) {
  const words = useFigureWords();
  return (
    <Button
      onPress={onPress}
      aria-expanded={isOpen}
      className={classes(
        "card focus-ring flex h-full w-full cursor-default flex-col items-start gap-1 p-3 text-start data-hovered:bg-hover",
        isOpen && "outline-2 outline-brand",
      )}
    >
      <span className="text-sm wrap-anywhere text-muted">{words.name(figure.id)}</span>
      <FigureValue figure={figure} className="text-xl" />
      {target !== null && <Target figure={figure} target={target} />}
      {before !== null && <Trend figure={figure} before={before} />}
    </Button>
  );
}

export function FigureValue({
  figure,
  className,
}: {
  readonly figure: Figure;
  readonly className: string;
}) {
  const { t } = useTranslation();
  const words = useFigureWords();
  return (
    <span className={classes("font-bold tabular-nums", className)}>
      {figure.unknown === null ? (
        words.short(figure)
      ) : (
        <>
          <span aria-hidden="true">—</span>
          <span className="sr-only">
            {t("reports.notKnown", { why: t(`reports.unknown.${figure.unknown}`) })}
          </span>
        </>
      )}
    </span>
  );
}

/** In words as well as in a colour. */
export function Target({ figure, target }: { readonly figure: Figure; readonly target: number }) {
  const { t } = useTranslation();
  const words = useFigureWords();
  const value = targetIn(figure.unit, target);
  const isReached = reaches(figure, value);
  const look =
    isReached === null ? "text-muted" : isReached ? "text-success-ink" : "text-danger-ink";
  return (
    <span className={classes("text-xs", look)}>
      {t("reports.target", { target: words.value(figure.unit, value) })}
      {isReached !== null && (
        <>
          {" · "}
          {t(isReached ? "reports.reached" : "reports.notReached")}
        </>
      )}
    </span>
  );
}

type Course = "up" | "down" | "same";
const arrows: Readonly<Record<Course, LucideIcon>> = {
  up: ArrowUp,
  down: ArrowDown,
  same: ArrowRight,
};

function Trend({ figure, before }: { readonly figure: Figure; readonly before: Figure }) {
  const { t } = useTranslation();
  const words = useFigureWords();
  if (before.value === null) return null;
  const change = figure.value === null ? null : figure.value - before.value;
  const course: Course = change === null || change === 0 ? "same" : change > 0 ? "up" : "down";
  const Arrow = arrows[course];
  const way = betterOf(figure.id);
  const isBetter =
    course === "same" || way === null ? null : (course === "up") === (way === "more");
  return (
    <span className="flex items-center gap-1 text-xs text-muted">
      {change !== null && (
        <Arrow
          aria-hidden="true"
          className={classes(
            "size-3.5 shrink-0",
            course === "same" && "rtl:-scale-x-100",
            isBetter !== null && (isBetter ? "text-success-ink" : "text-danger-ink"),
          )}
        />
      )}
      {t("reports.before", { value: words.short(before) })}
    </span>
  );
}
