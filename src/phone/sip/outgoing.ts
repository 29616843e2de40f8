import { type Core, Inviter, type URI, UserAgent } from "sip.js";

import type { CallId } from "@/phone/calls/call";
import type { CallAtEdge, Dialect } from "@/phone/dialects/dialect";
import { PhoneError } from "@/phone/errors";

import { readReasons, readRefusal } from "./end-reason";
import { createLeg, type Leg, type Tell, tellParty } from "./leg";
import { readAsserted } from "./read-headers";

/** What an outgoing call may bring along. */
export interface InviteOptions {
  /** The number of ours to be shown there (`P-Preferred-Identity`, RFC 3325 section 9.2). */
  readonly shownNumber?: string | null;
  /** Whole header lines, such as `Replaces: …` or `Join: …`. */
  readonly headers?: readonly string[];
}

/** The SIP address of a number or `user@host`. Throws `badNumber`. */
export function makeUri(target: string, domain: string): URI {
  const address = target.includes("@") ? target : `${target}@${domain}`;
  const uri = UserAgent.makeURI(`sip:${address.replaceAll("#", "%23")}`);
  if (uri === undefined) throw new PhoneError("badNumber", { number: target });
  return uri;
}

export interface OutgoingOptions {
  readonly userAgent: UserAgent;
  readonly id: CallId;
  readonly target: string;
  readonly domain: string;
  readonly dialect: Dialect;
  readonly extra: InviteOptions;
  readonly tell: Tell;
}

/** A call that is about to be made: its leg, and the answers that are waited for. */
export function createOutgoing(options: OutgoingOptions): {
  readonly leg: Leg;
  readonly inviter: Inviter;
  readonly requestDelegate: Core.OutgoingInviteRequestDelegate;
} {
  const { userAgent, id, target, domain, dialect, extra, tell } = options;
  const call: CallAtEdge = { number: target, direction: "out" };
  const earlyMedia = dialect.earlyMedia(call);
  const inviter = new Inviter(userAgent, makeUri(target, domain), {
    earlyMedia,
    extraHeaders: [
      ...preferredIdentity(extra.shownNumber ?? null, domain),
      ...(extra.headers ?? []),
    ],
  });
  const leg = createLeg(id, inviter, { number: target, display: null }, tell);
  const requestDelegate: Core.OutgoingInviteRequestDelegate = {
    onProgress: ({ message }) => {
      leg.earlyTag = message.toTag || null;
      tellParty(leg, readAsserted(message), tell);
      if (earlyMedia && message.body !== "") tell({ type: "progressed", progress: "earlyMedia" });
      else if (message.statusCode === 180) tell({ type: "progressed", progress: "ringing" });
    },
    onAccept: ({ message }) => tellParty(leg, readAsserted(message), tell),
    onReject: ({ message }) => {
      const status = message.statusCode ?? 0;
      const reason = readRefusal(status, readReasons(message.getHeaders("Reason")));
      leg.ending ??= { reason, sipStatus: status };
    },
    // Following a redirect would let the far end choose what we pay for.
    onRedirect: ({ message }) => {
      leg.ending = { reason: "failed", sipStatus: message.statusCode ?? null };
    },
  };
  return { leg, inviter, requestDelegate };
}

function preferredIdentity(number: string | null, domain: string): readonly string[] {
  return number === null ? [] : [`P-Preferred-Identity: <${makeUri(number, domain).toString()}>`];
}
