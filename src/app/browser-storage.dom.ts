import type { TextStorage } from "@/phone/connection/stored-sign-in";
import type { SettingsStorage } from "@/phone/settings/settings";

const settingsKey = "hamsa.settings";

/**
 * A storage that may be forbidden altogether: then every access throws, which its users expect. Another phone in the
 * same browser has keys of its own.
 */
function storageOf(read: () => Storage, ofPhone: string): TextStorage {
  return {
    getItem: (key) => read().getItem(key + ofPhone),
    setItem: (key, value) => read().setItem(key + ofPhone, value),
    removeItem: (key) => read().removeItem(key + ofPhone),
  };
}

/**
 * Where the sign-in is kept. `name`: which of several phones in this browser, from the address (`?phone=`); most have one,
 * which has no name.
 */
export function signInStorages(name: string | null): {
  readonly session: TextStorage;
  readonly lasting: TextStorage;
} {
  const ofPhone = name === null || name === "" ? "" : `.${name.slice(0, 20)}`;
  return {
    session: storageOf(() => window.sessionStorage, ofPhone),
    lasting: storageOf(() => window.localStorage, ofPhone),
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null") as unknown;
  } catch {
    return null;
  }
}

/** Settings are of the person, whichever phone. */
export function createSettingsStorage(): SettingsStorage {
  return {
    read() {
      try {
        return parse(window.localStorage.getItem(settingsKey));
      } catch {
        return null;
      }
    },
    write(settings) {
      try {
        window.localStorage.setItem(settingsKey, JSON.stringify(settings));
      } catch {
        // Settings last until the page is closed.
      }
    },
    watch(listener) {
      const told = ({ key, newValue }: StorageEvent): void => {
        if (key === settingsKey) listener(parse(newValue));
      };
      window.addEventListener("storage", told);
      return () => window.removeEventListener("storage", told);
    },
  };
}
