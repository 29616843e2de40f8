import { useTranslation } from "@/i18n/use-translation";

import { useDesk } from "./phone-context";
import { useSay } from "./use-words";

/** What a break is called: by the configuration, else as the phone system calls it. */
export function useBreakName(): (reason: string) => string {
  const { t } = useTranslation();
  const { config } = useDesk();
  const say = useSay();
  return (reason) => {
    if (reason === "wrapup") return t("agent.modes.wrapUp");
    if (reason === "missed") return t("agent.missedCall");
    const label = config.breaks.find(({ id }) => id === reason)?.label;
    return label === undefined ? reason : say(label);
  };
}
