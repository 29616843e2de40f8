import type { Core, Session } from "sip.js";

import { pause } from "@/lib/pause";
import { OfferWithdrawn, PhoneError } from "@/phone/errors";

import type { NegotiationOptions } from "./description-handler";

export interface ReinviteOptions {
  readonly session: Session;
  readonly negotiation: NegotiationOptions;
  /** Whether we chose the Call-ID: it decides who waits longer after glare (RFC 3261 section 14.1). */
  readonly ownsCallId: boolean;
  readonly signal: AbortSignal;
  /** Takes back the offer that could not be sent. */
  readonly withdraw: () => Promise<void>;
  /** [0, 1) */
  readonly random: () => number;
}

const mostAttempts = 4;
/** How long a negotiation of the other side may be in our way: an answer and its ACK. */
const mostWaitMs = 4_000;
const lookAgainMs = 20;
/** sip.js's name for a dialog that neither side negotiates in. */
const stable = "Stable";

/**
 * Renegotiates and resolves with the accepting answer. Glare is tried again after the pause of RFC 3261 section 14.1;
 * sip.js does not (docs/sip-js.md 11). Rejects with `pbxRefused` and the status, with whatever the media said, or
 * with the signal's reason. Calls of one session must not overlap: use the call's queue.
 */
export async function reinvite(options: ReinviteOptions): Promise<Core.IncomingResponseMessage> {
  for (let attempt = 1; ; attempt += 1) {
    const { accepted, message } = await sendWhenFree(options);
    if (accepted) return message;
    const status = message.statusCode ?? 0;
    if (!isGlare(message) || attempt === mostAttempts) {
      throw new PhoneError("pbxRefused", { status });
    }
    await pause(choosePauseMs(options.ownsCallId, options.random()), options.signal);
  }
}

/** 491, or the 500 with Retry-After of a side that still waits for an ACK (RFC 3261 section 14.2). */
function isGlare(message: Core.IncomingResponseMessage): boolean {
  return (
    message.statusCode === 491 ||
    (message.statusCode === 500 && message.getHeader("Retry-After") !== undefined)
  );
}

/** In units of 10 ms as the RFC asks: 2.1-4 s for the owner of the Call-ID, 0-2 s for the other. */
export function choosePauseMs(ownsCallId: boolean, random: number): number {
  const [least, most] = ownsCallId ? [2_100, 4_000] : [0, 2_000];
  return least + Math.round((random * (most - least)) / 10) * 10;
}

interface Outcome {
  readonly accepted: boolean;
  readonly message: Core.IncomingResponseMessage;
}

/**
 * After a transfer, a pickup or a Replaces the phone system sends a re-INVITE of its own, to say who is on the line.
 * sip.js throws at one of ours until it has seen the ACK of that one, and the browser until it has answered the offer.
 */
async function sendWhenFree(options: ReinviteOptions): Promise<Outcome> {
  const { session, signal } = options;
  for (let waitedMs = 0; ; waitedMs += lookAgainMs) {
    signal.throwIfAborted();
    const state: string = session.dialog?.signalingState ?? stable;
    try {
      if (state === stable || waitedMs >= mostWaitMs) return await sendOnce(options);
    } catch (error) {
      if (!isInTheWay(error) || waitedMs >= mostWaitMs) throw error;
      await options.withdraw();
    }
    await pause(lookAgainMs, signal);
  }
}

function isInTheWay(error: unknown): boolean {
  if (error instanceof OfferWithdrawn) return true;
  return error instanceof Error && /ongoing re-INVITE|Reinvite in progress/.test(error.message);
}

function sendOnce({ session, negotiation, signal }: ReinviteOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    session
      .invite({
        sessionDescriptionHandlerOptions: negotiation,
        requestDelegate: {
          onAccept: ({ message }) => resolve({ accepted: true, message }),
          onReject: ({ message }) => resolve({ accepted: false, message }),
        },
      })
      .catch(reject);
  });
}
