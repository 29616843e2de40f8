import {
  ChevronDown,
  Mic,
  RefreshCw,
  SignalHigh,
  SignalLow,
  SignalMedium,
  SignalZero,
} from "lucide-react";
import { Suspense, useEffect, useRef, useState } from "react";

import { usePhone, useQuality } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId, TalkingCall } from "@/phone/calls/call";
import type { FindingKind } from "@/phone/media/quality/call-quality";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { lazyPart } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";

import { chooseHelp, chooseTrouble } from "./sound-help";

const QualityPanel = lazyPart(async () => (await import("./quality-panel")).QualityPanel);

const icons = {
  good: SignalHigh,
  fair: SignalMedium,
  poor: SignalLow,
  measuring: SignalZero,
} as const;

/** What is wrong with the sound of a call: the one thing that matters most, and one press that helps. */
export function SoundTrouble({ call }: { readonly call: TalkingCall }) {
  const { t } = useTranslation();
  const { id } = call;
  const path = useQuality((state) => state.byId[id]?.path.state ?? "up");
  const found = useQuality((state) => chooseTrouble(state.byId[id]?.findings ?? []));
  return (
    <>
      <Restored isUp={path === "up"} />
      {path !== "up" && (
        <Notice
          tone="warning"
          title={t(`quality.${path}`)}
          {...(path === "lost" ? { action: <Restart call={call} /> } : {})}
        >
          {t(`quality.${path}Advice`)}
        </Notice>
      )}
      {found !== null && found !== "talkingWhileMuted" && path === "up" && (
        <Found call={call} kind={found} />
      )}
    </>
  );
}

/** Somebody talks all the same: in the place of what says that they are muted, so that no button moves from under a press. */
export function TalkingWhileMuted({ call }: { readonly call: TalkingCall }) {
  return <Found call={call} kind="talkingWhileMuted" />;
}

/** Says to screen readers that the sound is back; what is seen simply goes away. */
function Restored({ isUp }: { readonly isUp: boolean }) {
  const { t } = useTranslation();
  const wasUp = useRef(isUp);
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (isUp !== wasUp.current) setTold(isUp);
    wasUp.current = isUp;
  }, [isUp]);
  return (
    <p role="status" className="sr-only">
      {isTold ? t("quality.restored") : ""}
    </p>
  );
}

function Restart({ call: { id } }: { readonly call: TalkingCall }) {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <Button icon={RefreshCw} onPress={() => phone.quality.do({ type: "restartPath", id })}>
      {t("quality.restart")}
    </Button>
  );
}

function Found({ call, kind }: { readonly call: TalkingCall; readonly kind: FindingKind }) {
  const { t } = useTranslation();
  return (
    <Notice
      tone="warning"
      title={t(`quality.findings.${kind}.title`)}
      action={<Help call={call} kind={kind} />}
    >
      {t(`quality.findings.${kind}.advice`)}
    </Notice>
  );
}

function Help({ call, kind }: { readonly call: TalkingCall; readonly kind: FindingKind }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { id } = call;
  switch (chooseHelp(kind)) {
    case "unmute":
      return (
        <Button icon={Mic} onPress={() => phone.calls.do({ type: "unmute", id })}>
          {t("calls.unmute")}
        </Button>
      );
    case "microphone":
      return (
        <Button icon={Mic} onPress={() => (window.location.hash = "#/settings")}>
          {t("quality.chooseMicrophone")}
        </Button>
      );
    case "restart":
      return <Restart call={call} />;
    case null:
      return null;
  }
}

/** How the call sounds, in a word and a sign; a press shows the graph and the figures. */
export function SoundQuality({ id }: { readonly id: CallId }) {
  const { t } = useTranslation();
  const grade = useQuality((state) => state.byId[id]?.grade ?? "measuring");
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-3">
      <Button
        look="quiet"
        icon={icons[grade]}
        isExpanded={isOpen}
        onPress={() => setOpen(!isOpen)}
        className="-mx-2 min-h-9 self-start px-2 py-1 font-normal text-muted"
      >
        {t(`quality.grades.${grade}`)}
        <ChevronDown
          aria-hidden="true"
          className={classes("size-4 transition-transform", isOpen && "rotate-180")}
        />
      </Button>
      {isOpen && (
        <Suspense>
          <QualityPanel id={id} />
        </Suspense>
      )}
    </div>
  );
}
