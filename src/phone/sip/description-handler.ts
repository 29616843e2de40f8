import {
  type BodyAndContentType,
  Inviter,
  type Session,
  type SessionDescriptionHandler,
  type SessionDescriptionHandlerFactory,
  type SessionDescriptionHandlerOptions,
} from "sip.js";

import type { MediaPort, MediaSession } from "@/phone/media/media-session";

import { settled } from "./settled";

const contentType = "application/sdp";
/** sip.js's name for a dialog in which the other side has offered and we have not answered. */
const offered = "HaveRemoteOffer";

/** What we hand to sip.js for one negotiation and find again in `getDescription`. */
export interface NegotiationOptions extends SessionDescriptionHandlerOptions {
  readonly restartIce?: boolean;
  /** The call goes on ringing: the answer is only told. */
  readonly isAhead?: boolean;
}

/**
 * sip.js's seam for media, without its own handler: that one stops the microphone with every call, keeps hold in
 * options that leak into later negotiations, and stays in have-local-offer after a refused re-INVITE (docs/sip-js.md
 * 8-10). Hold is a wish kept in the media session, so an incoming re-INVITE is
 * answered by the same wish.
 */
class DescriptionHandler implements SessionDescriptionHandler {
  readonly media: MediaSession;
  readonly #session: Session;
  #remoteOffer: string | null = null;

  constructor(media: MediaSession, session: Session) {
    this.media = media;
    this.#session = session;
  }

  close(): void {
    this.media.close();
  }

  /** What is made already is given at once: a turn later the screen would be drawn first. */
  getDescription(options?: NegotiationOptions): Promise<BodyAndContentType> {
    const offer = this.#remoteOffer;
    this.#remoteOffer = null;
    const body = this.#describe(offer, options);
    if (typeof body === "string") return settled({ body, contentType });
    return body.then((made) => ({ body: made, contentType }));
  }

  #describe(offer: string | null, options?: NegotiationOptions): string | Promise<string> {
    if (offer === null) return this.media.createOffer({ restartIce: options?.restartIce === true });
    if (options?.isAhead === true) return this.media.prepareAnswer(offer, true);
    return this.media.answerOffer(offer);
  }

  hasDescription(type: string): boolean {
    return type.toLowerCase().startsWith(contentType);
  }

  async rollbackDescription(): Promise<void> {
    this.#remoteOffer = null;
    await this.media.rollback();
  }

  /**
   * sip.js gives no hint whether this is an offer or an answer. An answer comes only to an offer of ours; but ours may still
   * be on its way to the wire when the other side offers, and an offer taken for an answer breaks the connection for good.
   */
  setDescription(sdp: string): Promise<void> {
    const state: string | undefined = this.#session.dialog?.signalingState;
    if (this.media.awaitsAnswer && state !== offered) return this.media.applyAnswer(sdp);
    this.#remoteOffer = sdp;
    return settled(undefined);
  }

  sendDtmf(tones: string): boolean {
    return this.media.sendDigits(tones);
  }
}

/** Media that was there before sip.js asked for it: of a call that rings, or of one that is no agent's call. */
export type EarlierMedia = WeakMap<Session, MediaSession>;

export function createDescriptionHandlerFactory(
  media: MediaPort,
  earlier: EarlierMedia,
): SessionDescriptionHandlerFactory {
  return (session) =>
    new DescriptionHandler(
      earlier.get(session) ?? media.createSession({ isOutgoing: session instanceof Inviter }),
      session,
    );
}

/** The media of a session, once it has any. */
export function mediaOf(session: Session | undefined): MediaSession | null {
  const handler = session?.sessionDescriptionHandler;
  return handler instanceof DescriptionHandler ? handler.media : null;
}
