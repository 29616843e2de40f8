import type { FilesPort } from "@/phone/directory/files-port";

import type { FileReader, FileView, PreparedBatch } from "./file-reader";
import type { ReaderAnswer, ReaderQuestion } from "./reader-messages";

/** `Omit` over each of the union. */
type WithoutId<Each> = Each extends unknown ? Omit<Each, "id"> : never;
type Question = WithoutId<ReaderQuestion>;

/** What reads files, in a worker: the page goes on while a hundred thousand lines are read. */
export function openWorker() {
  const worker = new Worker(new URL("./reader.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  let count = 0;
  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<ReaderAnswer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("error" in data) asked?.reject(new Error(data.error));
    else asked?.resolve(data.value);
  });
  worker.addEventListener("error", ({ message }) => failAll(new Error(message)));

  function ask<Value>(question: Question): Promise<Value> {
    count += 1;
    const id = count;
    return new Promise<Value>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage({ ...question, id } satisfies ReaderQuestion);
    });
  }

  const reader: FileReader = {
    look: (bytes, choice) => ask<FileView>({ type: "look", bytes, choice }),
    begin: (columns, region) => ask<void>({ type: "begin", columns, region }),
    next: () => ask<PreparedBatch>({ type: "next" }),
    close() {
      worker.terminate();
      failAll(new Error("closed"));
    },
  };
  const readCompany: FilesPort["readCompany"] = (bytes, region, updatedAt) =>
    ask({ type: "company", bytes, region, updatedAt });
  return { ...reader, readCompany };
}
