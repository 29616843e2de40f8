import { AppWindow } from "lucide-react";

import { usePhone, useTabs } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";

/** Says in a tab without the phone where it is: sound comes from there. One press brings it here. */
export function TabPlace() {
  const { t } = useTranslation();
  const phone = usePhone();
  const isThere = useTabs(({ place }) => place === "there");
  if (!isThere) return null;
  return (
    <div role="status" className="flex min-w-0 items-center gap-2 text-sm text-muted">
      <AppWindow aria-hidden="true" className="size-4 shrink-0" />
      <span className="truncate max-md:sr-only">{t("tabs.there")}</span>
      <Button look="quiet" onPress={() => void phone.tabs.do({ type: "takeHere" })}>
        {t("tabs.takeHere")}
      </Button>
    </div>
  );
}
