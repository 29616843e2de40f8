import { EarOff, type LucideIcon, Megaphone, MessageCircle } from "lucide-react";

import { useTranslation } from "@/i18n/use-translation";
import type { HeardBy } from "@/phone/supervision/supervision-state";
import { classes } from "@/ui/classes";

const looks: Readonly<Record<HeardBy, { readonly icon: LucideIcon; readonly look: string }>> = {
  nobody: { icon: EarOff, look: "bg-success-soft text-success-ink" },
  agent: { icon: MessageCircle, look: "bg-warning-soft text-warning-ink" },
  agentAndCustomer: { icon: Megaphone, look: "bg-danger-soft text-danger-ink" },
};

/** The one sentence that a supervisor must never be wrong about: colour, sign and words say the same. */
export function HeardBySentence({ heardBy }: { readonly heardBy: HeardBy }) {
  const { t } = useTranslation();
  const { icon: Icon, look } = looks[heardBy];
  return (
    <div className={classes("flex items-center gap-3 rounded-xl px-4 py-2", look)}>
      <Icon aria-hidden="true" className="size-8 shrink-0" />
      <p role="status" className="text-xl font-bold">
        {t(`supervision.heardBy.${heardBy}`)}
      </p>
    </div>
  );
}
