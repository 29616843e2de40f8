import { log } from "@/lib/log";
import { PhoneError, type PhoneErrorCode, type Problem } from "@/phone/errors";

import { type Account, type PageOrigin, readServer } from "./account";

/**
 * Every server that an account may use, in order of preference: those of the configuration if its own is among them, for
 * whoever typed another address wants that one. A mistake in the configuration costs only the address that has it.
 */
export function serversOf(
  account: Account,
  configured: readonly string[],
  page: PageOrigin,
): readonly string[] {
  const known = new Set<string>();
  for (const text of configured) {
    try {
      known.add(readServer(text, page));
    } catch (error) {
      log("warn", "connection", "a server in the configuration is left out", { text, error });
    }
  }
  return known.has(account.server) ? [...known] : [account.server];
}

/** The servers of one shift: which is in use, and which want to be left alone for now. */
export interface Servers {
  /** The one in use, or else the one to begin with. */
  readonly current: string;
  /** Another one than the first is in use. */
  readonly isReserve: boolean;
  readonly first: string;
  /** What it says of the password counts: the first, or one that has taken it before. */
  isKnown(server: string): boolean;
  use(server: string): void;
  /** It has said when to come again, or nothing of the kind. */
  refused(server: string, problem: Problem): void;
  /** A person asks: nobody is left alone any more. */
  forgive(): void;
  /**
   * Whom to ask, in order; nobody while all want to be left alone. The first time it is the one in use: its calls are
   * there, and most cuts are the network's. The second time the others come first.
   */
  choose(attempt: number, isTied: boolean): readonly string[];
  /** How long until `choose` names somebody. */
  waitMs(isTied: boolean): number;
}

/** Whatever a server asks for, it is asked again after so long. */
const longestRetryAfterMs = 600_000;

export function createServers(
  all: readonly string[],
  start: string | null,
  now: () => number,
): Servers {
  const first = all[0] ?? "";
  const freeAt = new Map<string, number>();
  let current = start !== null && all.includes(start) ? start : first;

  const waitFor = (server: string): number => Math.max(0, (freeAt.get(server) ?? 0) - now());

  return {
    get current() {
      return current;
    },
    get isReserve() {
      return current !== first;
    },
    first,
    isKnown: (server) => server === first || server === current,
    use(server) {
      current = server;
      freeAt.delete(server);
    },
    refused(server, { detail }) {
      const seconds = detail["retryAfterSeconds"];
      if (typeof seconds !== "number") return;
      freeAt.set(server, now() + Math.min(seconds * 1_000, longestRetryAfterMs));
    },
    forgive: () => freeAt.clear(),
    choose(attempt, isTied) {
      const isFree = (server: string): boolean => waitFor(server) === 0;
      if (isTied || (attempt === 0 && isFree(current))) return [current].filter(isFree);
      const others = all.filter((server) => server !== current);
      return (attempt === 1 ? [...others, current] : all).filter(isFree);
    },
    waitMs: (isTied) => Math.min(...(isTied ? [current] : all).map(waitFor)),
  };
}

/** What says something of this server and nothing of the account: another one may do better. */
export function isServersFault(error: unknown): boolean {
  const codes = ["serverUnreachable", "serverTimedOut", "serverBlocked", "pbxRefused", "timedOut"];
  return error instanceof PhoneError && codes.includes(error.code);
}

/** An agent who was signed in is not thrown out by a server that is away; only these say that waiting is useless. */
const finalCodes: readonly PhoneErrorCode[] = [
  "wrongPassword",
  "badServerAddress",
  "insecureServer",
];

export function isFinal(error: unknown): boolean {
  return error instanceof PhoneError && finalCodes.includes(error.code);
}
