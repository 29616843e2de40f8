import { useTranslation } from "react-i18next";

import { useFormat } from "@/i18n/use-format";
import type { Origin } from "@/phone/calls/call";

/** Queue, waiting time and who sent the call here, as far as the phone system said so. */
export function OriginLine({ origin }: { readonly origin: Origin }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = [
    origin.queue !== null && t("calls.queue", { queue: origin.queue }),
    origin.waitedSeconds !== null &&
      t("calls.waited", { duration: format.duration(origin.waitedSeconds * 1_000) }),
    origin.returnedFrom !== null && t("calls.returnedFrom", { target: origin.returnedFrom }),
    origin.transferredBy !== null && t("calls.transferredBy", { name: origin.transferredBy }),
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-1.5 pt-1 text-xs">
      {parts.map((part) => (
        <bdi key={part} className="rounded-full bg-brand-soft px-2 py-0.5 text-brand-ink">
          {part}
        </bdi>
      ))}
    </p>
  );
}
