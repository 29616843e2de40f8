import { Mic, Volume2 } from "lucide-react";

import { MicrophoneLevel } from "@/features/shared/microphone-level";
import { useAudio, usePhone, useSettings } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { RelayChoice } from "@/features/shared/relay-choice";
import { useTranslation } from "@/i18n/use-translation";
import type { AudioRole } from "@/phone/media/audio-state";
import { chooseProcessing } from "@/phone/media/processing";
import { type DeviceRef, type Processing, type Settings } from "@/phone/settings/settings";
import { Button } from "@/ui/button";
import { CheckBox } from "@/ui/check-box";
import { Section } from "@/ui/section";
import { SelectBox } from "@/ui/select-box";
import { SliderBox } from "@/ui/slider-box";

import { KeepMicrophone } from "./keep-microphone";

/** Microphone, speaker and ringer apart, each with a way to try it. */
export function AudioSettings() {
  const { t } = useTranslation();
  const phone = usePhone();
  const canChooseSpeaker = useAudio((state) => state.canChooseSpeaker);
  const speech = useSettings((settings) => settings.speechVolumePercent);
  const ring = useSettings((settings) => settings.ringVolumePercent);
  const change = (change: Partial<Settings>): void => phone.settings.do({ type: "change", change });
  const test = (role: "speaker" | "ringer") => () => void phone.audio.do({ type: "test", role });

  return (
    <Section title={t("settings.audio")}>
      <DeviceBox purpose="microphone" label={t("settings.microphone")} />
      <Microphone />
      <KeepMicrophone />
      {canChooseSpeaker ? (
        <>
          <DeviceBox purpose="speaker" label={t("settings.speaker")} />
          <DeviceBox purpose="ringer" label={t("settings.ringer")} />
        </>
      ) : (
        <p className="text-sm text-muted">{t("settings.speakerFixed")}</p>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="flex flex-col gap-2">
          <SliderBox
            label={t("settings.speechVolume")}
            value={speech}
            onChange={(speechVolumePercent) => change({ speechVolumePercent })}
          />
          <Button icon={Volume2} onPress={test("speaker")}>
            {t("settings.testSpeaker")}
          </Button>
        </div>
        <div className="flex flex-col gap-2">
          <SliderBox
            label={t("settings.ringVolume")}
            value={ring}
            onChange={(ringVolumePercent) => change({ ringVolumePercent })}
          />
          <Button icon={Volume2} onPress={test("ringer")}>
            {t("settings.testRinger")}
          </Button>
        </div>
      </div>
      <RelayChoice />
    </Section>
  );
}

interface DeviceBoxProps {
  readonly purpose: AudioRole;
  readonly label: string;
}

function DeviceBox({ purpose: role, label }: DeviceBoxProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const devices = useAudio((state) => state.devices);
  const chosen = useSettings((settings) => settings[role]);
  const present = devices
    .filter(({ kind }) => kind === (role === "microphone" ? "microphone" : "speaker"))
    .map(({ id, label: name }, index) => ({
      id,
      label: name === "" ? t("settings.unnamedDevice", { index: index + 1 }) : name,
    }));
  const current = present.find(
    ({ id, label: name }) => id === chosen?.id || name === chosen?.label,
  );
  const missing = chosen !== null && current === undefined ? chosen : null;
  const choose = (id: string): void => {
    const device: DeviceRef | null = present.find((candidate) => candidate.id === id) ?? null;
    void phone.audio.do({ type: "choose", role, device });
  };
  return (
    <SelectBox
      label={label}
      value={current?.id ?? missing?.id ?? ""}
      options={[
        { value: "", label: t("settings.systemDefault") },
        ...present.map(({ id, label: name }) => ({ value: id, label: name })),
        ...(missing === null
          ? []
          : [{ value: missing.id, label: t("settings.missingDevice", { label: missing.label }) }]),
      ]}
      onChange={choose}
    />
  );
}

function Microphone() {
  const { t } = useTranslation();
  const phone = usePhone();
  const microphone = useAudio((state) => state.microphone);
  const settings = useSettings((all) => all);
  const open = <OpenButton />;
  if (microphone.phase === "failed")
    return <ProblemNotice problem={microphone.problem} action={open} />;
  if (microphone.phase === "resting") {
    // One that is only released is made ready below.
    const isTried = microphone.because === "notKept" || microphone.because === "handsFree";
    return isTried ? <OpenButton hint={t("settings.keep.tried")} /> : null;
  }
  if (microphone.phase !== "open") return open;
  const processing = chooseProcessing(settings, microphone.label);
  const set = (change: Partial<Processing>): void =>
    void phone.audio.do({ type: "setProcessing", processing: { ...processing, ...change } });
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("settings.level")}</span>
        <MicrophoneLevel />
        <span className="text-xs text-muted">{t("settings.levelHint")}</span>
      </div>
      <fieldset className="flex flex-col">
        <legend className="text-sm font-medium">
          {t("settings.processing", { device: microphone.label })}
        </legend>
        <CheckBox
          isSelected={processing.echoCancellation}
          onChange={(echoCancellation) => set({ echoCancellation })}
        >
          {t("settings.echoCancellation")}
        </CheckBox>
        <CheckBox
          isSelected={processing.noiseSuppression}
          onChange={(noiseSuppression) => set({ noiseSuppression })}
        >
          {t("settings.noiseSuppression")}
        </CheckBox>
        <CheckBox
          isSelected={processing.autoGainControl}
          onChange={(autoGainControl) => set({ autoGainControl })}
        >
          {t("settings.autoGainControl")}
        </CheckBox>
        <span className="text-xs text-muted">{t("settings.processingHint")}</span>
      </fieldset>
    </>
  );
}

function OpenButton({ hint }: { readonly hint?: string }) {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Button icon={Mic} onPress={() => void phone.audio.do({ type: "openMicrophone" })}>
        {t("audio.openMicrophone")}
      </Button>
      {hint !== undefined && <span className="text-xs text-muted">{hint}</span>}
    </div>
  );
}
