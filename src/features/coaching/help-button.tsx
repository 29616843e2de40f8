import { Hand } from "lucide-react";
import { useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { mostReason } from "@/features/shared/use-order-of";
import { useCoaching } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { TextBox } from "@/ui/text-box";
import { Timer } from "@/ui/timer";

/** Asks the supervisors for help: one press raises the hand, and the reason can be told then. */
export function HelpButton() {
  const { t } = useTranslation();
  const { coaching } = usePhone();
  const hand = useCoaching((state) => state.hand);
  if (hand !== null) return <RaisedHand />;
  return (
    <Button
      icon={Hand}
      className="w-full"
      onPress={() => coaching.do({ type: "raiseHand", reason: null })}
    >
      {t("coaching.askForHelp")}
    </Button>
  );
}

/** The hand is up: since when, why, and how it goes down again. */
export function RaisedHand() {
  const { t } = useTranslation();
  const { coaching } = usePhone();
  const hand = useCoaching((state) => state.hand);
  const [reason, setReason] = useState("");
  if (hand === null) return null;
  const lower = (): void => coaching.do({ type: "lowerHand" });
  return (
    <div className="flex flex-col gap-3 rounded-lg bg-warning-soft p-3 text-warning-ink">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={Hand} isPressed className="px-3!" onPress={lower}>
          {t("coaching.handRaised")}
        </Button>
        <Timer since={hand.since} isMain={false} />
        {hand.reason !== null && <bdi className="text-sm wrap-anywhere">{hand.reason}</bdi>}
        <Button look="quiet" className="ms-auto px-2!" onPress={lower}>
          {t("coaching.lowerHand")}
        </Button>
      </div>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === "") return;
          coaching.do({ type: "raiseHand", reason: reason.trim() });
          setReason("");
        }}
      >
        <TextBox
          label={t("coaching.why")}
          value={reason}
          onChange={(text) => setReason(text.slice(0, mostReason))}
          className="flex-1"
        />
        <Button type="submit" isDisabled={reason.trim() === ""}>
          {t("coaching.tellWhy")}
        </Button>
      </form>
    </div>
  );
}
