import { useEffect } from "react";
import { useStore } from "zustand";

import { useTranslation } from "@/i18n/use-translation";
import {
  type ColleagueState as State,
  type ColleagueStatus,
  unknownStatus,
} from "@/phone/team/team";
import { classes } from "@/ui/classes";

import { usePhone, useSystem } from "./phone-context";

/** Keeps the states of these colleagues up to date while the caller is on the screen. */
export function useWatched(extensions: readonly string[]): void {
  const phone = usePhone();
  const key = extensions.join(" ");
  useEffect(() => (key === "" ? undefined : phone.team.watch(key.split(" "))), [phone, key]);
}

export function useColleagueStatus(extension: string): ColleagueStatus {
  const phone = usePhone();
  return useStore(phone.team.store, (state) => state.byExtension[extension] ?? unknownStatus);
}

const looks: Readonly<Record<State, string>> = {
  free: "bg-success",
  ringing: "bg-brand motion-safe:animate-pulse",
  busy: "bg-danger",
  away: "bg-warning-ink",
  offline: "border-2 border-line-strong",
  unknown: "border-2 border-dashed border-line-strong",
};

/** How a colleague stands, in a sign and a word. Nothing where the phone system does not tell. */
export function ColleagueState({ extension }: { readonly extension: string }) {
  const { t } = useTranslation();
  const isTold = useSystem((state) => state.watchPeople);
  const { state, reason } = useColleagueStatus(extension);
  if (!isTold) return null;
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5 text-xs text-muted">
      <span aria-hidden="true" className={classes("size-2.5 rounded-full", looks[state])} />
      {state === "away" && reason !== null
        ? t("team.awayFor", { reason })
        : t(`team.states.${state}`)}
    </span>
  );
}
