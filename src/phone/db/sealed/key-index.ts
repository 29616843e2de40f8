/** Which rows have a key. Most keys are one row's: they need no set. */
export interface KeyIndex {
  add(key: string, id: string): void;
  remove(key: string, id: string): void;
  get(key: string): readonly string[];
  clear(): void;
}

export function createKeyIndex(): KeyIndex {
  const ids = new Map<string, string | Set<string>>();
  return {
    add(key, id) {
      const present = ids.get(key);
      if (present === undefined) ids.set(key, id);
      else if (typeof present !== "string") present.add(id);
      else if (present !== id) ids.set(key, new Set([present, id]));
    },
    remove(key, id) {
      const present = ids.get(key);
      if (present === id) ids.delete(key);
      else if (present instanceof Set) present.delete(id);
    },
    get(key) {
      const present = ids.get(key);
      return present === undefined ? [] : typeof present === "string" ? [present] : [...present];
    },
    clear: () => ids.clear(),
  };
}
