import { type Invitation, Inviter, type Session, SessionState, URI, type UserAgent } from "sip.js";

import { newId } from "@/lib/new-id";
import { pause } from "@/lib/pause";
import type { CallId } from "@/phone/calls/call";
import type { CallPort } from "@/phone/calls/perform";
import type { CallSink, EdgeFact } from "@/phone/calls/sink";
import type { CallAtEdge, Dialect } from "@/phone/dialects/dialect";
import { PhoneError } from "@/phone/errors";
import type { MediaSession } from "@/phone/media/media-session";
import type { DialogName, LostCall } from "@/phone/recovery/lost-call";

import type { AnswersAhead } from "./answers-ahead";
import { createCatchUp } from "./catch-up";
import { mediaOf } from "./description-handler";
import type { Digest } from "./digest";
import { holdForAMoment, musicBeginsMs } from "./hold-for-a-moment";
import { createLeg, endSession, type Leg, nameDialog, type Tell, tellHold, tellParty } from "./leg";
import { createMixes, type Mixes } from "./mixes";
import { createOutgoing, type InviteOptions, makeUri } from "./outgoing";
import { readAsserted, readIdentity } from "./read-headers";
import { renegotiate } from "./renegotiate";
import { sendDigits, sendInfoDigit } from "./send-digits";
import { createTakeOvers, type TakeOvers } from "./take-overs";
import { refer } from "./transfer";

export interface EdgeCallsOptions {
  readonly userAgent: () => UserAgent;
  /** Ends an INVITE of this Call-ID whose answer can no longer come. */
  readonly giveUpOn: (callId: string) => void;
  /** The server in use. */
  readonly server: () => string;
  readonly domain: string;
  readonly sink: CallSink;
  readonly dialect: () => Dialect;
  readonly ahead: AnswersAhead;
  readonly signAhead: Digest["signAhead"];
  readonly now: () => number;
}

/** The calls of one line: sip.js sessions stay in here, outside there are only `CallId`s. */
export interface EdgeCalls {
  readonly port: Omit<CallPort, "invite"> & {
    invite(id: CallId, target: string, options?: InviteOptions): Promise<void>;
    /** Resolves when the phone system has taken the digit; at once, whatever else goes on in the call. */
    sendInfoDigit(id: CallId, digit: string): Promise<void>;
  };
  mix: Mixes["set"];
  ring(invitation: Invitation): void;
  /**
   * Catches up after a new socket: ends what was to be ended meanwhile, and refreshes the calls that are up by
   * re-INVITE. Without it the phone system goes on sending to the old socket, and the far end's hang-up never arrives
   * (Asterisk 22; docs/sip-js.md 6). A call that the phone system no longer knows ends. What only rang may have been
   * given up meanwhile, unheard: it may be answered for a moment more. What was being dialled is cancelled: its answer
   * would go to the old socket.
   */
  catchUp(): Promise<void>;
  /** There is a new socket: calls of a page that is gone are taken over, which needs no registration. */
  takeUp(): void;
  /** Calls of a page that is gone; each is taken over when it is asked for. */
  expect: TakeOvers["expect"];
  /** How the phone system knows a call; `null` while it does not. */
  dialogOf(id: CallId): DialogName | null;
  /** Sound flows in a call, or one is being taken over: a server that does not know it would be its end. */
  isTied(): boolean;
  /** The sound of a call, once it has any. */
  mediaOf(id: CallId): MediaSession | null;
  /** Looks for the way of a call's sound anew (ICE restart), now or together with the next connection. */
  restartPath(id: CallId): Promise<void>;
  /** Sessions that have not ended. */
  count(): number;
}

/** Ends a session whose answering or inviting failed before sip.js could: a throw leaves it as it was. */
async function orEnd(session: Session, work: () => PromiseLike<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await endSession(session).catch(() => undefined);
    throw error;
  }
}

export function createEdgeCalls(options: EdgeCallsOptions): EdgeCalls {
  const { sink, dialect } = options;
  const legs = new Map<CallId, Leg>();
  /** sip.js would call these hang-ups done and send nothing while there is no socket. */
  const owedHangUps = new Set<Leg>();

  const mixes = createMixes(legs);

  const teller = (id: CallId) => (fact: EdgeFact) => sink.happened(id, fact);

  const { server, giveUpOn } = options;
  const isConnected = (): boolean => options.userAgent().isConnected();
  const catchUp = createCatchUp({ renegotiate, giveUpOn, teller, server, isConnected });

  const takeOvers = createTakeOvers({
    sink,
    arrived(leg) {
      mixes.apply();
      if (!dialect().needsHoldBetweenLegs) return;
      const told = (held: boolean): void => sink.happened(leg.id, { type: "holdSet", held });
      void leg.queue(() => holdForAMoment(leg, holdNow, told)).catch(() => undefined);
    },
    isConnected,
    start: startTakeOver,
    giveUp: ({ session }) => {
      if (session instanceof Inviter) giveUpOn(session.request.callId);
    },
    now: options.now,
  });

  function addLeg(leg: Leg): Leg {
    legs.set(leg.id, leg);
    catchUp.begins(leg);
    leg.over.addEventListener("abort", () => legs.delete(leg.id));
    return leg;
  }

  function legOf(id: CallId): Leg {
    const leg = legs.get(id);
    if (leg === undefined) throw new PhoneError("unexpected", { message: "no such call" });
    return leg;
  }

  function ring(invitation: Invitation): void {
    const id = newId() as CallId;
    const { request } = invitation;
    const identity = readIdentity(request);
    const origin = dialect().readOrigin((name) => request.getHeader(name) ?? null);
    const known = takeOvers.rungAgain(origin.callUuid);
    const leg = addLeg(createLeg(known ?? id, invitation, identity, teller(known ?? id)));
    if (known === null) sink.offered({ id, ...identity, origin });
    else sink.happened(known, { type: "takenOver" });
    options.ahead.begin(leg, invitation);
  }

  async function invite(id: CallId, target: string, extra: InviteOptions = {}): Promise<void> {
    const userAgent = options.userAgent();
    if (!userAgent.isConnected()) throw new PhoneError("notConnected");
    const { domain } = options;
    const tell = teller(id);
    const made = createOutgoing({ userAgent, id, target, domain, dialect: dialect(), extra, tell });
    const { leg, inviter, requestDelegate } = made;
    addLeg(leg);
    options.signAhead(inviter.request);
    await orEnd(inviter, () => inviter.invite({ requestDelegate }));
  }

  /** Our own number is one that can be dialled; where the call leads is said by Replaces. */
  function startTakeOver({ id, dialog, party }: LostCall, tell: Tell): Leg {
    const { domain } = options;
    const userAgent = options.userAgent();
    const { callId, localTag, remoteTag } = dialog;
    const extra = { headers: [`Replaces: ${callId};to-tag=${remoteTag};from-tag=${localTag}`] };
    const target = userAgent.configuration.uri.user ?? "";
    const order = { userAgent, id, target, domain, dialect: dialect(), extra, tell };
    const { leg, inviter, requestDelegate } = createOutgoing(order);
    leg.party = party;
    addLeg(leg);
    options.signAhead(inviter.request);
    orEnd(inviter, () => inviter.invite({ requestDelegate })).catch(() => undefined);
    return leg;
  }

  async function holdNow(leg: Leg, held: boolean): Promise<void> {
    const media = mediaOf(leg.session);
    media?.setReceiving(!held);
    try {
      const answer = await renegotiate(leg);
      leg.isOnHold = held;
      tellParty(leg, readAsserted(answer), teller(leg.id));
      if (!held) tellHold(leg, teller(leg.id));
    } catch (error) {
      media?.setReceiving(held);
      const detail = error instanceof PhoneError ? error.detail : {};
      throw new PhoneError(held ? "holdRefused" : "resumeRefused", detail, error);
    }
  }

  async function transfer(id: CallId, target: URI | Session, targetName: string): Promise<void> {
    const { session, over, queue } = legOf(id);
    const tell = teller(id);
    const { comesBackFromTransfer: comesBack, needsHoldBetweenLegs } = dialect();
    await queue(async () => {
      const isToSession = !(target instanceof URI);
      if (isToSession && needsHoldBetweenLegs) await pause(musicBeginsMs, over);
      await refer({ session, target, targetName, tell, signal: over, comesBack });
    });
  }

  async function hangUp(id: CallId): Promise<void> {
    if (takeOvers.has(id)) return takeOvers.hangUp(id);
    const leg = legs.get(id);
    if (leg === undefined) return;
    if (isConnected()) return endSession(leg.session);
    // For the agent it is over: nothing is to be heard of it either way.
    mediaOf(leg.session)?.close();
    owedHangUps.add(leg);
  }

  return {
    ring,
    mix: mixes.set,
    async catchUp() {
      const owed = [...owedHangUps];
      owedHangUps.clear();
      const live = [...legs.values()].filter(
        (leg) => !owed.includes(leg) && !takeOvers.has(leg.id),
      );
      await Promise.allSettled([...owed.map(catchUp.end), ...live.map(catchUp.recover)]);
    },
    takeUp: takeOvers.resume,
    expect: takeOvers.expect,
    dialogOf(id) {
      const leg = legs.get(id);
      return takeOvers.dialogOf(id) ?? (leg === undefined ? null : nameDialog(leg));
    },
    isTied() {
      const flows = ({ session }: Leg): boolean =>
        session.state === SessionState.Established && mediaOf(session)?.path === "connected";
      return takeOvers.count() > 0 || [...legs.values()].some(flows);
    },
    mediaOf: (id) => mediaOf(legs.get(id)?.session),
    async restartPath(id) {
      const leg = legs.get(id);
      if (leg?.session.state !== SessionState.Established) return;
      leg.needsPath = true;
      if (isConnected()) await catchUp.recover(leg);
    },
    count: () => legs.size + takeOvers.count(),
    port: {
      invite,
      takeOver: async (id) => takeOvers.begin(id),
      async accept(id) {
        if (takeOvers.has(id)) return takeOvers.begin(id);
        const { session } = legOf(id);
        mediaOf(session)?.begin();
        // In place of the options of a 183, which sip.js would keep for every later offer.
        const sessionDescriptionHandlerOptions = {};
        const accept = () => (session as Invitation).accept({ sessionDescriptionHandlerOptions });
        await orEnd(session, accept);
      },
      async reject(id, because) {
        if (takeOvers.has(id)) return takeOvers.forget(id);
        const leg = legOf(id);
        const call: CallAtEdge = { number: leg.party.number, direction: "in" };
        const statusCode = because === "busy" ? 486 : dialect().declineStatus(call);
        await (leg.session as Invitation).reject({ statusCode });
      },
      async redirect(id, target) {
        const contact = `Contact: <${makeUri(target, options.domain).toString()}>`;
        const { session } = legOf(id);
        // sip.js's `Invitation.reject` has the status of any refusal (300 to 699, RFC 3261 section 13.3.1.2).
        await (session as Invitation).reject({ statusCode: 302, extraHeaders: [contact] });
      },
      hangUp,
      async setHold(id, held) {
        const leg = legOf(id);
        await leg.queue(() => holdNow(leg, held));
      },
      setMicrophone(id, open) {
        const leg = legs.get(id);
        if (leg) mediaOf(leg.session)?.setMicrophone(open);
      },
      async sendDigits(id, digits) {
        const leg = legOf(id);
        await leg.queue(() => sendDigits(leg, digits));
      },
      sendInfoDigit: async (id, digit) => sendInfoDigit(legOf(id), digit),
      refer: async (id, target) => transfer(id, makeUri(target, options.domain), target),
      referTo: async (id, to, targetName) => transfer(id, legOf(to).session, targetName),
    },
  };
}
