import { Forward, Grid3x3, Mic, MicOff, Pause, Play, Users } from "lucide-react";
import { Suspense, useState } from "react";

import { MicrophoneLevel } from "@/features/shared/microphone-level";
import { useNumberName } from "@/features/shared/party";
import {
  useAudio,
  useCalls,
  usePhone,
  useQuality,
  useSystem,
} from "@/features/shared/phone-context";
import { loadLaterWords } from "@/i18n/i18n";
import { useTranslation } from "@/i18n/use-translation";
import type { TalkingCall } from "@/phone/calls/call";
import { can } from "@/phone/calls/can";
import { selectMergeable } from "@/phone/calls/select";
import { isMicrophoneLive } from "@/phone/media/audio";
import { Afterwards } from "@/ui/afterwards";
import { lazyPart } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";

import { readHeardThere, readMoveKey } from "./call-state";
import { Control } from "./control";
import { chooseTrouble } from "./sound-help";
import { hasTransferDraft } from "./transfer-draft";

const CallKeypad = lazyPart(async () => (await import("./call-keypad")).CallKeypad);
const MergePanel = lazyPart(async () => {
  const [part] = await Promise.all([import("./merge-panel"), loadLaterWords()]);
  return part.MergePanel;
});
const TalkingWhileMuted = lazyPart(async () => {
  const [part] = await Promise.all([import("./call-sound"), loadLaterWords()]);
  return part.TalkingWhileMuted;
});
const ParkButton = lazyPart(async () => (await import("./park-button")).ParkButton);
const TransferPanel = lazyPart(async () => {
  const [part] = await Promise.all([import("./transfer-panel"), loadLaterWords()]);
  return part.TransferPanel;
});

type Panel = "keypad" | "transfer" | "conference";

/** What is done in a call, always in the same places; hanging up stands apart, below. */
export function TalkingControls({ call }: { readonly call: TalkingCall }) {
  const { t } = useTranslation();
  const phone = usePhone();
  // What was being typed before a reload is there again.
  const [panel, setPanel] = useState<Panel | null>(() =>
    hasTransferDraft(call.id) ? "transfer" : null,
  );
  const abilities = can(call);
  const hasTransfer = useSystem((state) => state.transfer);
  const hasParking = useSystem((state) => state.park);
  const mergeable = useCalls(selectMergeable(call.id));
  const toggle = (which: Panel): void => setPanel(panel === which ? null : which);
  const numberName = useNumberName();
  const { id } = call;
  /** With one other call there is nothing to choose. */
  function merge(): void {
    const [other, ...more] = mergeable;
    if (other === undefined) return;
    if (more.length > 0) return toggle("conference");
    phone.calls.do({ type: "merge", id, other });
  }

  return (
    <>
      <HeardLine call={call} />
      <Afterwards until={<div className="min-h-34" />}>
        <div className="grid grid-cols-3 gap-2">
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
          {hasTransfer && (
            <Control
              icon={Forward}
              turnsIcon
              isExpanded={panel === "transfer"}
              isDisabled={!abilities.transfer}
              onPress={() => toggle("transfer")}
            >
              {t("calls.transfer")}
            </Control>
          )}
          <Control
            icon={Users}
            {...(mergeable.length > 1 ? { isExpanded: panel === "conference" } : {})}
            isDisabled={mergeable.length === 0}
            onPress={() => merge()}
          >
            {t("calls.conference")}
          </Control>
          {hasParking && (
            <Suspense>
              <ParkButton id={id} isDisabled={!abilities.park} />
            </Suspense>
          )}
        </div>
      </Afterwards>
      {call.transfer !== null && (
        <Notice
          tone="info"
          title={t(`calls.${readMoveKey(call.transfer)}`, {
            target: numberName(call.transfer.target),
            slot: call.transfer.target,
          })}
        />
      )}
      <Suspense>
        {panel === "keypad" && abilities.sendDigits && <CallKeypad id={id} />}
        {panel === "transfer" && abilities.transfer && (
          <TransferPanel id={id} onDone={() => setPanel(null)} />
        )}
        {panel === "conference" && mergeable.length > 1 && (
          <MergePanel id={id} others={mergeable} onDone={() => setPanel(null)} />
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
  const trouble = useQuality((state) => chooseTrouble(state.byId[call.id]?.findings ?? []));
  if (heard === "hearsNothing" && call.muted) {
    const muted = (
      <Notice tone="warning" title={t("calls.muted")} className="min-h-17">
        {t("calls.mutedHint")}
      </Notice>
    );
    if (trouble !== "talkingWhileMuted") return muted;
    return (
      <Suspense fallback={muted}>
        <TalkingWhileMuted call={call} />
      </Suspense>
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
