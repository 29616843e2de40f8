import { useEffect, useRef } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { classes } from "@/ui/classes";

/** Speech lies between 0.01 and 0.3; a logarithm spreads it over the bar as the ear does. */
export function levelToPercent(level: number): number {
  const decibels = 20 * Math.log10(Math.max(level, 0.0005));
  return Math.round(Math.min(100, Math.max(0, ((decibels + 60) / 50) * 100)));
}

/** Finer steps would be drawn twelve times a second, and seen by nobody. */
const stepPercent = 4;

/**
 * The live level of the microphone. It writes a CSS variable: changes like these are nothing for React. Without a
 * transition, which would have the page laid out anew for every frame of a whole call.
 */
export function MicrophoneLevel({ className }: { readonly className?: string }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let shown = 0;
    return phone.audio.watchLevel((level) => {
      const percent = Math.round(levelToPercent(level) / stepPercent) * stepPercent;
      if (percent === shown) return;
      shown = percent;
      bar.current?.style.setProperty("--level", `${percent}%`);
      bar.current?.setAttribute("aria-valuenow", String(percent));
    });
  }, [phone]);
  return (
    <div
      ref={bar}
      role="meter"
      aria-label={t("calls.microphoneLevel")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      className={classes("h-2 contain-strict overflow-hidden rounded-full bg-line", className)}
    >
      <div className="h-full w-(--level,0%) rounded-full bg-success" />
    </div>
  );
}
