import { Copy, Download, Trash2 } from "lucide-react";
import { useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { Facts, NoteEntry } from "@/phone/diagnostics/entry";
import { countTrace } from "@/phone/diagnostics/ladder";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";

import { writeBundle } from "./bundle-text";
import { calendarDay, clock } from "./clock";
import { factsText } from "./facts-text";
import { Ladder } from "./ladder";
import { type ShownTrace, useTrace } from "./use-trace";

const pageSize = 100;

export interface DiagnosticsPageProps {
  /** Where the agent came from. */
  readonly back: string;
}

export function DiagnosticsPage({ back }: DiagnosticsPageProps) {
  const { t } = useTranslation();
  const trace = useTrace();
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-bold">{t("diagnostics.title")}</h1>
        <a
          href={back}
          className="rounded-lg px-3 py-2 text-sm font-semibold focus-ring hover:bg-hover"
        >
          {t("diagnostics.back")}
        </a>
      </div>
      <p className="text-sm text-muted">
        {t("diagnostics.what")} {t("diagnostics.whatNot")}
      </p>
      {trace === null ? (
        <p className="text-sm text-muted">{t("app.loading")}</p>
      ) : (
        <Recorded trace={trace} />
      )}
    </div>
  );
}

function Recorded({ trace }: { readonly trace: ShownTrace }) {
  const { t } = useTranslation();
  const { entries, isKept, readAt, sections } = trace;
  const notes = entries.filter((entry) => entry.kind !== "sip");
  return (
    <>
      {!isKept && <Notice tone="warning" title={t("diagnostics.notKept")} />}
      <Actions trace={trace} />
      <Section title={t("diagnostics.ladder")}>
        <Ladder entries={entries} readAt={readAt} />
      </Section>
      <Section title={t("diagnostics.events")}>
        <Timeline notes={notes} />
      </Section>
      <Section title={t("diagnostics.figures")}>
        <FactsList name="statistics" facts={{ ...countTrace(entries, readAt) }} />
        {sections.map(({ name, facts }) => (
          <FactsList key={name} name={name} facts={facts} />
        ))}
      </Section>
    </>
  );
}

function Actions({ trace }: { readonly trace: ShownTrace }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [isAsking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<"copied" | "notCopied" | "deleted" | "notDeleted" | null>(
    null,
  );
  /** What is recorded up to the press, and not up to the last look. */
  async function write(): Promise<string> {
    const [{ entries, isKept }, sections] = await Promise.all([
      phone.diagnostics.read(),
      phone.diagnostics.sections(),
    ]);
    return writeBundle({ entries, isKept, sections, writtenAt: Date.now() });
  }
  const copy = (): void =>
    void write()
      .then((text) => navigator.clipboard.writeText(text))
      .then(
        () => setOutcome("copied"),
        () => setOutcome("notCopied"),
      );
  const clear = (): void =>
    void phone.diagnostics.clear().then(
      () => setOutcome("deleted"),
      () => setOutcome("notDeleted"),
    );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button look="primary" icon={Download} onPress={() => void write().then(saveFile)}>
          {t("diagnostics.save")}
        </Button>
        <Button icon={Copy} onPress={copy}>
          {t("diagnostics.copy")}
        </Button>
        <Button
          icon={Trash2}
          onPress={() => setAsking(true)}
          isDisabled={trace.entries.length === 0}
        >
          {t("diagnostics.delete")}
        </Button>
      </div>
      <p role="status" className="text-sm text-muted empty:hidden">
        {outcome === null ? null : t(`diagnostics.${outcome}`)}
      </p>
      {isAsking && (
        <Confirm
          title={t("diagnostics.deleteSure")}
          advice={t("diagnostics.deleteAdvice")}
          confirmLabel={t("diagnostics.delete")}
          cancelLabel={t("app.cancel")}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            clear();
          }}
        />
      )}
    </div>
  );
}

function saveFile(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  const now = Date.now();
  link.download = `hamsa-diagnostics-${calendarDay(now)}-${clock(now).slice(0, 5).replace(":", "")}.txt`;
  link.click();
  // The browser has taken it up by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Names and values as they are in the file: for whoever reads one to somebody over the telephone. */
function Timeline({ notes }: { readonly notes: readonly NoteEntry[] }) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(pageSize);
  return (
    <>
      {notes.length > limit && (
        <Button onPress={() => setLimit(limit + pageSize)}>{t("diagnostics.earlier")}</Button>
      )}
      <ol dir="ltr" className="flex flex-col gap-1 text-xs">
        {notes.slice(-limit).map((note, index) => (
          <li key={notes.length - limit + index} className="flex gap-3">
            <span className="w-20 shrink-0 text-muted tabular-nums">{clock(note.at)}</span>
            <span className="min-w-0 wrap-anywhere">
              <strong className="me-2">
                {note.kind} {note.what}
              </strong>
              {factsText(note.facts)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function FactsList({ name, facts }: { readonly name: string; readonly facts: Facts }) {
  return (
    <div dir="ltr" className="text-start">
      <h3 className="font-semibold">{name}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 text-sm">
        {Object.entries(facts).map(([key, value]) => (
          <div key={key} className="contents">
            <dt className="text-muted">{key}</dt>
            <dd className="wrap-anywhere tabular-nums">{value === null ? "—" : String(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
