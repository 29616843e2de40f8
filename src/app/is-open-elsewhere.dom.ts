import { instanceLock } from "@/phone/connection/instance-id";

/** Whether another tab has this page: every one has the lock of its phone, or waits for it. */
export async function isOpenElsewhere(): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query();
  const prefix = instanceLock("");
  return [...held, ...pending].some(({ name }) => name?.startsWith(prefix) === true);
}
