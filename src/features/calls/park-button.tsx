import { CircleParking } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import { usePhone } from "@/features/shared/phone-context";
import type { CallId } from "@/phone/calls/call";
import { selectParkingSlot } from "@/phone/parking/parking";

import { Control } from "./control";

/** Parks the call in the first free place; while the button can be seen the places are watched. */
export function ParkButton({
  id,
  isDisabled,
}: {
  readonly id: CallId;
  readonly isDisabled: boolean;
}) {
  const { t } = useTranslation();
  const phone = usePhone();
  const slot = useStore(phone.parking.store, selectParkingSlot);
  useEffect(() => phone.parking.watch(), [phone]);
  return (
    <Control
      icon={CircleParking}
      isDisabled={isDisabled || slot === null}
      onPress={() => slot !== null && phone.calls.do({ type: "park", id, slot })}
    >
      {t("calls.park")}
    </Control>
  );
}
