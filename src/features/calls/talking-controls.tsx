import { Forward, Grid3x3, type LucideIcon, Mic, MicOff, Pause, Play } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { MicrophoneLevel } from "@/features/shared/microphone-level";
import { useAudio, usePhone } from "@/features/shared/phone-context";
import type { TalkingCall } from "@/phone/calls/call";
import { can } from "@/phone/calls/can";
import { isMicrophoneLive } from "@/phone/media/audio";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";

import { readHeardThere } from "./call-state";

const CallKeypad = lazyPart(async () => (await import("./call-keypad")).CallKeypad);
const TransferPanel = lazyPart(async () => (await import("./transfer-panel")).TransferPanel);

type Panel = "keypad" | "transfer";

/** What is done in a call, always in the same places; hanging up stands apart, below. */
export function TalkingControls({ call }: { readonly call: TalkingCall }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [panel, setPanel] = useState<Panel | null>(null);
  const abilities = can(call);
  const toggle = (which: Panel): void => setPanel(panel === which ? null : which);
  const { id } = call;

  return (
    <>
      <HeardLine call={call} />
      <div className="grid grid-cols-4 gap-2">
        {abilities.unmute ? (
          <Control icon={MicOff} isOn onPress={() => phone.calls.do({ type: "unmute", id })}>
            {t("calls.unmute")}
          </Control>
        ) : (
          <Control icon={Mic} onPress={() => phone.calls.do({ type: "mute", id })}>
            {t("calls.mute")}
          </Control>
        )}
        {abilities.resume ? (
          <Control icon={Play} isOn onPress={() => phone.calls.do({ type: "resume", id })}>
            {t("calls.resume")}
          </Control>
        ) : (
          <Control icon={Pause} onPress={() => phone.calls.do({ type: "hold", id })}>
            {t("calls.hold")}
          </Control>
        )}
        <Control
          icon={Grid3x3}
          isExpanded={panel === "keypad"}
          isDisabled={!abilities.sendDigits}
          onPress={() => toggle("keypad")}
        >
          {t("calls.keypad")}
        </Control>
        <Control
          icon={Forward}
          turnsIcon
          isExpanded={panel === "transfer"}
          isDisabled={!abilities.transfer}
          onPress={() => toggle("transfer")}
        >
          {t("calls.transfer")}
        </Control>
      </div>
      {call.transfer !== null && (
        <Notice
          tone="info"
          title={t(
            call.transfer.progress === "ringing" ? "calls.transferRinging" : "calls.transferAsked",
            {
              target: call.transfer.target,
            },
          )}
        />
      )}
      <Suspense>
        {panel === "keypad" && abilities.sendDigits && <CallKeypad id={id} />}
        {panel === "transfer" && abilities.transfer && (
          <TransferPanel id={id} onDone={() => setPanel(null)} />
        )}
      </Suspense>
    </>
  );
}

/** What the other side hears now, and the microphone's level while they hear it. */
function HeardLine({ call }: { readonly call: TalkingCall }) {
  const { t } = useTranslation();
  const isLive = useAudio(isMicrophoneLive);
  const heard = readHeardThere(call, isLive);
  if (heard === "hearsNothing" && call.muted) {
    return (
      <Notice tone="warning" title={t("calls.muted")}>
        {t("calls.mutedHint")}
      </Notice>
    );
  }
  if (heard === "hearsNothing" && !isLive) {
    return <Notice tone="warning" title={t("calls.microphoneOff")} />;
  }
  return (
    <div className="flex min-h-6 items-center justify-between gap-3 text-sm text-muted">
      <span>{t(`calls.${heard}`)}</span>
      {heard === "hearsYou" && <MicrophoneLevel className="w-28" />}
    </div>
  );
}

interface ControlProps {
  readonly icon: LucideIcon;
  readonly turnsIcon?: boolean;
  readonly children: string;
  readonly onPress: () => void;
  readonly isOn?: boolean;
  readonly isExpanded?: boolean;
  readonly isDisabled?: boolean;
}

function Control({
  icon,
  turnsIcon = false,
  children,
  onPress,
  isOn = false,
  isExpanded,
  isDisabled = false,
}: ControlProps) {
  return (
    <Button
      icon={icon}
      turnsIcon={turnsIcon}
      onPress={onPress}
      isDisabled={isDisabled}
      {...(isExpanded === undefined ? {} : { isExpanded })}
      look={isOn || isExpanded === true ? "primary" : "plain"}
      className="min-h-16 flex-col px-1 text-xs"
    >
      {children}
    </Button>
  );
}
