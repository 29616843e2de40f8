import { signInName } from "./connection/sign-in-name";
import type { SignInStores, TextStorage } from "./connection/stored-sign-in";

/** The sealed sign-in of this browser session, or `null`. */
export function readSignIn({ session }: SignInStores): string | null {
  try {
    return session.getItem(signInName);
  } catch {
    return null;
  }
}

/** As another tab has it. */
export function keepSignIn({ session }: SignInStores, sealed: string | null): void {
  try {
    if (sealed === null) session.removeItem(signInName);
    else session.setItem(signInName, sealed);
  } catch {
    // Asked for again when the phone comes here.
  }
}

/** Tells what becomes of the sealed sign-in of this browser session: other tabs keep a copy of their own. */
export function watchSignIn(
  stores: SignInStores,
  told: (sealed: string | null) => void,
): SignInStores {
  const { session } = stores;
  const watched: TextStorage = {
    getItem: (key) => session.getItem(key),
    setItem(key, value) {
      session.setItem(key, value);
      if (key === signInName) told(value);
    },
    removeItem(key) {
      session.removeItem(key);
      if (key === signInName) told(null);
    },
  };
  return { ...stores, session: watched };
}
