import type {
  BodyAndContentType,
  Session,
  SessionDescriptionHandler,
  SessionDescriptionHandlerFactory,
  SessionDescriptionHandlerOptions,
} from "sip.js";

import type { MediaPort, MediaSession, PreparedMedia } from "@/phone/media/media-session";

const contentType = "application/sdp";

/** What we hand to sip.js for one negotiation and find again in `getDescription`. */
export interface NegotiationOptions extends SessionDescriptionHandlerOptions {
  readonly restartIce?: boolean;
}

/**
 * sip.js's seam for media, without its own handler: that one stops the microphone with every call, keeps hold in
 * options that leak into later negotiations, and stays in have-local-offer after a refused re-INVITE (docs/sip-js.md
 * 8-10). Hold is a wish kept in the media session, so an incoming re-INVITE is
 * answered by the same wish.
 */
class DescriptionHandler implements SessionDescriptionHandler {
  readonly media: MediaSession;
  #remoteOffer: string | null = null;

  constructor(media: MediaSession) {
    this.media = media;
  }

  close(): void {
    this.media.close();
  }

  async getDescription(options?: NegotiationOptions): Promise<BodyAndContentType> {
    const offer = this.#remoteOffer;
    this.#remoteOffer = null;
    const body =
      offer === null
        ? await this.media.createOffer({ restartIce: options?.restartIce === true })
        : await this.media.answerOffer(offer);
    return { body, contentType };
  }

  hasDescription(type: string): boolean {
    return type.toLowerCase().startsWith(contentType);
  }

  async rollbackDescription(): Promise<void> {
    this.#remoteOffer = null;
    await this.media.rollback();
  }

  /** sip.js gives no hint whether this is an offer or an answer: an answer comes only to an offer of ours. */
  async setDescription(sdp: string): Promise<void> {
    if (this.media.awaitsAnswer) await this.media.applyAnswer(sdp);
    else this.#remoteOffer = sdp;
  }

  sendDtmf(tones: string): boolean {
    return this.media.sendDigits(tones);
  }
}

/** Media prepared beforehand, waiting for the session it was meant for. */
export type PreparedFor = WeakMap<Session, PreparedMedia>;

/** Media of a session that is no call of the agent's. */
export type OwnMedia = WeakMap<Session, MediaSession>;

export function createDescriptionHandlerFactory(
  media: MediaPort,
  preparedFor: PreparedFor,
  ownMedia: OwnMedia,
): SessionDescriptionHandlerFactory {
  return (session) => {
    const own = ownMedia.get(session);
    if (own !== undefined) return new DescriptionHandler(own);
    const prepared = preparedFor.get(session);
    return new DescriptionHandler(
      prepared === undefined ? media.createSession() : media.createSession(prepared),
    );
  };
}

/** The media of a session, once it has any. */
export function mediaOf(session: Session | undefined): MediaSession | null {
  const handler = session?.sessionDescriptionHandler;
  return handler instanceof DescriptionHandler ? handler.media : null;
}
