import { useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Notice } from "@/ui/notice";
import { TextBox } from "@/ui/text-box";

/** What is kept was sealed with another password: the one of before opens it once more, or it is given up. */
export function LockedBanner() {
  const { t } = useTranslation();
  const { storage } = usePhone();
  const [password, setPassword] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);

  async function unlock(): Promise<void> {
    setBusy(true);
    const isOpen = await storage.do({ type: "unlock", password }).catch(() => false);
    setBusy(false);
    setWrong(!isOpen);
  }

  return (
    <Notice tone="warning" title={t("locked.title")}>
      {t("locked.advice")}
      <form
        className="mt-2 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <TextBox
          label={t("locked.password")}
          value={password}
          onChange={setPassword}
          type="password"
          ltr
          className="min-w-56"
          {...(isWrong ? { hint: <span role="alert">{t("locked.wrong")}</span> } : {})}
        />
        <Button type="submit" look="primary" isDisabled={isBusy || password === ""}>
          {t(isBusy ? "locked.opening" : "locked.open")}
        </Button>
        <Button look="quiet" onPress={() => setAsking(true)}>
          {t("locked.beginAnew")}
        </Button>
      </form>
      {isAsking && (
        <Confirm
          title={t("locked.beginAnewSure")}
          advice={t("locked.beginAnewAdvice")}
          confirmLabel={t("locked.beginAnew")}
          cancelLabel={t("app.cancel")}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void storage.do({ type: "beginAnew" });
          }}
        />
      )}
    </Notice>
  );
}
