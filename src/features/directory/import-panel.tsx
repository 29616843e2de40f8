import { useStore } from "zustand";

import { ProblemNotice } from "@/features/shared/problem-notice";
import { useTranslation } from "@/i18n/use-translation";
import type { Importer } from "@/phone/directory/import/importer";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";

import { ImportChoice } from "./import-choice";
import { ImportFile } from "./import-file";
import { ImportResult } from "./import-result";

export interface ImportPanelProps {
  readonly importer: Importer;
  readonly onClose: () => void;
}

/** From a file to the contacts: which file, how it is read, how far it is, what came of it. */
export function ImportPanel({ importer, onClose }: ImportPanelProps) {
  const { t } = useTranslation();
  const { phase } = useStore(importer.store);
  const isBusy = phase === "running" || phase === "takingBack";
  return (
    <Section title={t("people.importTitle")}>
      <Step importer={importer} />
      {!isBusy && (
        <Button onPress={onClose} className="self-end">
          {t("people.close")}
        </Button>
      )}
    </Section>
  );
}

function Step({ importer }: { readonly importer: Importer }) {
  const { t } = useTranslation();
  const state = useStore(importer.store);
  switch (state.phase) {
    case "idle":
      return (
        <>
          {state.problem !== null && <ProblemNotice problem={state.problem} />}
          <ImportFile importer={importer} />
        </>
      );
    case "reading":
      return (
        <p role="status" className="text-sm text-muted">
          {t("people.reading", { name: state.fileName })}
        </p>
      );
    case "choosing":
      return <ImportChoice importer={importer} state={state} />;
    case "running":
    case "takingBack":
      return <Running state={state} onCancel={() => void importer.do({ type: "cancel" })} />;
    case "done":
      return <ImportResult importer={importer} state={state} />;
    case "cancelled":
      return (
        <>
          <Notice tone="info" title={t("people.cancelled", { name: state.fileName })} />
          <ImportFile importer={importer} />
        </>
      );
    case "undone":
      return (
        <>
          <Notice tone="success" title={t("people.undone", { count: state.count })} />
          <ImportFile importer={importer} />
        </>
      );
  }
}

function Running({
  state: { phase, fileName, done, count },
  onCancel,
}: {
  readonly state: {
    readonly phase: "running" | "takingBack";
    readonly fileName: string;
    readonly done: number;
    readonly count: number;
  };
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const label =
    phase === "running"
      ? t("people.running", { name: fileName })
      : t("people.takingBack", { name: fileName });
  return (
    <>
      <p className="text-sm font-medium wrap-anywhere">{label}</p>
      <progress
        aria-label={label}
        max={Math.max(1, count)}
        value={done}
        className="h-2 w-full accent-brand"
      />
      <p className="text-sm text-muted">{t("people.progress", { done, all: count })}</p>
      {phase === "running" && (
        <Button onPress={onCancel} className="self-start">
          {t("people.cancelImport")}
        </Button>
      )}
    </>
  );
}
