import { Download, Import, Merge } from "lucide-react";
import { use, useEffect, useState } from "react";
import { useStore } from "zustand";

import { useDesk } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { LastImport } from "@/phone/directory/import/last-import";
import type { People } from "@/phone/directory/people";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";
import { saveFile } from "@/ui/save-file";

import { CompanyNote } from "./company-note";

const ImportPanel = lazyPart(async () => (await import("./import-panel")).ImportPanel);
const MergePanel = lazyPart(async () => (await import("./merge-panel")).MergePanel);

/** What is done to many contacts at a time. An import goes on while other pages are looked at. */
export function PeopleTools({ onBusy }: { readonly onBusy: (isBusy: boolean) => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const people = use(desk.openPeople());
  const isImporting = useStore(people.importer.store, ({ phase }) => phase !== "idle");
  const isBusy = useStore(
    people.importer.store,
    ({ phase }) => phase === "running" || phase === "takingBack",
  );
  useEffect(() => onBusy(isBusy), [isBusy, onBusy]);
  const [tool, setTool] = useState<"import" | "merge" | null>(null);
  const shown = isImporting ? "import" : tool;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={Import}
          isExpanded={shown === "import"}
          onPress={() => setTool(tool === "import" ? null : "import")}
        >
          {t("people.import")}
        </Button>
        <ExportButtons people={people} />
        <Button
          icon={Merge}
          isExpanded={shown === "merge"}
          onPress={() => setTool(tool === "merge" ? null : "merge")}
        >
          {t("people.findSame")}
        </Button>
      </div>
      {shown === "import" && (
        <ImportPanel
          importer={people.importer}
          onClose={() => {
            void people.importer.do({ type: "close" });
            setTool(null);
          }}
        />
      )}
      {shown === "merge" && <MergePanel merger={people.merger} onClose={() => setTool(null)} />}
      {!isImporting && <LastImportNote people={people} />}
      <CompanyNote company={desk.company} />
    </>
  );
}

function ExportButtons({ people }: { readonly people: People }) {
  const { t } = useTranslation();
  const [hasFailed, setFailed] = useState(false);
  async function save(name: string, type: string, write: () => Promise<readonly string[]>) {
    try {
      saveFile(name, type, await write());
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }
  const names = {
    name: t("people.kinds.name"),
    company: t("people.kinds.company"),
    mobile: t("people.kinds.mobile"),
    work: t("people.kinds.work"),
    home: t("people.kinds.home"),
    other: t("people.kinds.other"),
    email: t("people.kinds.email"),
    tags: t("people.kinds.tags"),
    notes: t("people.kinds.notes"),
  };
  return (
    <>
      <Button
        icon={Download}
        onPress={() => void save("contacts.csv", "text/csv", () => people.exportTable(names))}
      >
        {t("people.exportTable")}
      </Button>
      <Button
        icon={Download}
        onPress={() => void save("contacts.vcf", "text/vcard", () => people.exportCards())}
      >
        {t("people.exportCards")}
      </Button>
      {hasFailed && <Notice tone="danger" title={t("people.exportFailed")} />}
    </>
  );
}

/** What was imported last can be taken back, and what was interrupted should be looked at. */
function LastImportNote({ people }: { readonly people: People }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [last, setLast] = useState<LastImport | null>(null);
  useEffect(() => {
    people.importer.last().then(setLast, () => setLast(null));
  }, [people]);
  if (last === null) return null;
  const words = { name: last.fileName, date: format.moment(last.at) };
  return (
    <Notice
      tone={last.isWhole ? "info" : "warning"}
      title={t(last.isWhole ? "people.last" : "people.unfinished", words)}
      action={
        <Button onPress={() => void people.importer.do({ type: "undo" })}>
          {t("people.undo")}
        </Button>
      }
    >
      {last.isWhole ? undefined : t("people.unfinishedAdvice")}
    </Notice>
  );
}
