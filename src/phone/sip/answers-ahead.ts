import { type Invitation, SessionState } from "sip.js";

import { log } from "@/lib/log";
import type { Dialect } from "@/phone/dialects/dialect";
import type { MediaPort } from "@/phone/media/media-session";

import type { EarlierMedia, NegotiationOptions } from "./description-handler";
import type { Leg } from "./leg";
import { settled } from "./settled";

export interface AnswersAheadOptions {
  readonly media: MediaPort;
  readonly earlier: EarlierMedia;
  readonly dialect: () => Dialect;
}

/** Makes the answers to calls while they ring. */
export interface AnswersAhead {
  begin(leg: Leg, invitation: Invitation): void;
}

const ahead: NegotiationOptions = { isAhead: true };

/**
 * The same answer goes along with the 200 (RFC 3261 section 13.2.1): sip.js sees to that, but a turn later, after the
 * screen has been drawn. So it is told at once that there is nothing to be made.
 */
async function tellAhead(invitation: Invitation): Promise<void> {
  await invitation.progress({ statusCode: 183, sessionDescriptionHandlerOptions: ahead });
  Object.assign(invitation, { generateResponseOfferAnswer: () => settled(undefined) });
}

export function createAnswersAhead({ media, earlier, dialect }: AnswersAheadOptions): AnswersAhead {
  return {
    begin(leg, invitation) {
      const offer = invitation.body;
      // Refused as soon as it was offered, or without an offer: then ours is the offer.
      if (invitation.state !== SessionState.Initial || !offer) return;
      const session = media.createSession();
      earlier.set(invitation, session);
      const isTaken = (): boolean => invitation.sessionDescriptionHandler !== undefined;
      const close = (): void => {
        if (!isTaken()) session.close();
      };
      leg.over.addEventListener("abort", close);
      const connects = dialect().connectsBeforeAnswer(
        (name) => invitation.request.getHeader(name) ?? null,
      );
      session
        .prepareAnswer(offer, connects)
        .then(() => {
          if (!connects || invitation.state !== SessionState.Initial) return;
          return tellAhead(invitation);
        })
        .catch((error: unknown) => {
          log("debug", "sip", "no answer could be made ahead", { error });
          if (earlier.get(invitation) !== session || isTaken()) return;
          earlier.delete(invitation);
          session.close();
        });
    },
  };
}
