import type { CompanyReading } from "./company-file";
import type { FileReader } from "./import/file-reader";

/** What an address answered. */
export type FetchedFile =
  | { readonly status: "fetched"; readonly bytes: ArrayBuffer; readonly etag: string | null }
  | { readonly status: "unchanged" }
  /** `code`: what the server said; `null`: there was no answer. */
  | { readonly status: "failed"; readonly code: number | null }
  | { readonly status: "tooLarge" };

/** Files of people, read beside the page. */
export interface FilesPort {
  openReader(): FileReader;
  /** From the page's own origin; `etag`: of the copy that is there already. */
  fetch(url: string, etag: string | null): Promise<FetchedFile>;
  /** `null`: it is no directory. */
  readCompany(
    bytes: ArrayBuffer,
    region: string | null,
    updatedAt: number,
  ): Promise<CompanyReading | null>;
}
