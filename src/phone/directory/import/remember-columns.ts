import * as v from "valibot";

import type { FactRow, RowTable } from "@/phone/storage/row-table";

import { type ColumnKind, columnKinds } from "./columns";
import type { FileView } from "./file-reader";

type TableView = Extract<FileView, { kind: "table" }>;

const id = "importColumns";
const mostKept = 20;

const schema = v.array(
  v.object({ headings: v.string(), columns: v.array(v.picklist(columnKinds)) }),
);

/** Tables of the same headings are of the same kind. */
function headingsOf({ headings, columns }: TableView): string {
  return JSON.stringify(headings ?? columns.length).slice(0, 2_000);
}

async function readAll(facts: RowTable<FactRow>) {
  const found = v.safeParse(schema, (await facts.get(id))?.value);
  return found.success ? found.output : [];
}

/** What the columns of such a table were said to be last time, or what they seem to be. */
export async function recallColumns(
  facts: RowTable<FactRow>,
  view: TableView,
): Promise<readonly ColumnKind[]> {
  const known = (await readAll(facts)).find(({ headings }) => headings === headingsOf(view));
  return known?.columns.length === view.columns.length ? known.columns : view.columns;
}

export async function rememberColumns(
  facts: RowTable<FactRow>,
  view: TableView,
  columns: readonly ColumnKind[],
): Promise<void> {
  const headings = headingsOf(view);
  const others = (await readAll(facts)).filter((each) => each.headings !== headings);
  await facts.put({ id, value: [{ headings, columns }, ...others].slice(0, mostKept) });
}
