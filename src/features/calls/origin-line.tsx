import { useNumberName } from "@/features/shared/party";
import { usePhone } from "@/features/shared/phone-context";
import { useNameOf } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Call } from "@/phone/calls/call";

/** Queue, waiting time and the way the call took to get here, as far as the phone system said so. */
export function OriginLine({ call }: { readonly call: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { config } = usePhone();
  const nameOf = useNumberName();
  const wordsFor = useNameOf();
  const { origin, purpose, shownNumber } = call;
  const isTaken = call.phase === "talking" || (call.phase === "ended" && call.answeredAt !== null);
  const labelOf = (own: string): string =>
    config.callerNumbers.find(({ number }) => number === own)?.label ?? own;
  const parts = [
    origin.queue !== null &&
      t("calls.queue", {
        queue: wordsFor(origin.queue) ?? origin.queueLabel ?? origin.queue,
      }),
    origin.waitedSeconds !== null &&
      t("calls.waited", { duration: format.duration(origin.waitedSeconds * 1_000) }),
    origin.returnedFrom !== null &&
      t("calls.returnedFrom", { target: nameOf(origin.returnedFrom) }),
    origin.returnedFromSlot !== null &&
      t("calls.returnedFromSlot", { slot: origin.returnedFromSlot }),
    origin.transferredBy !== null &&
      t("calls.transferredBy", { name: nameOf(origin.transferredBy) }),
    origin.tookFrom !== null && t("calls.tookFrom", { name: nameOf(origin.tookFrom) }),
    origin.divertedFrom !== null && t("calls.divertedFrom", { name: nameOf(origin.divertedFrom) }),
    isTaken &&
      purpose.kind === "pickup" &&
      t("calls.pickedUp", { name: nameOf(purpose.extension) }),
    isTaken && purpose.kind === "fetch" && t("calls.fetched", { slot: purpose.slot }),
    shownNumber !== null && t("calls.shownAs", { number: labelOf(shownNumber) }),
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

/** What a colleague wrote about the call that they transferred. */
export function TransferNote({ call }: { readonly call: Call }) {
  const { t } = useTranslation();
  const nameOf = useNumberName();
  const { transferNote, transferredBy } = call.origin;
  if (transferNote === null) return null;
  const label =
    transferredBy === null
      ? t("calls.noteAlone")
      : t("calls.noteFrom", { name: nameOf(transferredBy) });
  return (
    <p className="rounded-lg bg-info-soft p-3 text-sm text-info-ink">
      <span className="block text-xs font-semibold">{label}</span>
      <bdi className="wrap-anywhere">{transferNote}</bdi>
    </p>
  );
}
