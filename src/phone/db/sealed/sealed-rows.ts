import type { RowTable } from "@/phone/storage/row-table";

import { followRows } from "./follow-rows";
import type { Workshop } from "./workshop";

export function createSealedRows<Row extends { readonly id: string }>(
  workshop: Workshop<Row>,
): RowTable<Row> {
  const { rows, write } = workshop;
  const all = async (): Promise<readonly Row[]> =>
    [...(await rows()).entries.values()].map(({ row }) => row);
  return {
    put: (row) => write(() => [{ put: [row] }]),
    async change(id, become) {
      let row: Row | null = null;
      await write(({ entries }) => {
        row = become(entries.get(id)?.row ?? null);
        return row && [{ put: [row] }];
      });
      return row;
    },
    get: async (id) => (await rows()).entries.get(id)?.row ?? null,
    remove: (id) => write(({ entries }) => (entries.has(id) ? [{ remove: [id] }] : null)),
    all,
    clear: () => write(() => [{ clear: true }]),
    watch: (listener, failed) => followRows(workshop, all, listener, failed),
  };
}
