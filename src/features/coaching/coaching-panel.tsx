import { Headphones, type LucideIcon, Megaphone, MessageCircle } from "lucide-react";

import { useNumberName } from "@/features/shared/party";
import { useCalls, usePhone } from "@/features/shared/phone-context";
import { useCoaching } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import type { CallsState } from "@/phone/calls/state";
import type { SpyMode } from "@/phone/supervision/supervision-state";
import { classes } from "@/ui/classes";
import { Notice } from "@/ui/notice";
import { Timer } from "@/ui/timer";

import { Cues } from "./cues";
import { RaisedHand } from "./help-button";
import { SupervisedNotices } from "./supervised-notices";
import { useReadAloud } from "./use-read-aloud";

/** The agent's side of being helped: who listens, what they write, what they did. */
export function CoachingPanel() {
  const isTalking = useCalls(selectIsTalking);
  useReadAloud();
  return (
    // It takes no room while it has nothing to say, and is still there, so that what it says is heard.
    <div className="flex flex-col gap-3 not-has-[p]:absolute in-[aside]:mb-4">
      <Listener />
      <HeardAfter />
      <Cues />
      {/* In a call it stands at the call. */}
      {!isTalking && <RaisedHand />}
      <SupervisedNotices />
    </div>
  );
}

const selectIsTalking = ({ byId }: CallsState): boolean =>
  Object.values(byId).some(({ phase }) => phase === "talking");

const looks: Readonly<Record<SpyMode, { readonly icon: LucideIcon; readonly look: string }>> = {
  monitor: { icon: Headphones, look: "bg-info-soft text-info-ink" },
  whisper: { icon: MessageCircle, look: "bg-warning-soft text-warning-ink" },
  barge: { icon: Megaphone, look: "bg-warning-soft text-warning-ink" },
};

/** Who listens now, and who can hear them. */
function Listener() {
  const { t } = useTranslation();
  const numberName = useNumberName();
  const listener = useCoaching((state) => state.listener);
  const mode = listener?.mode ?? "monitor";
  const { icon: Icon, look } = looks[mode];
  return (
    <div role="status" className="empty:absolute">
      {listener !== null && (
        <p
          className={classes(
            "flex flex-wrap items-center gap-3 rounded-lg p-3 font-semibold",
            look,
          )}
        >
          <Icon aria-hidden="true" className="size-7 shrink-0" />
          {t(`coaching.listens.${mode}`, { name: numberName(listener.by) })}
          <span aria-hidden="true" className="font-normal">
            <Timer since={listener.since} isMain={false} />
          </span>
        </p>
      )}
    </div>
  );
}

function HeardAfter() {
  const { t } = useTranslation();
  const { coaching } = usePhone();
  const numberName = useNumberName();
  const heard = useCoaching((state) => state.heardAfter);
  if (heard === null) return null;
  return (
    <Notice
      tone="info"
      title={t(`coaching.listened.${heard.widest}`, { name: numberName(heard.by) })}
      dismissLabel={t("app.dismiss")}
      onDismiss={() => coaching.do({ type: "dismiss", what: "heardAfter" })}
    />
  );
}
