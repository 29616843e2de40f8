import { FileUp } from "lucide-react";
import { useState } from "react";

import { useTranslation } from "@/i18n/use-translation";
import type { Importer } from "@/phone/directory/import/importer";
import { classes } from "@/ui/classes";

/** A file, chosen or dropped. */
export function ImportFile({ importer }: { readonly importer: Importer }) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  async function open(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const bytes = await file.arrayBuffer();
    await importer.do({ type: "open", file: { name: file.name, bytes } });
  }
  return (
    // The keyboard has the box inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void open(event.dataTransfer.files[0]);
      }}
      className={classes(
        "flex flex-col items-center gap-3 rounded-xl border border-dashed p-6 text-center",
        isOver ? "border-brand bg-brand-soft" : "border-line-strong",
      )}
    >
      <label className="inline-flex min-h-11 cursor-default items-center gap-2 rounded-lg border border-line bg-raised px-4 py-2 text-sm font-semibold hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
        <FileUp aria-hidden="true" className="size-5" />
        {t("people.chooseFile")}
        <input
          type="file"
          accept=".csv,.txt,.tsv,.vcf,.vcard,text/csv,text/vcard,text/tab-separated-values"
          className="sr-only"
          onChange={(event) => {
            void open(event.target.files?.[0]);
            // The same file, corrected, can be chosen again.
            event.target.value = "";
          }}
        />
      </label>
      <p className="text-sm text-muted">{t("people.dropHere")}</p>
    </div>
  );
}
