import { Bell, Mic } from "lucide-react";
import { Suspense, useState } from "react";
import { useStore } from "zustand";

import { useAudio, useCalls, usePhone, useSettings } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { useNotificationPermission } from "@/features/shared/use-notification-permission";
import { useTranslation } from "@/i18n/use-translation";
import { selectLiveCount } from "@/phone/calls/select";
import { whyNotKept } from "@/phone/media/keeping";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";

/** What is wrong, or could be better, and keeps nobody from hearing the next call. */
export function LaterBanners() {
  return (
    <>
      <MicrophoneBanner />
      <ReadyBanner />
      <DeviceBanners />
      <FallbackBanners />
      <StorageBanner />
      <NotificationBanner />
    </>
  );
}

/** Without a microphone calls can be heard, and nobody hears the agent. */
function MicrophoneBanner() {
  const { t } = useTranslation();
  const phone = usePhone();
  const microphone = useAudio((state) => state.microphone);
  const turnOn = (
    <Button icon={Mic} onPress={() => void phone.audio.do({ type: "openMicrophone" })}>
      {t("audio.openMicrophone")}
    </Button>
  );
  if (microphone.phase === "closed" && microphone.waits) {
    return (
      <Notice tone="warning" title={t("audio.microphoneClosed")} action={turnOn}>
        {t("audio.microphoneClosedAdvice")}
      </Notice>
    );
  }
  if (microphone.phase !== "failed") return null;
  const isHopeless = microphone.problem.code === "microphoneInsecure";
  return (
    <ProblemNotice
      problem={microphone.problem}
      tone="warning"
      {...(isHopeless ? {} : { action: turnOn })}
    />
  );
}

const readyKey = "hamsa.microphone-explained";

/** Told once: why the browser shows that the microphone is open while nobody is in a call. */
function ReadyBanner() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [isTold, setTold] = useState(() => readFlag(readyKey));
  const label = useAudio(({ microphone }) =>
    microphone.phase === "open" ? microphone.label : null,
  );
  const settings = useSettings((all) => all);
  const isInCall = useCalls(selectLiveCount) > 0;
  const isKept = label !== null && whyNotKept(phone.config.microphone, settings, label) === null;
  if (isTold || isInCall || !isKept) return null;
  return (
    <Notice
      tone="info"
      title={t("audio.ready")}
      dismissLabel={t("app.dismiss")}
      onDismiss={() => {
        setTold(true);
        writeFlag(readyKey);
      }}
    >
      {t("audio.readyAdvice")}
    </Notice>
  );
}

/** What became of the last device that was chosen, or that was in use. */
function DeviceBanners() {
  const { t } = useTranslation();
  const phone = usePhone();
  const problem = useAudio((state) => state.problem);
  const replaced = useAudio((state) => state.replaced);
  const isMuted = useAudio((state) => state.mutedOutside);
  const dismiss = (): void => void phone.audio.do({ type: "dismissProblem" });
  return (
    <>
      {isMuted && (
        <Notice
          tone="warning"
          title={t("audio.mutedOutside")}
          action={
            <Button icon={Mic} onPress={() => void phone.audio.do({ type: "openMicrophone" })}>
              {t("audio.openAgain")}
            </Button>
          }
        >
          {t("audio.mutedOutsideAdvice")}
        </Notice>
      )}
      {problem !== null && <ProblemNotice problem={problem} tone="warning" onDismiss={dismiss} />}
      {replaced !== null && (
        <Notice
          tone="warning"
          title={t("audio.replaced", { from: replaced.from })}
          onDismiss={dismiss}
          dismissLabel={t("app.dismiss")}
        >
          {t("audio.replacedAdvice", { to: replaced.to })}
        </Notice>
      )}
    </>
  );
}

function FallbackBanners() {
  const { t } = useTranslation();
  const fellBack = useAudio((state) => state.fellBack);
  return fellBack.map((role) => (
    <Notice key={role} tone="warning" title={t(`audio.${role}FellBack`)}>
      {t(`audio.${role}FellBackAdvice`)}
    </Notice>
  ));
}

const LockedBanner = lazyPart(async () => (await import("./locked-banner")).LockedBanner);

function StorageBanner() {
  const { t } = useTranslation();
  const phone = usePhone();
  const phase = useStore(phone.storage.store, (state) => state.phase);
  const problem = useStore(phone.history.store, (state) => state.problem);
  if (phase === "locked") {
    return (
      <Suspense fallback={null}>
        <LockedBanner />
      </Suspense>
    );
  }
  if (phase === "temporary") {
    return (
      <Notice tone="warning" title={t("history.notKept")}>
        {t("history.notKeptAdvice")}
      </Notice>
    );
  }
  return problem === null ? null : <ProblemNotice problem={problem} tone="warning" />;
}

const laterKey = "hamsa.notifications-later";

function NotificationBanner() {
  const { t } = useTranslation();
  const { permission, ask } = useNotificationPermission();
  const [isPutOff, setPutOff] = useState(() => readFlag(laterKey));
  if (permission !== "default" || isPutOff) return null;
  return (
    <Notice
      tone="info"
      title={t("calls.notificationOn")}
      action={
        <div className="flex flex-wrap gap-2">
          <Button icon={Bell} onPress={() => void ask()}>
            {t("calls.notificationAllow")}
          </Button>
          <Button
            look="quiet"
            onPress={() => {
              setPutOff(true);
              writeFlag(laterKey);
            }}
          >
            {t("calls.notificationLater")}
          </Button>
        </div>
      }
    >
      {t("calls.notificationAdvice")}
    </Notice>
  );
}

function readFlag(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function writeFlag(key: string): void {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // Asked again next time.
  }
}
