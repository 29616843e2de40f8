import { Inviter, SessionState, type UserAgent } from "sip.js";

import { PhoneError } from "@/phone/errors";
import type { MediaSession } from "@/phone/media/media-session";

import type { EarlierMedia } from "./description-handler";
import { endSession } from "./leg";
import { makeUri } from "./outgoing";

export interface TestCallOptions {
  readonly userAgent: UserAgent;
  readonly earlier: EarlierMedia;
  readonly target: string;
  readonly domain: string;
  /** What is to be heard there, and hears what comes back; closed with the call. */
  readonly media: MediaSession;
  /** Ends the call, in whatever state it is. */
  readonly signal: AbortSignal;
}

/**
 * A call that is no agent's call: it is not in the list of calls, rings nowhere, counts for nothing and is not recorded.
 * Resolves with the answer; rejects with `notConnected`, `badNumber`, `pbxRefused` or the signal's reason. What the
 * far end asks for inside it (REFER, INFO) is refused by sip.js, since it has no delegate.
 */
export async function makeTestCall(options: TestCallOptions): Promise<void> {
  const { userAgent, target, media, signal } = options;
  signal.throwIfAborted();
  if (!userAgent.isConnected()) throw new PhoneError("notConnected");
  const inviter = new Inviter(userAgent, makeUri(target, options.domain));
  options.earlier.set(inviter, media);
  // Right away and not in a later turn: a page that is being left has no later turn.
  signal.addEventListener("abort", () => void endSession(inviter).catch(() => undefined));
  await answered(inviter, signal);
}

function answered(inviter: Inviter, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = 0;
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established && !signal.aborted) resolve();
      if (state !== SessionState.Terminated) return;
      // The refusal comes in the same turn, after the state.
      setTimeout(() => {
        if (signal.aborted) reject(signal.reason as Error);
        else reject(new PhoneError("pbxRefused", { status }));
      }, 0);
    });
    const refused = ({ message }: { message: { statusCode?: number | undefined } }): void => {
      status = message.statusCode ?? 0;
    };
    inviter
      .invite({ requestDelegate: { onReject: refused, onRedirect: refused } })
      .catch((error: Error) => {
        reject(error);
        void endSession(inviter).catch(() => undefined);
      });
  });
}
