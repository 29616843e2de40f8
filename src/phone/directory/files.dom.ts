import { companyLimits } from "./company-limits";
import type { FetchedFile, FilesPort } from "./files-port";
import { openWorker } from "./import/reader.dom";

/** Files as a browser reads and fetches them. */
export const browserFiles: FilesPort = {
  openReader: openWorker,
  async fetch(url, etag) {
    try {
      const response = await fetch(new URL(url, window.location.origin), {
        // Not even a redirection leads elsewhere.
        mode: "same-origin",
        // The copy and its ETag are ours: the browser's cache would answer 200 for 304.
        cache: "no-store",
        headers: etag === null ? {} : { "If-None-Match": etag },
      });
      if (response.status === 304) return { status: "unchanged" };
      if (!response.ok) return { status: "failed", code: response.status };
      return await readWhole(response);
    } catch {
      return { status: "failed", code: null };
    }
  },
  async readCompany(bytes, region, updatedAt) {
    const worker = openWorker();
    try {
      return await worker.readCompany(bytes, region, updatedAt);
    } finally {
      worker.close();
    }
  },
};

/** No more than a directory can have, whatever the server says of its length. */
async function readWhole(response: Response): Promise<FetchedFile> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) break;
    size += part.value.length;
    if (size > companyLimits.bytes) {
      await reader?.cancel();
      return { status: "tooLarge" };
    }
    parts.push(part.value);
  }
  const bytes = await new Blob(parts).arrayBuffer();
  return { status: "fetched", bytes, etag: response.headers.get("ETag") };
}
