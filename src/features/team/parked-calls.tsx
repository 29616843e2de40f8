import { PhoneForwarded } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";

import { useNumberName } from "@/features/shared/party";
import { useIsConnected, usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { ParkingSlot } from "@/phone/parking/parking";
import { Button } from "@/ui/button";
import { PhoneNumber } from "@/ui/phone-number";
import { Section } from "@/ui/section";
import { Timer } from "@/ui/timer";

/** Who is parked where, by whom and since when, and a press to take each. */
export function ParkedCalls() {
  const { t } = useTranslation();
  const phone = usePhone();
  useEffect(() => phone.parking.watch(), [phone]);
  const slots = useStore(phone.parking.store, (state) => state.slots);
  const taken = slots.filter(({ state }) => state === "taken");
  return (
    <Section title={t("team.parked")}>
      {taken.length === 0 ? (
        <p role="status" className="text-sm text-muted">
          {t("team.noneParked")}
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {taken.map((slot) => (
            <ParkedRow key={slot.slot} parked={slot} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ParkedRow({ parked }: { readonly parked: ParkingSlot }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const isConnected = useIsConnected();
  const numberName = useNumberName();
  const { slot, by, since } = parked;
  const name = parked.name ?? t("team.parkedUnknown");
  return (
    <li className="flex flex-wrap items-center gap-3">
      <PhoneNumber value={slot} className="w-12 font-semibold" />
      <div className="flex min-w-40 flex-1 flex-col">
        <span className="font-medium wrap-anywhere">
          <bdi>{name}</bdi>
        </span>
        <span className="flex flex-wrap gap-x-2 text-sm text-muted">
          {by !== null && t("team.parkedBy", { name: numberName(by) })}
          {since !== null && <Timer since={since} isMain={false} />}
        </span>
      </div>
      <Button
        look="success"
        icon={PhoneForwarded}
        label={t("team.fetchName", { name, slot })}
        isDisabled={!isConnected}
        onPress={() => phone.calls.do({ type: "fetch", slot })}
      >
        {t("team.fetch")}
      </Button>
    </li>
  );
}
