import { CircleParking } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";

import { useConnection, usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId, EndedCall } from "@/phone/calls/call";
import { selectAccount } from "@/phone/connection/connection";
import { selectNewestOf, selectParkingSlot } from "@/phone/parking/parking";

import { Control } from "./control";

/** Parks the call; the phone system takes the next place where the one that is asked for is taken. */
export function ParkButton({
  id,
  isDisabled,
}: {
  readonly id: CallId;
  readonly isDisabled: boolean;
}) {
  const { t } = useTranslation();
  const phone = usePhone();
  function park(): void {
    const slot = selectParkingSlot(phone.parking.store.getState());
    if (slot !== null) phone.calls.do({ type: "park", id, slot });
  }
  return (
    <Control icon={CircleParking} isDisabled={isDisabled} onPress={park}>
      {t("calls.park")}
    </Control>
  );
}

/** Where a call was parked, to be called out to a colleague; nothing until the phone system tells, and when it has gone. */
export function ParkedPlace({ call }: { readonly call: EndedCall }) {
  const { t } = useTranslation();
  const phone = usePhone();
  useEffect(() => phone.parking.watch(), [phone]);
  const own = useConnection((state) => selectAccount(state)?.extension ?? "");
  const slot = useStore(phone.parking.store, selectNewestOf(own, call.party.display));
  return (
    <span role="status" className="font-semibold">
      {slot !== null && t("calls.parkedPlace", { slot })}
    </span>
  );
}
