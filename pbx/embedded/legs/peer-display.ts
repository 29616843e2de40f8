import type { OutgoingInviteRequest } from "sip.js/lib/core/messages/methods/invite";
import { type Session, SessionState, SignalingState } from "sip.js/lib/core/session/session";

import type { MediaLeg } from "../media/leg";
import { assertedIdentity, type Identity } from "../sip/headers";
import type { Route } from "../sip/route";
import type { SipServer } from "../sip/server";
import type { Cancel, Timers } from "../timers";
import { readSdp, sdpBody } from "./sdp-body";

/**
 * Tells a party whom it talks with now: a re-INVITE with a new P-Asserted-Identity, as Asterisk does
 * (connected line). It offers the running session once more, so nothing else changes.
 */
export interface PeerDisplay {
  peer(): Identity | null;
  /** The party knows already. */
  assume(peer: Identity): void;
  show(peer: Identity): void;
  /** The dialog may be free again. */
  resume(): void;
  stop(): void;
}

/** While another negotiation runs: ask again soon. */
const busyRetryMs = 100;
/** RFC 3261, section 14.1: after 491 wait up to 2 s, so that both sides do not meet again. */
const mostGlareWaitMs = 2_000;

function isSame(a: Identity | null, b: Identity): boolean {
  return a?.number === b.number && a.name === b.name;
}

export function createPeerDisplay(owner: {
  sip: SipServer;
  timers: Timers;
  route: Route;
  media: MediaLeg;
  dialog: () => Session | null;
  described: () => void;
  unknown: () => void;
}): PeerDisplay {
  const { sip, timers, route, media } = owner;
  let peer: Identity | null = null;
  let told: Identity | null = null;
  let pending: OutgoingInviteRequest | null = null;
  let preparing = false;
  let stopped = false;
  let cancelRetry: Cancel = () => undefined;

  function retryIn(delayMs: number): void {
    cancelRetry();
    cancelRetry = timers.after(delayMs, tell);
  }

  function isUpToDate(): boolean {
    return peer === null || isSame(told, peer);
  }

  function tell(): void {
    const dialog = owner.dialog();
    if (stopped || preparing || pending !== null || isUpToDate() || dialog === null) return;
    if (
      dialog.sessionState !== SessionState.Confirmed ||
      dialog.signalingState !== SignalingState.Stable
    ) {
      // The ACK calls resume(); anything else is a negotiation of the client's.
      if (dialog.sessionState === SessionState.Confirmed) retryIn(busyRetryMs);
      return;
    }
    preparing = true;
    media.offer().then(
      (sdp) => {
        preparing = false;
        invite(dialog, sdp);
      },
      () => {
        preparing = false;
      },
    );
  }

  function invite(dialog: Session, sdp: string): void {
    if (stopped || peer === null) return;
    const shown = peer;
    const extraHeaders = [sip.contactHeader, assertedIdentity(shown)];
    try {
      pending = sip.via(route, () =>
        dialog.invite(
          {
            onAccept({ message, ack }) {
              pending = null;
              told = shown;
              ack();
              takeAnswer(readSdp(message));
            },
            onReject({ message }) {
              pending = null;
              told = shown; // it does not want to know, unless it only had no time
              if (message.statusCode === 481) owner.unknown();
              if (message.statusCode !== 491) return;
              told = null;
              retryIn(Math.random() * mostGlareWaitMs);
            },
          },
          { extraHeaders, body: sdpBody(sdp) },
        ),
      );
    } catch {
      retryIn(busyRetryMs); // a re-INVITE of the client is being answered
    }
  }

  function takeAnswer(answer: string | null): void {
    if (answer === null || stopped) return tell();
    media
      .accept(answer)
      .then(owner.described, () => undefined)
      .then(tell, () => undefined);
  }

  return {
    peer: () => peer,
    assume(known) {
      peer = known;
      told = known;
    },
    show(next) {
      peer = next;
      tell();
    },
    resume: tell,
    stop() {
      stopped = true;
      cancelRetry();
      if (pending !== null) sip.forget(pending);
      pending = null;
    },
  };
}
