import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingInfoRequest } from "sip.js/lib/core/messages/methods/info";
import type { IncomingInviteRequest } from "sip.js/lib/core/messages/methods/invite";
import type { IncomingMessageRequest } from "sip.js/lib/core/messages/methods/message";
import type { IncomingReferRequest } from "sip.js/lib/core/messages/methods/refer";
import type { SessionDelegate } from "sip.js/lib/core/session/session-delegate";

import { isDigit } from "../media/dtmf";
import type { MediaLeg } from "../media/leg";
import { readCause, readReferTo } from "../sip/headers";
import { type Cause, causes } from "./cause";
import type { ReferRequest } from "./leg";
import { readSdp, sdpBody } from "./sdp-body";

/** The owner of a dialog, as its incoming requests need it. */
export interface DialogOwner {
  readonly media: MediaLeg;
  hasEnded(): boolean;
  /** Contact and P-Asserted-Identity for the answer to a re-INVITE. */
  answerHeaders(): string[];
  /** The far end's description has changed: it may hold or have resumed. */
  described(): void;
  pressed(digit: string): void;
  texted(text: { contentType: string; content: string }): void;
  referred(request: ReferRequest): void;
  /** Sends a NOTIFY of the REFER subscription. */
  notify(status: number): void;
  acknowledged(): void;
  neverAcknowledged(): void;
  /** The far end has hung up. */
  left(cause: Cause): void;
  /** The leg cannot go on. */
  end(cause: Cause): void;
}

/** The key in an INFO body; null: none. */
function readInfoDigit(contentType: string, body: string): string | null {
  const isRelay = contentType === "application/dtmf-relay";
  const key = isRelay ? /^\s*Signal\s*=\s*(\S)/im.exec(body)?.[1] : body.trim();
  return key !== undefined && isDigit(key) ? key.toUpperCase() : null;
}

function contentTypeOf(message: IncomingRequestMessage): string {
  return (message.getHeader("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

function answerInfo(request: IncomingInfoRequest, owner: DialogOwner): void {
  const { message } = request;
  const contentType = contentTypeOf(message);
  if (message.body.trim() === "") return void request.accept(); // a probe, or a header with a wish
  if (!["application/dtmf-relay", "application/dtmf"].includes(contentType)) {
    // Asterisk says nothing at all here and the client waits 32 s; an answer is kinder.
    return void request.reject({ statusCode: 415 });
  }
  const digit = readInfoDigit(contentType, message.body);
  if (digit === null) return void request.reject({ statusCode: 400 });
  request.accept();
  owner.pressed(digit);
}

function answerRefer(request: IncomingReferRequest, owner: DialogOwner): void {
  const target = readReferTo(request.message);
  if (target === null) return void request.reject({ statusCode: 400 });
  owner.referred({
    target,
    referredBy: request.message.getHeader("referred-by") ?? null,
    accept: () => void request.accept({ statusCode: 202 }),
    reject: (status) => void request.reject({ statusCode: status }),
    notify: (status) => owner.notify(status),
  });
}

function answerMessage(request: IncomingMessageRequest, owner: DialogOwner): void {
  const { message } = request;
  request.accept({ statusCode: 202 });
  owner.texted({ contentType: contentTypeOf(message) || "text/plain", content: message.body });
}

/** Hold, resume, ICE restart, and a re-INVITE without SDP, which is answered with an offer. */
async function answerReInvite(request: IncomingInviteRequest, owner: DialogOwner): Promise<void> {
  const offer = readSdp(request.message);
  try {
    const sdp = await (offer === null ? owner.media.offer() : owner.media.answer(offer));
    if (owner.hasEnded()) return void request.reject({ statusCode: 487 });
    const extraHeaders = owner.answerHeaders();
    request.accept({ statusCode: 200, extraHeaders, body: sdpBody(sdp) });
    if (offer !== null) owner.described();
  } catch {
    request.reject({ statusCode: 488 });
  }
}

/** The ACK of an INVITE without SDP brings the answer. */
async function takeAnswer(answer: string, owner: DialogOwner): Promise<void> {
  try {
    await owner.media.accept(answer);
    owner.described();
  } catch {
    owner.end(causes.badDescription);
  }
}

/** Answers every request within a dialog. */
export function createDialogDelegate(owner: DialogOwner): SessionDelegate {
  return {
    onAck({ message }) {
      const answer = readSdp(message);
      owner.acknowledged();
      // With a promise in hand sip.js refuses a re-INVITE until it is settled, even in the same tick.
      return answer === null || owner.hasEnded() ? undefined : takeAnswer(answer, owner);
    },
    onAckTimeout: owner.neverAcknowledged,
    onBye(request) {
      request.accept();
      const q850 = readCause(request.message) ?? causes.normal.q850;
      owner.left({ ...causes.normal, q850 });
    },
    onInfo: (request) => answerInfo(request, owner),
    onInvite: (request) => void answerReInvite(request, owner),
    onMessage: (request) => answerMessage(request, owner),
    onNotify: (request) => void request.accept(),
    onRefer: (request) => answerRefer(request, owner),
  };
}
