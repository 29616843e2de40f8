import * as v from "valibot";

import type { FactRow, RowTable } from "@/phone/storage/row-table";

/** What was imported last, for whoever wants it back as it was, today or after a reload. */
const schema = v.object({
  batch: v.string(),
  fileName: v.string(),
  at: v.number(),
  count: v.number(),
  /** The page was closed before it was through. */
  isWhole: v.boolean(),
});

export type LastImport = v.InferOutput<typeof schema>;

const id = "lastImport";

export function lastImport(facts: RowTable<FactRow>) {
  async function read(): Promise<LastImport | null> {
    const found = v.safeParse(schema, (await facts.get(id))?.value);
    return found.success ? found.output : null;
  }
  return {
    read,
    begin: (value: LastImport) => facts.put({ id, value }),
    async end(batch: string, count: number) {
      const last = await read();
      if (last?.batch === batch) await facts.put({ id, value: { ...last, count, isWhole: true } });
    },
    async forget(batch: string) {
      if ((await read())?.batch === batch) await facts.remove(id);
    },
  };
}
