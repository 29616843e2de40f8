import { type Session, SessionState } from "sip.js/lib/core/session/session";

import type { CreateMediaLeg, MediaLeg } from "../media/leg";
import type { Connection } from "../sip/connection";
import { assertedIdentity, type DialogName, type Identity } from "../sip/headers";
import { createRoute, type Route } from "../sip/route";
import type { SipServer } from "../sip/server";
import type { Timers } from "../timers";
import { type Cause, causes } from "./cause";
import { createDialogDelegate } from "./dialog-requests";
import { createDialogSpeech, type DialogSpeech } from "./dialog-speech";
import type { Leg, LegEvents } from "./leg";
import { createPeerDisplay } from "./peer-display";
import { createSeat } from "./seat";

export interface LegWorld {
  readonly sip: SipServer;
  readonly timers: Timers;
  readonly createMediaLeg: CreateMediaLeg;
  lossPercent(
    leg: { id: string; user: string | null },
    direction: "fromClient" | "toClient",
  ): number;
  isPathCut(leg: { id: string; user: string | null }, seenAtMs: number): boolean;
  newLegId(): string;
}

export interface DialogLegSettings {
  readonly user: string;
  readonly identity: Identity;
  readonly direction: "in" | "out";
  readonly callId: string;
  readonly connection: Connection;
  readonly events: LegEvents;
  /** Ends a leg that has not been answered. */
  endRinging(cause: Cause): void;
}

/** The part of a browser's leg that does not depend on who called whom. */
export interface DialogLeg extends Leg {
  readonly media: MediaLeg;
  readonly route: Route;
  /** The tags of the dialog, as soon as they are known. */
  name(tags: { localTag: string; remoteTag: string }): void;
  /** The party says that it rings. */
  alert(): void;
  /** The leg is answered and this is its dialog. */
  confirm(dialog: Session): void;
  /** The party is shown this one from now on, without being told. */
  assumePeer(peer: Identity): void;
  /** The party holds or has resumed: to be called after every description of it. */
  described(): void;
  /** The far end is gone, or the leg could not be made: told once, nothing is sent. */
  finish(cause: Cause): void;
}

export function createDialogLeg(world: LegWorld, settings: DialogLegSettings): DialogLeg {
  const { sip } = world;
  const { user, direction, callId, events } = settings;
  const id = world.newLegId();
  const route = createRoute(settings.connection);
  const media = world.createMediaLeg(
    { digit: pressed },
    (way) => world.lossPercent({ id, user }, way),
    (seenAtMs) => world.isPathCut({ id, user }, seenAtMs),
  );
  const seat = createSeat(id, media);
  const display = createPeerDisplay({
    sip,
    timers: world.timers,
    route,
    media,
    described,
    dialog: () => dialog,
    // The client knows nothing of this call any more (RFC 3261, section 12.2.1.2).
    unknown: () => end(causes.normal),
  });
  let state: Leg["state"] = "ringing";
  let isAlerting = false;
  let digits = "";
  let dialogName: DialogName | null = null;
  let dialog: Session | null = null;
  let speech: DialogSpeech | null = null;
  let byeAfterAck: Cause | null = null;

  function pressed(digit: string): void {
    if (state === "ended") return;
    digits += digit;
    events.digit(leg, digit);
  }

  function described(): void {
    seat.holding = media.remoteDirection === "sendonly" || media.remoteDirection === "inactive";
    events.changed();
  }

  function finish(cause: Cause): void {
    if (state === "ended") return;
    state = "ended";
    display.stop();
    media.close();
    if (dialogName !== null) sip.removeRoute(dialogName);
    events.ended(leg, cause);
  }

  function hangUp(cause: Cause): void {
    // A callee must not send BYE before the ACK has come (RFC 3261, section 15).
    if (dialog?.sessionState === SessionState.AckWait) byeAfterAck = cause;
    else speech?.bye(cause);
    finish(cause);
  }

  function end(cause: Cause): void {
    if (state === "up") hangUp(cause);
    else if (state === "ringing") settings.endRinging(cause);
  }

  function acknowledged(): void {
    if (byeAfterAck === null) return display.resume();
    speech?.bye(byeAfterAck);
    byeAfterAck = null;
  }

  function neverAcknowledged(): void {
    speech?.bye(byeAfterAck ?? causes.noAck);
    finish(causes.noAck);
  }

  const delegate = createDialogDelegate({
    media,
    hasEnded: () => state === "ended",
    answerHeaders() {
      const peer = display.peer();
      return peer === null ? [sip.contactHeader] : [sip.contactHeader, assertedIdentity(peer)];
    },
    described,
    pressed,
    texted: (text) => events.text(leg, text),
    referred: (request) => events.refer(leg, request),
    notify(status) {
      if (state === "up") speech?.notify(status);
    },
    acknowledged,
    neverAcknowledged,
    left: finish,
    end,
  });

  const leg: DialogLeg = {
    id,
    user,
    customer: null,
    direction,
    callId,
    identity: settings.identity,
    seat,
    media,
    route,
    described,
    finish,
    end,
    get state() {
      return state;
    },
    get isAlerting() {
      return isAlerting && state === "ringing";
    },
    get digits() {
      return digits;
    },
    alert() {
      isAlerting = true;
      events.changed();
    },
    assumePeer: display.assume,
    showPeer: display.show,
    traffic: () => media.traffic(),
    quietMs: () => media.quietMs(),
    isNamed: (other) =>
      dialogName?.callId === other.callId &&
      dialogName.localTag === other.localTag &&
      dialogName.remoteTag === other.remoteTag,
    name({ localTag, remoteTag }) {
      dialogName = { callId, localTag, remoteTag };
      sip.addRoute(dialogName, route);
    },
    confirm(confirmed) {
      dialog = confirmed;
      dialog.delegate = delegate;
      speech = createDialogSpeech(sip, route, confirmed);
      state = "up";
      leg.name(confirmed);
      described();
    },
    sendText(text) {
      if (state === "up") speech?.text(text);
    },
  };
  return leg;
}
