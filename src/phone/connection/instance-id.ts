import { newId } from "@/lib/new-id";

import type { TextStorage } from "./stored-sign-in";

const storageName = "hamsa.instance";

/** The lock of the tab that has the phone with this instance id. */
export const instanceLock = (instanceId: string): string => `hamsa.instance.${instanceId}`;

/**
 * The UUID of the phone in this browser (RFC 5626 section 4.1): the same after a reload and in every tab, so that the
 * phone system knows it again wherever it goes on. Where nothing can be stored each page is a phone of its own.
 */
export function readInstanceId(lasting: TextStorage): string {
  const stored = readQuietly(lasting);
  if (stored !== null) return stored;
  const fresh = newId();
  try {
    lasting.setItem(storageName, fresh);
  } catch {
    // Blocked storage: a new id after each reload.
  }
  return fresh;
}

function readQuietly(storage: TextStorage): string | null {
  try {
    const stored = storage.getItem(storageName);
    return stored !== null && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(stored)
      ? stored
      : null;
  } catch {
    return null;
  }
}
