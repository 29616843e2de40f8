/**
 * One write by hand and with `commit`: a page that is about to go does not live to see the end of a transaction, and
 * without a commit the browser takes back what was written (Chromium 156). It is on its way when this returns; resolves
 * when it is kept.
 */
export function commitNow(
  database: IDBDatabase,
  storeName: string,
  write: (store: IDBObjectStore) => unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, "readwrite", { durability: "relaxed" });
    try {
      write(transaction.objectStore(storeName));
    } catch (error) {
      transaction.abort();
      throw error;
    }
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    transaction.commit();
  });
}
