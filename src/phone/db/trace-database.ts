import { Dexie, type Table } from "dexie";

import type { TraceBatch, TraceTable, TraceWeight } from "@/phone/diagnostics/trace-table";

import { commitNow } from "./commit-now";
import { guarded } from "./read-storage-error";

interface KeptKey {
  readonly id: "key";
  readonly key: string;
}

interface TraceDatabase extends Dexie {
  readonly batches: Table<TraceBatch, number>;
  readonly keys: Table<KeptKey, string>;
}

/** Weights stand in an index, so that batches need not be read to be counted. */
const weight = "[at+count+size]";

/**
 * Opens the table of what is recorded for diagnostics. A database of its own and not one of the account's: what went
 * wrong before anybody could sign in is what is looked for most.
 */
export async function openTraceTable(): Promise<TraceTable> {
  const database = new Dexie("hamsa diagnostics") as TraceDatabase;
  database.version(1).stores({ batches: `++, ${weight}`, keys: "id" });
  await guarded(() => database.open());
  const { batches, keys } = database;
  return {
    key: (made) =>
      guarded(() =>
        database.transaction("rw", keys, async () => {
          const kept = await keys.get("key");
          if (kept === undefined) await keys.add({ id: "key", key: made });
          return kept?.key ?? made;
        }),
      ),
    add: (batch) =>
      guarded(() => commitNow(database.backendDB(), "batches", (store) => store.add(batch))),
    trim: (countSurplus) =>
      guarded(() =>
        database.transaction("rw", batches, async () => {
          const weights = (await batches.orderBy(weight).keys()) as unknown as [
            number,
            number,
            number,
          ][];
          const surplus = countSurplus(weights.map(toWeight));
          if (surplus > 0) await batches.orderBy(weight).limit(surplus).delete();
        }),
      ),
    all: () => guarded(() => batches.orderBy(weight).toArray()),
    clear: () =>
      guarded(() =>
        database.transaction("rw", batches, keys, async () => {
          await batches.clear();
          await keys.clear();
        }),
      ),
  };
}

function toWeight([at, count, size]: [number, number, number]): TraceWeight {
  return { at, count, size };
}
