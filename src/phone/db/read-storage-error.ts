import { Dexie } from "dexie";

import { PhoneError } from "@/phone/errors";

/** Dexie's and the browser's storage errors as ours: full, or not to be had. */
export function readStorageError(error: unknown): PhoneError {
  if (error instanceof PhoneError) return error;
  const names = [nameOf(error), error instanceof Dexie.DexieError ? nameOf(error.inner) : ""];
  if (names.includes("QuotaExceededError")) return new PhoneError("storageFull", {}, error);
  return new PhoneError("storageBlocked", {}, error);
}

/** Runs a query; what it throws is a `PhoneError`. */
export async function guarded<Result>(query: () => PromiseLike<Result>): Promise<Result> {
  try {
    return await query();
  } catch (error) {
    throw readStorageError(error);
  }
}

function nameOf(error: unknown): string {
  return typeof error === "object" && error !== null && "name" in error ? String(error.name) : "";
}
