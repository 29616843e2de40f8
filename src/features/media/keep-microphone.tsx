import { Mic, MicOff } from "lucide-react";

import { useAudio, useCalls, usePhone, useSettings } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { selectLiveCount } from "@/phone/calls/select";
import type { AudioState, Rest } from "@/phone/media/audio-state";
import { isHandsFree } from "@/phone/media/hands-free";
import { expectedMicrophone, whyNotKept } from "@/phone/media/keeping";
import type { Settings } from "@/phone/settings/settings";
import { Button } from "@/ui/button";
import { CheckBox } from "@/ui/check-box";

/** Whether the microphone is open between calls, why, and what that looks like in the browser. */
export function KeepMicrophone() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { keepMicrophone, keepByDevice } = useSettings((settings) => settings);
  const { keep } = phone.config.microphone;
  const { label } = useKeeping();
  const change = (change: Partial<Settings>): void => phone.settings.do({ type: "change", change });
  const isKept = keep && keepMicrophone;
  return (
    <div className="flex flex-col gap-2">
      <CheckBox
        isSelected={isKept}
        onChange={(next) => change({ keepMicrophone: next })}
        hint={t("settings.keep.hint")}
        {...(keep ? {} : { lockedBecause: t("agent.settings.lockedByPolicy") })}
      >
        {t("settings.keep.label")}
      </CheckBox>
      <Standing />
      {isKept && label !== null && isHandsFree(label) && (
        <CheckBox
          isSelected={keepByDevice[label] === true}
          onChange={(next) => change({ keepByDevice: { ...keepByDevice, [label]: next } })}
        >
          {t("settings.keep.anyway")}
        </CheckBox>
      )}
    </div>
  );
}

function labelOf(audio: AudioState, settings: Settings): string | null {
  const { microphone } = audio;
  const known = microphone.phase === "resting" ? microphone.label : null;
  return known ?? expectedMicrophone(audio, settings);
}

/** Which microphone it is about, and why that one is closed between calls. */
function useKeeping(): { readonly label: string | null; readonly because: Rest | null } {
  const phone = usePhone();
  const audio = useAudio((state) => state);
  const settings = useSettings((all) => all);
  const label = labelOf(audio, settings);
  const { microphone } = audio;
  const resting = microphone.phase === "resting" ? microphone.because : null;
  return { label, because: whyNotKept(phone.config.microphone, settings, label) ?? resting };
}

/** How it stands at this moment, and the press that changes it. */
function Standing() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { label, because } = useKeeping();
  const isOpen = useAudio(({ microphone }) => microphone.phase === "open");
  const isInCall = useCalls(selectLiveCount) > 0;
  const minutes = phone.config.microphone.releaseAfterMinutes;
  if (because !== null) {
    return (
      <>
        <p className="text-sm text-muted">
          {t(`settings.keep.${because}`, { device: label ?? t("settings.systemDefault") })}
        </p>
        {(because === "released" || because === "idle") && (
          <Button
            icon={Mic}
            onPress={() => void phone.audio.do({ type: "makeReady" })}
            className="self-start"
          >
            {t("settings.keep.makeReady")}
          </Button>
        )}
      </>
    );
  }
  if (!isOpen) return null;
  return (
    <>
      <p className="text-sm text-muted">
        {t("settings.keep.open")}
        {minutes !== null && ` ${t("settings.keep.idleAfter", { count: minutes })}`}
      </p>
      {!isInCall && (
        <Button
          icon={MicOff}
          onPress={() => void phone.audio.do({ type: "releaseMicrophone" })}
          className="self-start"
        >
          {t("settings.keep.release")}
        </Button>
      )}
    </>
  );
}
