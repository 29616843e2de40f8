import { PhoneOutgoing } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";

import { useDesk, useIsConnected, useTabs } from "@/features/shared/phone-context";
import { showNotification } from "@/features/shared/show-notification";
import { useNameOf } from "@/features/shared/use-words";
import { useTranslation } from "@/i18n/use-translation";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { useMinute } from "@/ui/use-now";

import { useWhen } from "./use-when";

const snoozeMinutes = [5, 15, 60] as const;
const shownAtOnce = 3;

/** Says calmly that somebody is to be called back: on the page, and by the system where that is allowed. */
export function CallbackReminders() {
  const { t } = useTranslation();
  const { callbacks } = useDesk();
  const reminders = useStore(callbacks.store, (state) => state.reminders);
  // One notification, and not one from each tab.
  const isHere = useTabs(({ place }) => place === "here");
  const rest = reminders.length - shownAtOnce;
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      {reminders.slice(0, shownAtOnce).map((row) => (
        <Reminder key={row.id} row={row} />
      ))}
      {rest > 0 && (
        <a
          href="#/callbacks"
          className="w-fit rounded-lg text-sm font-semibold underline focus-ring"
        >
          {t("callbacks.moreDue", { count: rest })}
        </a>
      )}
      {isHere && reminders.map((row) => <ReminderNotification key={row.id} row={row} />)}
    </div>
  );
}

function useName(row: CallbackRow): string {
  const nameOf = useNameOf();
  return row.name ?? nameOf(row.number) ?? row.formatted ?? row.number;
}

function Reminder({ row }: { readonly row: CallbackRow }) {
  const { t } = useTranslation();
  const { callbacks } = useDesk();
  const isConnected = useIsConnected();
  const when = useWhen();
  const name = useName(row);
  // In whole minutes: a screen reader is told again when it changes.
  const now = useMinute();
  const { id } = row;
  const due = when.moment(row.dueAt, now);
  return (
    <Notice
      tone="info"
      title={t("callbacks.remind", { name })}
      onDismiss={() => void callbacks.do({ type: "dismissReminder", id })}
      dismissLabel={t("callbacks.dismissName", { name })}
      action={
        <div className="flex flex-wrap items-center gap-2">
          <Button
            icon={PhoneOutgoing}
            isDisabled={!isConnected}
            label={t("callbacks.callName", { name })}
            onPress={() => void callbacks.do({ type: "call", id })}
          >
            {t("callbacks.callNow")}
          </Button>
          <div
            role="group"
            aria-label={t("callbacks.snooze")}
            className="flex flex-wrap items-center gap-1"
          >
            <span aria-hidden="true">{t("callbacks.snooze")}</span>
            {snoozeMinutes.map((minutes) => (
              <Button
                key={minutes}
                look="quiet"
                className="px-2"
                label={t("callbacks.snoozeFor", { count: minutes })}
                onPress={() => void callbacks.do({ type: "snooze", id, minutes })}
              >
                {t("callbacks.minutes", { count: minutes })}
              </Button>
            ))}
          </div>
        </div>
      }
    >
      {row.reason === ""
        ? t("callbacks.remindAt", { due })
        : t("callbacks.remindWhy", { due, reason: row.reason })}
    </Notice>
  );
}

function ReminderNotification({ row }: { readonly row: CallbackRow }) {
  const { t } = useTranslation();
  const name = useName(row);
  const { id, remindAt, reason } = row;
  useEffect(() => {
    const notification = showNotification({
      title: t("callbacks.remind", { name }),
      body: reason,
      // Reminded again, it is another one.
      tag: `${id} ${remindAt}`,
      icon: "icons/icon.svg",
      onClick: () => (window.location.hash = "#/callbacks"),
    });
    return () => notification?.close();
  }, [id, remindAt, reason, name, t]);
  return null;
}
