import { defaultProcessing, type Processing, type Settings } from "@/phone/settings/settings";

/** The processing for the microphone that is in use, by its label. */
export function chooseProcessing(settings: Settings, label: string): Processing {
  return settings.processingByDevice[label] ?? defaultProcessing;
}

export function isSameProcessing(one: Processing, other: Processing): boolean {
  return (
    one.echoCancellation === other.echoCancellation &&
    one.noiseSuppression === other.noiseSuppression &&
    one.autoGainControl === other.autoGainControl
  );
}
