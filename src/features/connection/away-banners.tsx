import { useStore } from "zustand";

import { usePhone } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

export function AwayBanners() {
  return (
    <>
      <ElsewhereBanner />
      <SleepBanner />
    </>
  );
}

function ElsewhereBanner() {
  const { t } = useTranslation();
  const { elsewhere } = usePhone();
  const state = useStore(elsewhere.store, (found) => found);
  if (state.phase === "alone") return null;
  if (state.phase === "moving") return <Notice tone="info" title={t("elsewhere.moving")} />;
  return (
    <Notice
      tone="info"
      title={t("elsewhere.found")}
      action={
        <div className="flex flex-wrap gap-2">
          <Button onPress={() => elsewhere.do({ type: "moveHere" })}>{t("elsewhere.move")}</Button>
          <Button look="quiet" onPress={() => elsewhere.do({ type: "leaveBoth" })}>
            {t("elsewhere.keep")}
          </Button>
        </div>
      }
    >
      {state.calls === 0 ? t("elsewhere.noCalls") : t("elsewhere.calls", { count: state.calls })}
    </Notice>
  );
}

function SleepBanner() {
  const { t } = useTranslation();
  const format = useFormat();
  const { wakefulness } = usePhone();
  const slept = useStore(wakefulness.store, (state) => state.slept);
  if (slept === null) return null;
  return (
    <Notice
      tone="warning"
      title={t("wakefulness.slept", { duration: format.duration(slept.ms) })}
      onDismiss={() => wakefulness.do({ type: "dismiss" })}
      dismissLabel={t("app.dismiss")}
    >
      {t("wakefulness.sleptAdvice", {
        from: format.time(slept.from),
        until: format.time(slept.until),
      })}
    </Notice>
  );
}
