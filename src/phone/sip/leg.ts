import { type Info, Invitation, Inviter, type Session, SessionState } from "sip.js";

import { createQueue, type Queue } from "@/lib/queue";
import type { CallId, Direction, EndReason } from "@/phone/calls/call";
import type { EdgeFact } from "@/phone/calls/sink";
import type { DialogName } from "@/phone/recovery/lost-call";

import { mediaOf } from "./description-handler";
import { readBye, readCancel, readReasons } from "./end-reason";
import { type Identity, readAsserted } from "./read-headers";

/** One call at the edge: its sip.js session and what must not outlive it. */
export interface Leg {
  readonly id: CallId;
  readonly direction: Direction;
  readonly session: Session;
  /** Aborted when the session has ended. */
  readonly over: AbortSignal;
  /** SIP and SDP work of this call, one after the other. */
  readonly queue: Queue;
  /** What is known of how it ends, before it has ended. */
  ending: { readonly reason: EndReason; readonly sipStatus: number | null } | null;
  party: Identity;
  /** The other side is on hold, as far as the phone system has agreed. */
  isOnHold: boolean;
  /** The way of its sound is to be looked for anew with the next negotiation. */
  needsPath: boolean;
  /** Of whoever rings at the other end of an outgoing call, before sip.js makes a dialog of it. */
  earlyTag: string | null;
}

export type Tell = (fact: EdgeFact) => void;

/** Makes a leg and turns what its session does into facts. The last one is always `terminated`. */
export function createLeg(id: CallId, session: Session, party: Identity, tell: Tell): Leg {
  const over = new AbortController();
  const leg: Leg = {
    id,
    session,
    direction: session instanceof Inviter ? "out" : "in",
    over: over.signal,
    queue: createQueue(over.signal),
    ending: null,
    party,
    isOnHold: false,
    needsPath: false,
    earlyTag: null,
  };
  let established = false;
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      established = true;
      tell({ type: "established" });
    }
    if (state === SessionState.Terminated) {
      over.abort(new DOMException("the call has ended", "AbortError"));
      // sip.js ends the session before it says why: the refusal, or a failure of ours (no microphone, no network),
      // comes in the same turn. It is told first, so that the call ends with it and not with a guess.
      setTimeout(() => {
        tell({ type: "terminated", ...(leg.ending ?? guessEnding(leg, established)) });
      }, 0);
    }
  });
  setDelegate(leg, tell);
  return leg;
}

/** The session ended and nobody said why: our own doing, a time-out, or a caller who gave up. */
function guessEnding(leg: Leg, established: boolean): NonNullable<Leg["ending"]> {
  if (established) return { reason: "connectionLost", sipStatus: null };
  return { reason: leg.direction === "in" ? "missed" : "failed", sipStatus: null };
}

function setDelegate(leg: Leg, tell: Tell): void {
  const { session } = leg;
  session.delegate = {
    onBye: (bye) => {
      leg.ending = {
        reason: readBye(readReasons(bye.request.getHeaders("Reason"))),
        sipStatus: null,
      };
      void bye.accept().catch(() => undefined);
    },
    onCancel: ({ request }) => {
      const reasons = readReasons(request.getHeaders("Reason"));
      leg.ending = { reason: readCancel(reasons), sipStatus: null };
    },
    onInvite: (request, _response, statusCode) => {
      if (statusCode >= 300) return;
      tellParty(leg, readAsserted(request), tell);
      tellHold(leg, tell);
    },
    onInfo: (info) => void answerInfo(info).catch(() => undefined),
    onMessage: (message) => void message.accept().catch(() => undefined),
    onNotify: (notification) => void notification.accept().catch(() => undefined),
    // Following a REFER would let whoever is on the line place calls at our cost (toll fraud).
    onRefer: (referral) => void referral.reject({ statusCode: 603 }).catch(() => undefined),
  };
}

/**
 * Keys of the far end are nothing to us and do no harm; an empty INFO asks whether we are there. Of Info packages we know
 * none (RFC 6086 section 4.2.2), and of other bodies we make nothing (RFC 3261 section 8.2.3).
 */
function answerInfo(info: Info): Promise<void> {
  const { request } = info;
  if (request.hasHeader("Info-Package")) {
    return info.reject({ statusCode: 469, extraHeaders: ["Recv-Info:"] });
  }
  const type = request.getHeader("Content-Type") ?? "";
  const isKnown = request.body === "" || /^application\/dtmf(?:-relay)?\b/i.test(type);
  if (isKnown) return info.accept();
  return info.reject({ statusCode: 415, extraHeaders: [`Accept: ${knownInfo}`] });
}

const knownInfo = "application/dtmf-relay, application/dtmf";

/** Who is really on the line, when the phone system says so (INVITE, 200, re-INVITE). */
export function tellParty(leg: Leg, identity: Identity | null, tell: Tell): void {
  if (identity === null || identity.number === "") return;
  const same =
    identity.number === leg.party.number &&
    (identity.display ?? leg.party.display) === leg.party.display;
  if (same) return;
  leg.party = identity;
  tell({ type: "partyChanged", ...identity });
}

/** `sendonly` or `inactive` from the far end means we are on hold there. */
export function tellHold(leg: Leg, tell: Tell): void {
  const direction = mediaOf(leg.session)?.remoteDirection;
  tell({ type: "heldThere", held: direction === "sendonly" || direction === "inactive" });
}

/** The names of its dialog; `null` while there is none. They are the same before and after the answer. */
export function nameDialog({ session, earlyTag }: Leg): DialogName | null {
  if (session instanceof Invitation) {
    const { callId, toTag, fromTag } = session.request;
    return { callId, localTag: toTag, remoteTag: fromTag };
  }
  if (!(session instanceof Inviter)) return null;
  const { callId, fromTag } = session.request;
  const remoteTag = session.dialog?.remoteTag ?? earlyTag;
  return remoteTag === null ? null : { callId, localTag: fromTag, remoteTag };
}

/** Ends a session in whatever state it is. Resolves when the request is on its way. */
export async function endSession(session: Session): Promise<void> {
  switch (session.state) {
    case SessionState.Initial:
    case SessionState.Establishing:
      if (session instanceof Inviter) return session.cancel();
      if (session instanceof Invitation) return session.reject();
      return;
    case SessionState.Established:
      await session.bye();
      return;
    case SessionState.Terminating:
    case SessionState.Terminated:
  }
}
