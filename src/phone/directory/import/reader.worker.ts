import { readCompanyFile } from "@/phone/directory/company-file";

import { createFileReader } from "./file-reader";
import type { ReaderQuestion, ReaderAnswer } from "./reader-messages";

const reader = createFileReader();

/** One question at a time, answered in order. */
let last: Promise<unknown> = Promise.resolve();

self.addEventListener("message", ({ data }: MessageEvent<ReaderQuestion>) => {
  last = last.then(async () => {
    const tell = (answer: ReaderAnswer): void => self.postMessage(answer);
    try {
      tell({ id: data.id, value: await answer(data) });
    } catch (error) {
      tell({ id: data.id, error: String(error) });
    }
  });
});

async function answer(question: ReaderQuestion): Promise<unknown> {
  switch (question.type) {
    case "look":
      return reader.look(question.bytes, question.choice);
    case "begin":
      return reader.begin(question.columns, question.region);
    case "next":
      return reader.next();
    case "company":
      return readCompanyFile(new Uint8Array(question.bytes), question.region, question.updatedAt);
  }
}
