import type { Stop } from "@/phone/store";

import type { Account, Credentials } from "./account";
import type { Line, LineSink } from "./line";

/** A sign-in as it was kept, with the server that was in use, if that is known. */
export interface KeptSignIn extends Credentials {
  readonly server: string | null;
}

export interface SecretStore {
  /** Rejects with `timedOut` when it takes too long; what is kept later is kept all the same. */
  keep(credentials: Credentials, remember: boolean): Promise<void>;
  read(): Promise<KeptSignIn | null>;
  /** Which server is in use: the calls that are up are there, and the next page must look for them there. */
  noteServer(account: Account, server: string): void;
  /** Forgets this account; what another tab keeps of another account stays. */
  forget(account: Account): Promise<void>;
}

export interface ConnectionOptions {
  readonly openLine: (credentials: Credentials, sink: LineSink) => Line;
  readonly secrets: SecretStore;
  /** The servers of an account in order of preference; at least its own. */
  readonly servers: (account: Account) => readonly string[];
  /** Hangs up what is up and resolves when the phone system knows, or after a moment. */
  readonly endCalls: () => Promise<void>;
  /** Whether a call is up: nobody is signed out of a call. */
  readonly hasCalls: () => boolean;
  /** Tells of the network coming back, of waking from sleep, of the page being looked at: worth an attempt at once. */
  readonly watchNetwork: (listener: () => void) => Stop;
  /** Each second, in a hidden page too. */
  readonly watchSeconds: (listener: (at: number) => void) => Stop;
  readonly now: () => number;
  readonly delaysMs?: readonly number[];
  /** About how often it is asked whether the first server is back. */
  readonly returnMs: number;
}
