import { PhoneIncoming } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useCalls } from "@/features/shared/phone-context";
import { selectRinging, selectStage } from "@/phone/calls/select";

import { CallCard } from "./call-card";
import { RingingCard } from "./ringing-card";

/** Every call there is: the active one first, then what rings, then those on hold and what has just ended. */
export function CallsColumn() {
  const { t } = useTranslation();
  const stage = useCalls(selectStage);
  const ringing = useCalls(selectRinging);
  const [first, ...rest] = stage;
  if (first === undefined && ringing.length === 0) {
    return (
      <div className="flex flex-col items-center gap-2 rounded-xl border border-dashed border-line-strong p-10 text-center">
        <PhoneIncoming aria-hidden="true" className="size-10 text-muted" />
        <p className="font-semibold">{t("calls.none")}</p>
        <p className="text-sm text-muted">{t("calls.noneHint")}</p>
      </div>
    );
  }
  // One keyed list: a call that changes its place keeps its own panels, focus and half-typed text.
  const places = [...(first === undefined ? [] : [first]), ...ringing, ...rest];
  return (
    <div className="flex flex-col gap-4">
      {places.map((id) =>
        ringing.includes(id) ? (
          <RingingCard key={id} id={id} />
        ) : (
          <CallCard key={id} id={id} isActive={id === first} />
        ),
      )}
    </div>
  );
}
