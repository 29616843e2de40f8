import {
  type Core,
  Registerer,
  type RegistererRegisterOptions,
  RegistererState,
  type UserAgent,
} from "sip.js";

import { log } from "@/lib/log";
import type { Registration } from "@/phone/connection/line";
import { PhoneError, type Problem, toProblem } from "@/phone/errors";
import { within } from "@/phone/within";

export interface RegistrationOptions {
  readonly userAgent: UserAgent;
  readonly instanceId: string;
  readonly expiresSeconds: number;
  readonly timeoutMs: number;
  /** Nobody who signs out waits longer than this for a goodbye. */
  readonly leaveTimeoutMs: number;
  /** A refresh was refused, timed out or ran out. Never told of the first REGISTER, which rejects instead. */
  readonly lost: (problem: Problem) => void;
}

export interface Registrar {
  register(): Promise<Registration>;
  unregister(): Promise<void>;
  /** The socket is gone: forget the old registration without a word. */
  drop(): void;
}

type Heard = (response: Core.IncomingResponseMessage) => void;

/**
 * sip.js refreshes by a timer that calls `register()` and lets its rejection float ("REGISTER request already in
 * progress", docs/sip-js.md 4). Here every call is caught and every answer is told, refreshes included.
 */
class HeardRegisterer extends Registerer {
  accepted: Heard = () => undefined;
  refused: Heard = () => undefined;

  /** Rejects when it cannot be sent. What is answered is told by `accepted` and `refused`. */
  send(options: RegistererRegisterOptions = {}): Promise<Core.OutgoingRegisterRequest> {
    return super.register({
      ...options,
      requestDelegate: {
        onAccept: ({ message }) => this.accepted(message),
        onReject: ({ message }) => this.refused(message),
      },
    });
  }

  /** What sip.js's own timer calls: one that cannot be sent is left to the next, or to the registration running out. */
  override register(options?: RegistererRegisterOptions): Promise<Core.OutgoingRegisterRequest> {
    return this.send(options).catch((error: unknown) => {
      log("warn", "sip", "a refresh could not be sent", { error });
      return new Promise(() => undefined);
    });
  }
}

/** Refreshing at 60-75 % leaves room for a retry and spreads agents who signed in together. */
const earliestRefreshPercent = 60;
const latestRefreshPercent = 75;

export function createRegistrar(options: RegistrationOptions): Registrar {
  const { userAgent } = options;
  let current: HeardRegisterer | null = null;
  /** Ends the wait for an answer that cannot come any more. */
  let giveUp: (error: PhoneError) => void = () => undefined;

  function make(): HeardRegisterer {
    const spread = latestRefreshPercent - earliestRefreshPercent;
    const registerer = new HeardRegisterer(userAgent, {
      expires: options.expiresSeconds,
      instanceId: options.instanceId,
      regId: 1,
      refreshFrequency: earliestRefreshPercent + Math.floor(Math.random() * spread),
      logConfiguration: false,
    });
    registerer.stateChange.addListener((state) => {
      if (state !== RegistererState.Unregistered) return;
      // It ran out, or a 200 no longer names us. A refusal is told by `refused`, in this same turn.
      queueMicrotask(() => {
        if (current !== registerer) return;
        drop();
        options.lost({ code: "serverTimedOut", detail: {} });
      });
    });
    return registerer;
  }

  /**
   * A registerer that was refused or lost its socket is not used again: sip.js may hold it to be "in progress" for
   * 32 s. Disposing sends nothing unless it is registered and the socket is open.
   */
  function drop(): void {
    const old = current;
    current = null;
    if (old === null) return;
    old.accepted = () => undefined;
    old.refused = () => undefined;
    giveUp(new PhoneError("serverUnreachable"));
    void old.dispose().catch(() => undefined);
  }

  async function register(): Promise<Registration> {
    if (current?.state !== RegistererState.Registered) drop();
    const registerer = (current ??= make());
    const answered = new Promise<Registration>((resolve, reject) => {
      giveUp = reject;
      registerer.accepted = (message) => {
        registerer.refused = (refusal) => {
          if (current !== registerer) return;
          drop();
          options.lost(toProblem(readRegisterRefusal(refusal)));
        };
        resolve({ pbx: readProduct(message), others: countOthers(message, ownContact(userAgent)) });
      };
      registerer.refused = (refusal) => {
        reject(readRegisterRefusal(refusal));
        drop();
      };
      registerer.send().catch(reject);
    });
    return within(answered, options.timeoutMs, "serverTimedOut");
  }

  return {
    register,
    drop,
    async unregister() {
      const registerer = current;
      current = null;
      if (registerer?.state !== RegistererState.Registered) return;
      const answered = new Promise<void>((resolve) => {
        registerer
          .unregister({ requestDelegate: { onAccept: () => resolve() } })
          .catch(() => resolve());
      });
      await within(answered, options.leaveTimeoutMs, "timedOut").catch(() => undefined);
    },
  };
}

function ownContact({ contact }: UserAgent): string {
  return contact.uri.user ?? "";
}

/**
 * The 200 lists every contact of the address (RFC 3261 section 10.3, step 8). Ours is told by its user part, which sip.js
 * makes up: Asterisk 22 gives it back with another host.
 */
function countOthers(message: Core.IncomingResponseMessage, ownUser: string): number {
  const users = message
    .getHeaders("Contact")
    .flatMap((header) => [...header.matchAll(/<sips?:([^@>;]+)@/gi)].map(([, user]) => user));
  return users.filter((user) => user !== ownUser).length;
}

function readProduct(message: Core.IncomingResponseMessage): string | null {
  const product = message.getHeader("Server") ?? message.getHeader("User-Agent");
  return product === undefined ? null : product.slice(0, 100);
}

/**
 * 401 after credentials were sent (Asterisk) and 403 (most others) are a wrong password or an unknown extension. A 401
 * without a challenge that can be answered (`challenge.ts`) was never tried with a password.
 */
function readRegisterRefusal(refusal: Core.IncomingResponseMessage): PhoneError {
  const status = refusal.statusCode ?? 0;
  const wasAsked = refusal.hasHeader("WWW-Authenticate") || refusal.hasHeader("Proxy-Authenticate");
  if (status === 403 || ((status === 401 || status === 407) && wasAsked))
    return new PhoneError("wrongPassword", { status });
  if (status === 408) return new PhoneError("serverTimedOut", { status });
  if (status < 500) return new PhoneError("registrationRefused", { status });
  // RFC 3261 section 20.33: seconds, perhaps with a comment or parameters behind them.
  const seconds = /^\s*(\d{1,9})/.exec(refusal.getHeader("Retry-After") ?? "")?.[1];
  const retryAfter = seconds === undefined ? {} : { retryAfterSeconds: Number(seconds) };
  return new PhoneError("pbxRefused", { status, ...retryAfter });
}
