import { usePhone } from "@/features/shared/phone-context";
import type { Settings } from "@/phone/settings/settings";

export function useChange(): (change: Partial<Settings>) => void {
  const phone = usePhone();
  return (change) => phone.settings.do({ type: "change", change });
}
