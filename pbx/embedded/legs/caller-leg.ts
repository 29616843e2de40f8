import type { IncomingInviteRequest } from "sip.js/lib/core/messages/methods/invite";
import type { Session } from "sip.js/lib/core/session/session";

import type { User } from "../numbers";
import { assertedIdentity, type Identity, readCause, reasonHeader } from "../sip/headers";
import { type Cause, causes } from "./cause";
import { createDialogLeg, type DialogLeg, type LegWorld } from "./dialog-leg";
import type { CallerLeg, LegEvents } from "./leg";
import { readSdp, sdpBody } from "./sdp-body";

/** A client's INVITE. The leg answers it exactly once, whatever happens. */
export function createCallerLeg(
  world: LegWorld,
  request: IncomingInviteRequest,
  user: User,
  events: LegEvents,
): CallerLeg {
  const { sip } = world;
  const { message } = request;
  const offer = readSdp(message);
  const connection = sip.sender();
  /** Final response sent; sip.js throws at a second one. */
  let isAnswered = false;
  let earlyAnswer: string | null = null;

  const base: DialogLeg = createDialogLeg(world, {
    user: user.extension,
    identity: { number: user.extension, name: user.name },
    direction: "in",
    callId: message.callId,
    connection,
    events,
    endRinging: (cause) => refuse(cause),
  });

  function refuse(cause: Cause): void {
    if (isAnswered) return;
    isAnswered = true;
    const extraHeaders = [reasonHeader(cause.q850)];
    sip.via(connection, () => request.reject({ statusCode: cause.status, extraHeaders }));
    base.finish(cause);
  }

  function nameAfter(session: Session): void {
    base.name({ localTag: session.localTag, remoteTag: session.remoteTag });
    // The caller's BYE within an early dialog means the same as a CANCEL (RFC 3261, section 15).
    session.delegate ??= {
      onBye(bye) {
        bye.accept();
        refuse(causes.cancelled);
      },
    };
  }

  function progress(status: number, sdp: string | null): void {
    const body = sdp === null ? {} : { body: sdpBody(sdp) };
    const { session } = sip.via(connection, () =>
      request.progress({ statusCode: status, ...body }),
    );
    nameAfter(session);
  }

  /** null: the description cannot be used and the caller has been told, or is gone. */
  async function describe(): Promise<string | null> {
    try {
      const sdp = await (offer === null ? base.media.offer() : base.media.answer(offer));
      return isAnswered ? null : sdp;
    } catch {
      refuse(causes.badDescription);
      return null;
    }
  }

  request.delegate = {
    onCancel: (cancel) =>
      refuse({ ...causes.cancelled, q850: readCause(cancel) ?? causes.cancelled.q850 }),
  };
  request.trying();

  return Object.assign(base, {
    direction: "in" as const,
    ring() {
      if (!isAnswered) progress(180, null);
    },
    async startEarlyMedia() {
      earlyAnswer ??= await describe();
      if (earlyAnswer === null || isAnswered) return false;
      progress(183, earlyAnswer);
      return true;
    },
    async answer(peer: Identity | null) {
      const sdp = earlyAnswer ?? (await describe());
      if (sdp === null || isAnswered) return false;
      isAnswered = true;
      if (peer !== null) base.assumePeer(peer);
      const extraHeaders = peer === null ? [] : [assertedIdentity(peer)];
      const accepted = { statusCode: 200, extraHeaders };
      const { session } = sip.via(connection, () =>
        // The answer of a 183 is repeated by sip.js itself.
        request.accept(earlyAnswer === null ? { ...accepted, body: sdpBody(sdp) } : accepted),
      );
      base.confirm(session);
      return true;
    },
  });
}
