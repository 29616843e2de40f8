import { Inviter, SessionState } from "sip.js";

import type { CallId } from "@/phone/calls/call";
import { PhoneError } from "@/phone/errors";

import { mediaOf, type NegotiationOptions } from "./description-handler";
import { endSession, type Leg, type Tell, tellParty } from "./leg";
import { readAsserted } from "./read-headers";
import type { reinvite } from "./reinvite";

export interface CatchUpOptions {
  readonly renegotiate: (leg: Leg, negotiation: NegotiationOptions) => ReturnType<typeof reinvite>;
  /** Ends an INVITE of this Call-ID whose answer can no longer come. */
  readonly giveUpOn: (callId: string) => void;
  readonly teller: (id: CallId) => Tell;
  /** The server in use. */
  readonly server: () => string;
  readonly isConnected: () => boolean;
}

export interface CatchUp {
  /** A call that is the business of the server in use. */
  begins(leg: Leg): void;
  /** Ends over a new socket what was to be ended without one. */
  end(leg: Leg): Promise<void>;
  /** Brings a call up to date over a new socket. */
  recover(leg: Leg): Promise<void>;
}

/** "Call/Transaction Does Not Exist": the phone system has forgotten the call. */
const gone = 481;

/** How long a call that rang before a cut may still be answered; its caller may have gone unheard. */
const ringingGraceMs = 10_000;

/** What each call needs after a new socket, which may lead to another server. */
export function createCatchUp(options: CatchUpOptions): CatchUp {
  const servers = new WeakMap<Leg, string>();

  /** The answer to a cancelled INVITE goes to the old socket (Asterisk 22): nobody waits for it. */
  async function end({ session }: Leg): Promise<void> {
    await endSession(session);
    if (session instanceof Inviter) options.giveUpOn(session.request.callId);
  }

  async function recover(leg: Leg): Promise<void> {
    const { session } = leg;
    if (session.state === SessionState.Established) return refresh(leg);
    if (session instanceof Inviter) {
      leg.ending = { reason: "connectionLost", sipStatus: null };
      return end(leg);
    }
    const grace = setTimeout(() => {
      if (session.state !== SessionState.Initial) return;
      leg.ending = { reason: "missed", sipStatus: null };
      void endSession(session).catch(() => undefined);
    }, ringingGraceMs);
    leg.over.addEventListener("abort", () => clearTimeout(grace));
  }

  async function refresh(leg: Leg): Promise<void> {
    // The network may have changed together with the socket: a path that is not up is looked for anew.
    const path = mediaOf(leg.session)?.path;
    const restartIce = leg.needsPath || path === "disconnected" || path === "failed";
    leg.needsPath = false;
    const server = options.server();
    try {
      const answer = await leg.queue(() => options.renegotiate(leg, { restartIce }));
      servers.set(leg, server);
      tellParty(leg, readAsserted(answer), options.teller(leg.id));
    } catch (error) {
      const status = error instanceof PhoneError ? error.detail["status"] : undefined;
      // Whatever another server refuses it with: it does not know the call, and never will.
      const isForeign = servers.get(leg) !== server && options.server() === server;
      const isRefused = typeof status === "number" && options.isConnected();
      if (status !== gone && !(isForeign && isRefused)) return;
      leg.ending = { reason: "endedWhileCut", sipStatus: status ?? null };
      await endSession(leg.session);
    }
  }

  return {
    begins: (leg) => void servers.set(leg, options.server()),
    end,
    recover,
  };
}
