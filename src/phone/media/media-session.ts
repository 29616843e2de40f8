import type { Stop } from "@/phone/store";

/** Which way sound is negotiated, as SDP says it from our side. */
export type MediaDirection = "sendrecv" | "sendonly" | "recvonly" | "inactive";

export interface OfferOptions {
  readonly restartIce: boolean;
}

/** The state of the path, as the peer connection sees it. */
export type MediaPath = "new" | "connecting" | "connected" | "disconnected" | "failed" | "closed";

/** One entry of W3C WebRTC Statistics, as the browser gives it; `quality/snapshot.ts` makes sense of them. */
export type Statistic = Readonly<Record<string, unknown>>;

/**
 * The sound of one call. Negotiations of ours do not overlap: whoever calls these waits for the one before (sip.js and the
 * call's own queue see to it). The other side's may come at any time before our offer is sent. Rejections are `PhoneError`s: `negotiationFailed`, `networkMissing`, `relayMissing`, or a microphone
 * code where the microphone is opened on the way.
 */
export interface MediaSession {
  /** Our wish for hold: `false` offers and answers `sendonly`. Takes effect with the next offer or answer. */
  setReceiving(receiving: boolean): void;
  /**
   * The local offer, with candidates in it (no phone system here trickles); at once where it was made ready. Rejects with
   * `OfferWithdrawn` where `answerOffer` comes meanwhile.
   */
  createOffer(options: OfferOptions): string | Promise<string>;
  /**
   * Makes the answer to a call that rings, so that Answer has only to send it: without the microphone, and unheard. Only
   * where it `connects` does the other side learn of it before Answer; the sound then has its way (ICE, DTLS) already.
   */
  prepareAnswer(sdp: string, connects: boolean): Promise<string>;
  /** Answered: what was prepared is heard and speaks from now on. Nothing, if nothing was prepared. */
  begin(): void;
  /** Applies a remote offer and gives the answer; at once where it was prepared. */
  answerOffer(sdp: string): string | Promise<string>;
  applyAnswer(sdp: string): Promise<void>;
  /** Forgets an offer that was refused. Without it every later offer fails (docs/sip-js.md 10). */
  rollback(): Promise<void>;
  /** Forgets an offer that was not sent, and leaves alone what the other side has offered meanwhile. */
  withdraw(): Promise<void>;
  /** An offer of ours is out and has no answer yet. */
  readonly awaitsAnswer: boolean;
  /** What the other side does, by its last description: `sendonly` and `inactive` mean we are on hold there. */
  readonly remoteDirection: MediaDirection;
  /** Closes or opens our microphone for this call alone, without renegotiation. */
  setMicrophone(open: boolean): void;
  /** Besides our microphone the other side hears what comes from these; nothing: only the microphone. */
  hear(others: readonly MediaSession[]): void;
  /** Digits as RFC 4733 events; `false` if the other side has not agreed to them. */
  sendDigits(digits: string): boolean;
  readonly path: MediaPath;
  /** Tells of each change of `path`. */
  watchPath(listener: (path: MediaPath) => void): Stop;
  /** All counters of this moment; empty once it is closed. */
  readStatistics(): Promise<readonly Statistic[]>;
  close(): void;
}

export interface SessionOrder {
  /** The call is made by us: it begins with what `prepare` has made ready, if there is something. */
  readonly isOutgoing?: boolean;
  /**
   * Over a TURN server, if there is one. A connection that is up does not change to it: Chromium 156 keeps a direct pair
   * for as long as that is answered, whatever an ICE restart allows.
   */
  readonly relayOnly?: boolean;
}

export interface MediaPort {
  /** The sound of a new call. The microphone starts closed. */
  createSession(order?: SessionOrder): MediaSession;
  /**
   * Makes an offer with its candidates for the next outgoing call, and forgets the one before: at the beginning, when one
   * was used, and whenever network, servers or permissions are others.
   */
  prepare(relayOnly?: boolean): void;
  /** Nobody is going to call. */
  standDown(): void;
}
