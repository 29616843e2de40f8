import { BellRing, Check } from "lucide-react";
import { useEffect, useState } from "react";

import { useNumberName } from "@/features/shared/party";
import { usePhone, useDesk } from "@/features/shared/phone-context";
import { useIsShown } from "@/features/shared/use-is-shown";
import { useFloor } from "@/features/shared/use-supervision";
import { useSay } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import type { Alarm } from "@/phone/floor/floor-state";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { Timer } from "@/ui/timer";

/** Alarms that have been said and sounded in this page, whichever of its parts have come and gone since. */
const raised = new Set<string>();

/** The same alarm can go and come back: what it is about has then begun anew. */
const nameOfAlarm = ({ key, since }: Alarm): string => `${key} ${since}`;

interface AlarmStripProps {
  /** Only to be looked at. */
  readonly isOnWall?: boolean;
}

/** The rules that are broken now. */
export function AlarmStrip({ isOnWall = false }: AlarmStripProps) {
  const { t } = useTranslation();
  const isShown = useIsShown();
  const all = useFloor((state) => state.alarms);
  const alarms = all.filter((alarm) => isAboutTeam(alarm, isShown));
  const textOf = useAlarmText();
  const fresh = useFresh();
  return (
    <>
      <p role="alert" className="sr-only">
        {fresh === null ? "" : textOf(fresh)}
      </p>
      {alarms.length > 0 && (
        <section aria-label={t("floor.alarms")} className="flex flex-col gap-2">
          {alarms.map((alarm) => (
            <AlarmItem key={alarm.key} alarm={alarm} text={textOf(alarm)} isOnWall={isOnWall} />
          ))}
        </section>
      )}
    </>
  );
}

function useAlarmText(): (alarm: Alarm) => string {
  const { t } = useTranslation();
  const say = useSay();
  const { alarms: rules } = useDesk().config.supervision;
  const numberName = useNumberName();
  return ({ rule, about }) => {
    const label = rules.find(({ id }) => id === rule)?.label;
    return t("floor.alarm", {
      what: label === undefined ? rule : say(label),
      name: numberName(about.id),
    });
  };
}

/** The newest alarm since this page was opened; it sounds if its rule says so. */
function useFresh(): Alarm | null {
  const phone = usePhone();
  const { floor } = usePhone();
  const isShown = useIsShown();
  const { alarms: rules } = useDesk().config.supervision;
  const [fresh, setFresh] = useState<Alarm | null>(null);
  useEffect(
    () =>
      floor.store.subscribe(({ alarms }, before) => {
        if (alarms === before.alarms) return;
        const newOnes = alarms.filter(
          (alarm) =>
            alarm.acknowledgedBy === null &&
            isAboutTeam(alarm, isShown) &&
            !raised.has(nameOfAlarm(alarm)),
        );
        const last = newOnes.at(-1);
        if (last === undefined) return;
        for (const alarm of newOnes) raised.add(nameOfAlarm(alarm));
        setFresh(last);
        const isLoud = ({ rule }: Alarm) => rules.find(({ id }) => id === rule)?.sound === true;
        if (newOnes.some(isLoud)) void phone.audio.do({ type: "test", role: "ringer" });
      }),
    [floor, isShown, rules, phone],
  );
  return fresh;
}

function isAboutTeam({ about }: Alarm, isShown: (extension: string) => boolean): boolean {
  return about.kind === "queue" || isShown(about.id);
}

interface AlarmItemProps {
  readonly alarm: Alarm;
  readonly text: string;
  readonly isOnWall: boolean;
}

function AlarmItem({ alarm, text, isOnWall }: AlarmItemProps) {
  const { t } = useTranslation();
  const { floor } = usePhone();
  const numberName = useNumberName();
  const { key, since, acknowledgedBy } = alarm;
  const isSeen = acknowledgedBy !== null;
  return (
    <div
      role="group"
      aria-label={text}
      className={classes(
        "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg px-4 py-2",
        isSeen ? "bg-hover text-ink" : "bg-danger-soft text-danger-ink",
        isOnWall && "text-2xl",
      )}
    >
      <BellRing
        aria-hidden="true"
        className={classes("shrink-0", isOnWall ? "size-9" : "size-6")}
      />
      <span className={classes("wrap-anywhere", !isSeen && "font-semibold")}>{text}</span>
      <Timer since={since} isMain={false} />
      {isSeen ? (
        <span className="text-muted">
          {t("floor.seenBy", { name: numberName(acknowledgedBy) })}
        </span>
      ) : (
        !isOnWall && (
          <Button
            icon={Check}
            label={t("floor.acknowledgeName", { what: text })}
            className="ms-auto min-h-9! px-3! py-1!"
            onPress={() => floor.do({ type: "acknowledge", key })}
          >
            {t("floor.acknowledge")}
          </Button>
        )
      )}
    </div>
  );
}
