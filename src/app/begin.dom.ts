import { chooseLanguage } from "@/i18n/languages";
import { loadWords } from "@/i18n/words";
import { signInName } from "@/phone/connection/sign-in-name";
import type { SignInStores, TextStorage } from "@/phone/connection/stored-sign-in";
import { createVault } from "@/phone/vault/vault.dom";

import { createSettingsStorage, signInStorages } from "./browser-storage.dom";
import { fetchConfig, readKept } from "./config-file.dom";
import { type EarlySocket, openEarly } from "./early-socket.dom";
import { takeUpBuild } from "./take-up-build.dom";

/** What the page asked for while its scripts were still on their way. */
export interface Begun {
  readonly query: URLSearchParams;
  readonly configText: Promise<string | null>;
  /** The page is about to be loaded anew, as a newer build. */
  readonly isLeaving: Promise<boolean>;
  readonly signIn: SignInStores;
  readonly socket: EarlySocket;
}

/** Asks for all that opening waits for and that needs no engine: the configuration, the key of the sign-in, a socket, words. */
export function begin(): Begun {
  const query = new URLSearchParams(window.location.search);
  const isLeaving = takeUpBuild();
  const configText = fetchConfig();
  const storages = signInStorages(query.get("phone"));
  const stored = readStored(storages.session) ?? readStored(storages.lasting);
  const socket = openEarly(stored);
  // A guess: when it is wrong, the words are asked for once more.
  void loadWords(guessLanguage(query.get("language"))).catch(() => undefined);
  const vault = createVault(stored !== null);
  return { query, configText, isLeaving, socket, signIn: { vault, ...storages } };
}

function readStored(storage: TextStorage): string | null {
  try {
    return storage.getItem(signInName);
  } catch {
    return null;
  }
}

function guessLanguage(wished: string | null) {
  const chosen = languageIn(createSettingsStorage().read());
  return chooseLanguage([wished, chosen, languageIn(parse(readKept())), ...navigator.languages]);
}

function languageIn(value: unknown): string | null {
  const hasLanguage = typeof value === "object" && value !== null && "language" in value;
  return hasLanguage && typeof value.language === "string" ? value.language : null;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null") as unknown;
  } catch {
    return null;
  }
}
