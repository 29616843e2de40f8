import { ClipboardCopy, LogIn, Play, Square } from "lucide-react";
import { use, useEffect, useState } from "react";
import { useStore } from "zustand";

import { useConnection, usePhone } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Check, CheckLine, CheckState } from "@/phone/check/check";
import { checkNames, type KeptCheck, overall } from "@/phone/check/result";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";

import { CheckLineItem } from "./check-line";
import { useReport } from "./use-report";

/** One page before the shift: a line for each thing, green or with a sentence and a press that helps. */
export function CheckPage() {
  const { t } = useTranslation();
  const check = use(usePhone().openCheck());
  const state = useStore(check.store);
  const isSignedOut = useConnection(({ phase }) => phase === "signedOut");
  // Whoever leaves the page leaves no call and no open device behind.
  useEffect(() => () => void check.do({ type: "stop" }), [check]);
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-bold">{t("nav.check")}</h1>
      <p className="text-sm text-muted">{t("check.intro")}</p>
      <div className="flex flex-wrap gap-2">
        {state.isRunning ? (
          <Button icon={Square} onPress={() => void check.do({ type: "stop" })}>
            {t("check.stop")}
          </Button>
        ) : (
          <Button look="primary" icon={Play} onPress={() => void check.do({ type: "run" })}>
            {t(state.kept.length === 0 ? "check.start" : "check.again")}
          </Button>
        )}
        {isSignedOut && (
          <a
            href="#/phone"
            className="inline-flex min-h-11 items-center gap-2 rounded-lg px-4 py-2 text-sm font-semibold focus-ring"
          >
            <LogIn aria-hidden="true" className="size-5 rtl:-scale-x-100" />
            {t("check.backToSignIn")}
          </a>
        )}
      </div>
      <Outcome state={state} />
      <Lines check={check} state={state} />
      {!state.isRunning && <Copy state={state} />}
      <Earlier kept={state.kept} />
    </div>
  );
}

const tones = { ok: "success", partly: "info", warning: "warning", failed: "warning" } as const;

/** Said aloud when it is known; the same element all along, so that screen readers notice. */
function Outcome({ state }: { readonly state: CheckState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [newest] = state.kept;
  if (state.isRunning) return <Notice tone="info" title={t("check.running")} />;
  if (newest === undefined) return <EmptyState title={t("check.never")} />;
  const verdict = overall(Object.values(newest.lines));
  return (
    <Notice tone={tones[verdict]} title={t(`check.overall.${verdict}`)}>
      {t("check.lastTime", { moment: format.moment(newest.at) })}
    </Notice>
  );
}

function Lines({ check, state }: { readonly check: Check; readonly state: CheckState }) {
  const [newest] = state.kept;
  const lines = state.lines ?? (newest === undefined ? null : linesOf(newest));
  if (lines === null) return null;
  return (
    <ul className="card">
      {checkNames.flatMap((name) => {
        const line = lines[name];
        if (line === undefined) return [];
        return (
          <CheckLineItem
            key={name}
            check={check}
            name={name}
            line={line}
            isResting={!state.isRunning}
          />
        );
      })}
    </ul>
  );
}

function linesOf({ lines }: KeptCheck): Partial<Record<string, CheckLine>> {
  return Object.fromEntries(
    Object.entries(lines).map(([name, result]) => [name, { phase: "done", result }]),
  );
}

type Copying = "no" | "copied" | "refused";

function Copy({ state }: { readonly state: CheckState }) {
  const { t } = useTranslation();
  const report = useReport();
  const [copying, setCopying] = useState<Copying>("no");
  const [newest] = state.kept;
  if (newest === undefined) return null;
  const text = report(newest, overall(Object.values(newest.lines)));
  const copy = (): void => {
    // Missing altogether on a page without encryption.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    void (clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"))).then(
      () => setCopying("copied"),
      () => setCopying("refused"),
    );
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button icon={ClipboardCopy} onPress={copy}>
        {t("check.copy")}
      </Button>
      <p role="status" className="text-sm text-muted">
        {copying === "copied" && t("check.copied")}
        {copying === "refused" && t("check.copyFailed")}
      </p>
    </div>
  );
}

function Earlier({ kept }: { readonly kept: CheckState["kept"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (kept.length < 2) return null;
  return (
    <Section title={t("check.earlier")}>
      <ul className="flex flex-col gap-2 text-sm">
        {kept.slice(1).map(({ at, lines }) => (
          <li key={at} className="flex flex-wrap gap-x-4">
            <span className="text-muted">{format.moment(at)}</span>
            <span>{t(`check.overall.${overall(Object.values(lines))}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
