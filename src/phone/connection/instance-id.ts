import { newId } from "@/lib/new-id";

import type { TextStorage } from "./stored-sign-in";

/** Takes a named lock for as long as the page lives; `false` when another page has it (Web Locks). */
export type TakeLock = (name: string) => Promise<boolean>;

const storageName = "hamsa.instance";

export const instanceLock = (instanceId: string): string => `hamsa.instance.${instanceId}`;

/**
 * The UUID of this tab (RFC 5626 section 4.1): the same after a reload, so that the phone system knows the reloaded
 * page again. Duplicating a tab copies its session storage; the lock tells, and the copy takes a new id.
 */
export async function readInstanceId(session: TextStorage, takeLock: TakeLock): Promise<string> {
  const stored = readQuietly(session);
  if (stored !== null && (await takeLock(instanceLock(stored)))) return stored;
  const fresh = newId();
  await takeLock(instanceLock(fresh));
  try {
    session.setItem(storageName, fresh);
  } catch {
    // Blocked storage: a new id after each reload.
  }
  return fresh;
}

function readQuietly(session: TextStorage): string | null {
  try {
    const stored = session.getItem(storageName);
    return stored !== null && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(stored)
      ? stored
      : null;
  } catch {
    return null;
  }
}
