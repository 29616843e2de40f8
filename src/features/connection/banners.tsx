import { RefreshCw, Volume2 } from "lucide-react";
import { Suspense } from "react";
import { useStore } from "zustand";

import { useAudio, useConnection, usePhone } from "@/features/shared/phone-context";
import { useProblemText } from "@/features/shared/problem-notice";
import { loadLaterWords } from "@/i18n/i18n";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { ConnectionState } from "@/phone/connection/connection";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/use-now";

/** What can wait a moment longer than the phone. */
const LaterBanners = lazyPart(async () => {
  const [part] = await Promise.all([import("./later-banners"), loadLaterWords()]);
  return part.LaterBanners;
});

/** What stands between the agent and a working phone, each with one press that helps. Nothing when all is well. */
export function Banners() {
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      <ConnectionBanner />
      <AwayBanner />
      <SoundBanner />
      <Suspense fallback={null}>
        <LaterBanners />
      </Suspense>
    </div>
  );
}

function ConnectionBanner() {
  const state = useConnection((connection) => connection);
  // Right after loading, the first attempt is under way: nothing is wrong yet.
  if (state.phase !== "recovering" || (state.problem === null && state.attempt === 0)) return null;
  return <Recovering state={state} />;
}

function Recovering({
  state,
}: {
  readonly state: Extract<ConnectionState, { phase: "recovering" }>;
}) {
  const { t } = useTranslation();
  const phone = usePhone();
  const format = useFormat();
  const problemText = useProblemText();
  const now = useNow();
  const waitMs = state.nextAttemptAt === null ? null : Math.max(0, state.nextAttemptAt - now);
  return (
    <Notice
      tone="warning"
      title={
        state.problem === null ? t("connection.recoveringTitle") : problemText(state.problem).title
      }
      action={
        <Button icon={RefreshCw} onPress={() => void phone.connection.do({ type: "retry" })}>
          {t("connection.retry")}
        </Button>
      }
    >
      {waitMs === null
        ? t("connection.recoveringNow")
        : t("connection.recoveringIn", { duration: format.duration(waitMs) })}
    </Notice>
  );
}

/** What has happened to the phone while nobody looked. */
const AwayBanners = lazyPart(async () => {
  const [part] = await Promise.all([import("./away-banners"), loadLaterWords()]);
  return part.AwayBanners;
});

function AwayBanner() {
  const { elsewhere, wakefulness } = usePhone();
  const isAlone = useStore(elsewhere.store, ({ phase }) => phase === "alone");
  const hasSlept = useStore(wakefulness.store, ({ slept }) => slept !== null);
  return isAlone && !hasSlept ? null : (
    <Suspense fallback={null}>
      <AwayBanners />
    </Suspense>
  );
}

function SoundBanner() {
  const { t } = useTranslation();
  const phone = usePhone();
  const isBlocked = useAudio((state) => state.soundBlocked);
  if (!isBlocked) return null;
  return (
    <Notice
      tone="danger"
      title={t("calls.soundBlocked")}
      action={
        <Button icon={Volume2} onPress={() => void phone.audio.do({ type: "unblockSound" })}>
          {t("calls.soundOn")}
        </Button>
      }
    >
      {t("calls.soundBlockedAdvice")}
    </Notice>
  );
}
