import { useTranslation } from "@/i18n/use-translation";
import { columnKinds } from "@/phone/directory/import/columns";
import { type Encoding, encodings } from "@/phone/directory/import/decode";
import type { FileView } from "@/phone/directory/import/file-reader";
import type { Importer, ImporterState } from "@/phone/directory/import/importer";
import { type DuplicatePolicy, duplicatePolicies } from "@/phone/directory/import/keep-batch";
import { Button } from "@/ui/button";
import { CheckBox } from "@/ui/check-box";
import { Notice } from "@/ui/notice";
import { SelectBox } from "@/ui/select-box";

import { ImportFile } from "./import-file";

type Choosing = Extract<ImporterState, { phase: "choosing" }>;
type Table = Extract<FileView, { kind: "table" }>;
type Delimiter = Table["delimiter"];

/** Their own names, the same in every language. */
const encodingNames: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  "windows-1252": "Windows-1252",
  "windows-1256": "Windows-1256",
};

const delimiterNames = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

export interface ImportChoiceProps {
  readonly importer: Importer;
  readonly state: Choosing;
}

/** How a file is read, what its columns are, and what becomes of whom there is already. */
export function ImportChoice({ importer, state }: ImportChoiceProps) {
  const { t } = useTranslation();
  const { view, fileName, policy } = state;
  if (view.kind === "refused") {
    return (
      <>
        <Notice tone="danger" title={t(`people.refused.${view.because}`, { name: fileName })} />
        <ImportFile importer={importer} />
      </>
    );
  }
  return (
    <>
      <p className="text-sm wrap-anywhere">
        {t(view.kind === "table" ? "people.countRows" : "people.countCards", {
          name: fileName,
          count: view.count,
        })}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectBox
          label={t("people.encoding")}
          value={view.encoding}
          options={encodings.map((value) => ({ value, label: encodingNames[value] }))}
          onChange={(value) =>
            void importer.do({ type: "choose", choice: { encoding: value as Encoding } })
          }
        />
        {view.kind === "table" && (
          <SelectBox
            label={t("people.delimiter")}
            value={view.delimiter}
            options={Object.entries(delimiterNames).map(([value, name]) => ({
              value,
              label: t(`people.delimiters.${name}`),
            }))}
            onChange={(value) =>
              void importer.do({ type: "choose", choice: { delimiter: value as Delimiter } })
            }
          />
        )}
      </div>
      {view.kind === "table" ? (
        <>
          <CheckBox
            isSelected={view.hasHeader}
            onChange={(hasHeader) => void importer.do({ type: "choose", choice: { hasHeader } })}
          >
            {t("people.hasHeader")}
          </CheckBox>
          <Preview importer={importer} state={state} view={view} />
        </>
      ) : (
        <Cards view={view} />
      )}
      <SelectBox
        label={t("people.policy")}
        value={policy}
        options={duplicatePolicies.map((value) => ({
          value,
          label: t(`people.policies.${value}`),
        }))}
        onChange={(value) =>
          void importer.do({ type: "setPolicy", policy: value as DuplicatePolicy })
        }
      />
      <Button
        look="primary"
        onPress={() => void importer.do({ type: "start" })}
        className="self-start"
      >
        {t("people.start")}
      </Button>
    </>
  );
}

function Preview({ importer, state, view }: ImportChoiceProps & { readonly view: Table }) {
  const { t } = useTranslation();
  const options = columnKinds.map((value) => ({ value, label: t(`people.kinds.${value}`) }));
  return (
    <div
      role="region"
      aria-label={t("people.preview")}
      // A wide table is scrolled by the keyboard too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line focus-ring"
    >
      <table className="w-full text-start text-sm">
        <thead>
          <tr>
            {state.columns.map((kind, at) => {
              const heading = view.headings?.[at]?.trim() || String(at + 1);
              return (
                // Columns have no identity but their place.
                // oxlint-disable-next-line react/no-array-index-key
                <th
                  key={at}
                  scope="col"
                  className="min-w-36 p-2 text-start align-bottom font-medium"
                >
                  <bdi className="block w-fit pb-1 wrap-anywhere">{heading}</bdi>
                  <SelectBox
                    label={t("people.columnIs", { name: heading })}
                    hideLabel
                    value={kind}
                    options={options}
                    onChange={(value) =>
                      void importer.do({
                        type: "setColumn",
                        at,
                        kind: value as (typeof columnKinds)[number],
                      })
                    }
                  />
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {view.firstRows.map((cells, row) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={row} className="border-t border-line">
              {state.columns.map((kind, at) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={at} className={kind === "skip" ? "p-2 text-muted line-through" : "p-2"}>
                  <bdi className="line-clamp-2 w-fit max-w-60 wrap-anywhere">{cells[at]}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ view }: { readonly view: Extract<FileView, { kind: "cards" }> }) {
  const { t } = useTranslation();
  return (
    <ul
      aria-label={t("people.preview")}
      className="flex flex-col rounded-lg border border-line text-sm"
    >
      {view.firstRows.map(({ name, company, numbers }, row) => (
        // oxlint-disable-next-line react/no-array-index-key
        <li key={row} className="flex flex-wrap gap-x-4 border-line p-2 not-first:border-t">
          <bdi className="font-medium wrap-anywhere">{name}</bdi>
          <bdi className="wrap-anywhere text-muted">{company}</bdi>
          {numbers.slice(0, 3).map(({ number }) => (
            <bdi key={number} dir="ltr" className="wrap-anywhere">
              {number}
            </bdi>
          ))}
        </li>
      ))}
    </ul>
  );
}
