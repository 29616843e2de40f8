/** Everything that can fail in the engine. Screens hold a title and an advice for each (`errors.<code>`). */
export type PhoneErrorCode =
  | "microphoneDenied"
  | "microphoneMissing"
  | "microphoneBusy"
  | "microphoneInsecure"
  | "speakerUnavailable"
  | "badServerAddress"
  | "insecureServer"
  | "offline"
  | "serverUnreachable"
  | "serverBlocked"
  | "serverTimedOut"
  | "wrongPassword"
  | "registrationRefused"
  | "notConnected"
  | "emergencyUnreachable"
  | "inEmergency"
  | "networkMissing"
  /** Only a relay will do (`iceTransportPolicy`), and none gave us a place. */
  | "relayMissing"
  | "negotiationFailed"
  | "holdRefused"
  | "resumeRefused"
  | "transferFailed"
  | "transferUnknown"
  | "noteLost"
  | "parkFailed"
  | "conferenceFailed"
  | "redirectFailed"
  | "commandFailed"
  | "digitsFailed"
  | "tooManyCalls"
  | "badNumber"
  | "pbxRefused"
  | "timedOut"
  | "movedElsewhere"
  /** The phone system, or what it has said, does not let this user do it. */
  | "forbidden"
  /** Nobody talks there, or not any more. */
  | "noCallThere"
  /** The phone of whom it was for is not registered. */
  | "nobodyThere"
  /** The phone system did not change the mode of listening. */
  | "modeRefused"
  /** What was wanted takes an agent who is in no call. */
  | "inCall"
  /** A call is being listened to, and that would be disturbed. */
  | "supervising"
  | "storageBlocked"
  | "storageFull"
  | "unexpected";

/** What a sentence may need beside its code: a SIP status, a number, a name. Shown to people, so never a secret. */
export type ProblemDetail = Readonly<Record<string, string | number>>;

/** A failure as state: plain data that another tab can receive. */
export interface Problem {
  readonly code: PhoneErrorCode;
  readonly detail: ProblemDetail;
}

/** A failure as an exception. Made once, at the edge, from the foreign error, which stays in `cause`. */
export class PhoneError extends Error {
  readonly code: PhoneErrorCode;
  readonly detail: ProblemDetail;

  constructor(code: PhoneErrorCode, detail: ProblemDetail = {}, cause?: unknown) {
    super(code, cause === undefined ? {} : { cause });
    this.name = "PhoneError";
    this.code = code;
    this.detail = detail;
  }
}

/**
 * An offer of ours was being made when the other side offered, and yields to it (as in the "perfect negotiation" of W3C
 * WebRTC). Nothing of it was sent; it can be made again afterwards.
 */
export class OfferWithdrawn extends Error {
  override readonly name = "OfferWithdrawn";
  override readonly message = "the other side offers";
}

/** Any thrown thing as data; what nobody foresaw becomes `unexpected` with its message. */
export function toProblem(error: unknown): Problem {
  if (error instanceof PhoneError) return { code: error.code, detail: error.detail };
  const message = error instanceof Error ? error.message : String(error);
  return { code: "unexpected", detail: { message: message.slice(0, 200) } };
}
