import { type Invitation, SessionState } from "sip.js";

import type { Dialect } from "@/phone/dialects/dialect";
import type { MediaPort } from "@/phone/media/media-session";

import type { EarlierMedia, NegotiationOptions } from "./description-handler";
import type { Leg } from "./leg";
import { settled } from "./settled";

export interface AheadParts {
  readonly media: MediaPort;
  readonly earlier: EarlierMedia;
  readonly dialect: () => Dialect;
}

const ahead: NegotiationOptions = { isAhead: true };

/** Rejects when there is none; the call is then answered anew. */
export async function makeAhead(
  { media, earlier, dialect }: AheadParts,
  leg: Leg,
  invitation: Invitation,
): Promise<void> {
  const offer = invitation.body;
  const isRinging = (): boolean => invitation.state === SessionState.Initial;
  // Answered or refused already, or without an offer: then ours is the offer.
  if (!isRinging() || !offer) return;
  const session = media.createSession();
  earlier.set(invitation, session);
  const isTaken = (): boolean => invitation.sessionDescriptionHandler !== undefined;
  leg.over.addEventListener("abort", () => (isTaken() ? undefined : session.close()));
  const { request } = invitation;
  const connects = dialect().connectsBeforeAnswer((name) => request.getHeader(name) ?? null);
  try {
    await session.prepareAnswer(offer, connects);
    if (connects && isRinging()) await tellAhead(invitation);
  } catch (error) {
    if (!isTaken()) {
      earlier.delete(invitation);
      session.close();
    }
    throw error;
  }
}

/**
 * The same answer goes along with the 200 (RFC 3261 section 13.2.1): sip.js sees to that, but a turn later, after the
 * screen has been drawn. So it is told at once that there is nothing to be made.
 */
async function tellAhead(invitation: Invitation): Promise<void> {
  await invitation.progress({ statusCode: 183, sessionDescriptionHandlerOptions: ahead });
  Object.assign(invitation, { generateResponseOfferAnswer: () => settled(undefined) });
}
