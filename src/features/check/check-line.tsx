import {
  CircleCheck,
  CircleHelp,
  CircleMinus,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { useRef } from "react";

import { MicrophoneLevel } from "@/features/shared/microphone-level";
import { useConnection } from "@/features/shared/phone-context";
import { useNotificationPermission } from "@/features/shared/use-notification-permission";
import { useTranslation } from "@/i18n/use-translation";
import type { Check, CheckLine } from "@/phone/check/check";
import type { CheckName, LineResult, Verdict } from "@/phone/check/result";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";

import { useLineText } from "./use-line-text";

interface Look {
  readonly icon: LucideIcon;
  readonly color: string;
}

const looks: Readonly<Record<Verdict, Look>> = {
  ok: { icon: CircleCheck, color: "text-success" },
  warning: { icon: TriangleAlert, color: "text-warning-ink" },
  failed: { icon: CircleX, color: "text-danger" },
  skipped: { icon: CircleMinus, color: "text-muted" },
};

const busy: Look = { icon: LoaderCircle, color: "text-brand motion-safe:animate-spin" };
const asking: Look = { icon: CircleHelp, color: "text-brand" };
const waiting: Look = { icon: CircleMinus, color: "text-line-strong" };

function lookOf(line: CheckLine): Look {
  switch (line.phase) {
    case "waiting":
      return waiting;
    case "running":
      return busy;
    case "asking":
      return asking;
    case "done":
      return looks[line.result.verdict];
  }
}

export interface CheckLineItemProps {
  readonly check: Check;
  readonly name: CheckName;
  readonly line: CheckLine;
  /** Nothing is being checked: a line may be tried alone. */
  readonly isResting: boolean;
}

export function CheckLineItem({ check, name, line, isResting }: CheckLineItemProps) {
  const { t } = useTranslation();
  const { icon: Icon, color } = lookOf(line);
  const title = t(`check.names.${name}`);
  const item = useRef<HTMLLIElement>(null);
  // A button that was pressed goes away: the keyboard stays with its line.
  const stay = (): void => item.current?.focus();
  return (
    <li
      ref={item}
      tabIndex={-1}
      className="flex items-start gap-3 border-line p-4 focus-ring not-first:border-t"
      data-check={name}
    >
      <Icon aria-hidden="true" className={classes("mt-0.5 size-5 shrink-0", color)} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-56 flex-1 flex-col gap-0.5">
          <p className="font-semibold">
            {title}
            {line.phase === "done" && (
              <span className="sr-only">: {t(`check.verdicts.${line.result.verdict}`)}</span>
            )}
          </p>
          <Words name={name} line={line} />
        </div>
        {line.phase === "asking" && <Question check={check} name={name} onAnswer={stay} />}
        {line.phase === "done" && isResting && line.result.code !== "soundSame" && (
          <Help check={check} name={name} result={line.result} title={title} onAgain={stay} />
        )}
      </div>
    </li>
  );
}

function Words({ name, line }: Pick<CheckLineItemProps, "name" | "line">) {
  const { t } = useTranslation();
  const lineText = useLineText();
  switch (line.phase) {
    case "waiting":
      return <p className="text-sm text-muted">{t("check.waiting")}</p>;
    case "running":
      if (name !== "microphone") return <p className="text-sm text-muted">{t("check.running")}</p>;
      return (
        <>
          <p role="status" className="text-sm">
            {t("check.speakNow")}
          </p>
          <MicrophoneLevel className="max-w-64" />
        </>
      );
    case "asking":
      return (
        <p role="status" className="text-sm">
          {t("check.heardQuestion")}
        </p>
      );
    case "done":
      return (
        <>
          <p className="text-sm wrap-anywhere text-muted">{lineText(line.result)}</p>
          {line.result.device !== undefined && line.result.device !== "" && (
            <p className="text-xs wrap-anywhere text-muted">
              <bdi>{line.result.device}</bdi>
            </p>
          )}
        </>
      );
  }
}

interface QuestionProps extends Pick<CheckLineItemProps, "check" | "name"> {
  readonly onAnswer: () => void;
}

function Question({ check, name, onAnswer }: QuestionProps) {
  const { t } = useTranslation();
  const answer = (isHeard: boolean) => () => {
    onAnswer();
    void check.do({ type: "answer", name, isHeard });
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="primary" onPress={answer(true)} autoFocus>
        {t("check.heardYes")}
      </Button>
      <Button onPress={answer(false)}>{t("check.heardNo")}</Button>
    </div>
  );
}

/** Where choosing another device helps more than trying the same one again. */
const deviceCodes = new Set([
  "microphoneQuiet",
  "microphoneSilent",
  "microphoneStandIn",
  "soundNotHeard",
  "soundStandIn",
  "speakerUnavailable",
]);

interface HelpProps extends Pick<CheckLineItemProps, "check" | "name"> {
  readonly result: LineResult;
  readonly title: string;
  readonly onAgain: () => void;
}

/** The one press that helps with what was found, beside trying it again. */
function Help({ check, name, result, title, onAgain }: HelpProps) {
  const { t } = useTranslation();
  const isSignedIn = useConnection(({ phase }) => phase !== "signedOut");
  const { ask } = useNotificationPermission();
  const { code, verdict } = result;
  const again = (): void => {
    onAgain();
    void check.do({ type: "runOne", name });
  };
  // Settings are for whoever is signed in.
  const leadsToSettings = isSignedIn && (deviceCodes.has(code) || code === "soundOff");
  return (
    <div className="flex flex-wrap items-center gap-2">
      {leadsToSettings && (
        <a
          href="#/settings"
          className="rounded-lg px-2 py-1 text-sm font-semibold text-brand-ink underline focus-ring"
        >
          {t(code === "soundOff" ? "check.changeVolume" : "check.chooseDevice")}
        </a>
      )}
      {code === "notificationsAsk" && (
        <Button onPress={() => void ask().then(again)}>{t("check.allowNotifications")}</Button>
      )}
      {code === "storageOk" && (
        <Button
          onPress={() => {
            onAgain();
            void check.do({ type: "keepStorage" });
          }}
        >
          {t("check.keepStorage")}
        </Button>
      )}
      {verdict !== "ok" && code !== "notificationsAsk" && code !== "afterSignIn" && (
        <Button onPress={again} label={t("check.lineAgainFor", { name: title })}>
          {t(
            name === "microphone" && verdict === "failed"
              ? "audio.openMicrophone"
              : "check.lineAgain",
          )}
        </Button>
      )}
    </div>
  );
}
