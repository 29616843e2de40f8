import { readCompanyFile } from "@/phone/directory/company-file";
import type { FetchedFile, FilesPort } from "@/phone/directory/files-port";
import { createFileReader } from "@/phone/directory/import/file-reader";

export interface FakeFiles extends FilesPort {
  /** What the server answers from now on. */
  answers(fetched: FetchedFile): void;
  /** The ETags that were asked with. */
  readonly asked: readonly (string | null)[];
}

/** Files without a worker and without a network: the reading is the real one. */
export function createFakeFiles(): FakeFiles {
  let answer: FetchedFile = { status: "failed", code: 404 };
  const asked: (string | null)[] = [];
  return {
    asked,
    answers: (fetched) => void (answer = fetched),
    openReader: createFileReader,
    async fetch(_url, etag) {
      asked.push(etag);
      return answer;
    },
    readCompany: (bytes, region, updatedAt) =>
      readCompanyFile(new Uint8Array(bytes), region, updatedAt),
  };
}
