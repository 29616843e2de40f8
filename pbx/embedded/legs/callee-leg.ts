import type { IncomingResponse } from "sip.js/lib/core/messages/incoming-response";
import type {
  AckableIncomingResponseWithSession,
  OutgoingInviteRequest,
} from "sip.js/lib/core/messages/methods/invite";
import { createRandomToken, newTag } from "sip.js/lib/core/messages/utils";
import { Timers } from "sip.js/lib/core/timers";

import type { User } from "../numbers";
import {
  assertedIdentity,
  type Identity,
  readContactNumber,
  reasonHeader,
  safeName,
  uriOf,
} from "../sip/headers";
import type { Binding } from "../sip/registrar";
import { type Cause, causeOfStatus, causes } from "./cause";
import { createDialogLeg, type LegWorld } from "./dialog-leg";
import type { Leg, LegEvents } from "./leg";
import { readSdp, sdpBody } from "./sdp-body";

export interface CalleeEvents extends LegEvents {
  ringing(leg: Leg): void;
  answered(leg: Leg): void;
  /** The device sends the call on (302); null: nobody can tell where. The leg ends after it. */
  redirected(leg: Leg, number: string | null): void;
}

export interface CalleeOrder {
  readonly user: User;
  readonly binding: Binding;
  /** Whom the callee sees as the caller. */
  readonly caller: Identity;
  /** X-Call-UUID and the like. */
  readonly headers: readonly string[];
}

/** Calls one device of a user: INVITE to one contact. */
export function createCalleeLeg(world: LegWorld, order: CalleeOrder, events: CalleeEvents): Leg {
  const { sip } = world;
  const { user, binding, caller } = order;
  const callId = `hamsa-${createRandomToken(20)}`;
  const localTag = newTag();
  let invite: OutgoingInviteRequest | null = null;
  let isOver = false;

  const leg = createDialogLeg(world, {
    user: user.extension,
    identity: { number: user.extension, name: user.name },
    direction: "out",
    callId,
    connection: binding.connection,
    events,
    endRinging: cancel,
  });
  leg.assumePeer(caller);

  function cancel(cause: Cause): void {
    isOver = true;
    const q850 = reasonHeader(cause.q850);
    const elsewhere = 'Reason: SIP;cause=200;text="Call completed elsewhere"';
    const extraHeaders = cause.isElsewhere === true ? [elsewhere, q850] : [q850];
    const cancelled = invite;
    if (cancelled !== null) {
      sip.via(leg.route, () => cancelled.cancel(undefined, { extraHeaders }));
      forgetLater(cancelled);
    }
    leg.finish(cause);
  }

  /** A client that is gone answers neither the INVITE nor the CANCEL: 64*T1 (RFC 3261, section 9.1). */
  function forgetLater(request: OutgoingInviteRequest): void {
    const stopWaiting = world.timers.after(Timers.TIMER_B, () => sip.forget(request));
    request.delegate = {
      onAccept(response) {
        stopWaiting();
        refuseAnswer(response, causes.elsewhere);
      },
      onReject: stopWaiting,
      onRedirect: stopWaiting,
    };
  }

  function refuseAnswer({ ack, session }: AckableIncomingResponseWithSession, cause: Cause): void {
    ack();
    sip.via(leg.route, () => session.bye(undefined, { extraHeaders: [reasonHeader(cause.q850)] }));
  }

  /** The same answer comes again with the 200 (RFC 3261, section 13.2.1); nobody hears this leg before that. */
  function connectEarly(answer: string | null): void {
    if (answer !== null) leg.media.accept(answer).catch(() => undefined);
  }

  function accepted(response: AckableIncomingResponseWithSession): void {
    const { message, session, ack } = response;
    const answer = readSdp(message);
    if (isOver) return refuseAnswer(response, causes.elsewhere);
    isOver = true;
    if (answer === null) {
      refuseAnswer(response, causes.badDescription);
      return leg.finish(causes.badDescription);
    }
    ack();
    leg.confirm(session);
    events.answered(leg);
    leg.media.accept(answer).then(leg.described, () => leg.end(causes.badDescription));
  }

  function refused({ message }: IncomingResponse): void {
    if (isOver) return;
    isOver = true;
    leg.finish(causeOfStatus(message.statusCode ?? 500));
  }

  function redirected({ message }: IncomingResponse): void {
    if (isOver) return;
    isOver = true;
    events.redirected(leg, readContactNumber(message));
    leg.finish(causes.absent);
  }

  function send(sdp: string): void {
    if (isOver) return;
    const extraHeaders = [sip.contactHeader, assertedIdentity(caller), ...order.headers];
    const { core } = sip;
    const request = core.makeOutgoingRequestMessage(
      "INVITE",
      binding.uri,
      uriOf(caller.number),
      uriOf(user.extension),
      { callId, fromTag: localTag, fromDisplayName: safeName(caller.name) },
      extraHeaders,
      sdpBody(sdp),
    );
    leg.name({ localTag, remoteTag: "" }); // the first response brings the other tag
    invite = sip.via(leg.route, () =>
      core.invite(request, {
        onProgress({ session, message }) {
          leg.name({ localTag: session.localTag, remoteTag: session.remoteTag });
          if (isOver) return;
          connectEarly(readSdp(message));
          leg.alert();
          events.ringing(leg);
        },
        onAccept: accepted,
        onReject: refused,
        onRedirect: redirected,
      }),
    );
  }

  leg.media.offer().then(send, () => {
    isOver = true;
    leg.finish(causes.badDescription);
  });
  return leg;
}
