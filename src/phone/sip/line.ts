import { type Core, SIPExtension, UserAgent, UserAgentState } from "sip.js";

import { log } from "@/lib/log";
import type { CallSink } from "@/phone/calls/sink";
import type { Credentials } from "@/phone/connection/account";
import type { Line, LineSink } from "@/phone/connection/line";
import type { Dialect } from "@/phone/dialects/dialect";
import { PhoneError } from "@/phone/errors";
import type { MediaPort, MediaSession } from "@/phone/media/media-session";
import type { Stop } from "@/phone/store";
import type { SubscriptionNews, WatchedEvent } from "@/phone/watches/watches";

import { createAnswersAhead } from "./answers-ahead";
import { createDescriptionHandlerFactory, type EarlierMedia } from "./description-handler";
import { createDigest } from "./digest";
import { createEdgeCalls, type EdgeCalls } from "./edge-calls";
import { makeUri } from "./outgoing";
import { probe } from "./probe";
import { probeServer } from "./probe-server";
import { createRegistrar } from "./registration";
import { sendText } from "./send-text";
import { openSubscription } from "./subscription";
import { makeTestCall } from "./test-call";
import { type OpenSocket, type WireOptions, type WireTap, WireTransport } from "./wire-transport";

export interface SipOptions {
  readonly openSocket: OpenSocket;
  readonly media: MediaPort;
  /** The UUID of this tab (RFC 5626): the same after a reload, another one in another tab. */
  readonly instanceId: () => string;
  readonly dialect: () => Dialect;
  readonly expiresSeconds: number;
  /** Every server knows the calls of the others. */
  readonly serversShareCalls: boolean;
  /** Makes more of "unreachable": no network, or a permission of the browser's. */
  readonly explainUnreachable: (error: PhoneError) => Promise<PhoneError>;
  /** The body of a NOTIFY about the mailbox (RFC 3842), which Asterisk sends unasked. */
  readonly messageSummary: (body: string) => void;
  /** A line of text from a user of the phone system. */
  readonly heardText: (from: string, text: string) => void;
  /** Hears everything that passes. */
  readonly tap: WireTap;
  readonly now: () => number;
}

/** A line, with the calls on it. */
export interface SipLine extends Line {
  readonly calls: EdgeCalls["port"];
  mix: EdgeCalls["mix"];
  expect: EdgeCalls["expect"];
  dialogOf: EdgeCalls["dialogOf"];
  mediaOf: EdgeCalls["mediaOf"];
  restartPath: EdgeCalls["restartPath"];
  /**
   * Resolves when the phone system has taken the text; rejects with `notConnected` or `commandFailed`. `null`: to every
   * phone of the own extension.
   */
  sendText(to: string | null, text: string, headers: readonly string[]): Promise<void>;
  /** How long a question (OPTIONS) takes there and its answer back; the connection is left as it is. */
  timeRoundTrip(): Promise<number>;
  /** A call that is no agent's call, over `media`; resolves with its answer, and ends with the signal. */
  testCall(target: string, media: MediaSession, signal: AbortSignal): Promise<void>;
  /** Never tells anything after it was stopped, nor after `ended`. */
  subscribe(resource: string, event: WatchedEvent, told: (news: SubscriptionNews) => void): Stop;
  /** Drops the socket without a word: the phone goes on in another page. */
  letGo(): void;
  /** Resolves when no session is left that could be ended (at once without a socket), or after `mostMs`. */
  drained(mostMs: number): Promise<void>;
}

const connectTimeoutMs = 8_000;
/** Asterisk takes sockets a moment before it hears REGISTER: after a restart one may go unanswered for good. */
const answerTimeoutMs = 6_000;
const leaveTimeoutMs = 2_000;
const probeTimeoutMs = 8_000;
/** The phone system decides how long a queue rings; sip.js would answer 480 after 60 s (docs/sip-js.md 16). */
const noAnswerSeconds = 600;
const drainPollMs = 20;

export function openLine(
  credentials: Credentials,
  lineSink: LineSink,
  callSink: CallSink,
  options: SipOptions,
): SipLine {
  const { account } = credentials;
  let server = account.server;
  const earlier: EarlierMedia = new WeakMap();
  const digest = createDigest(account.extension, credentials.password);
  const wire: WireOptions = {
    server: () => server,
    openSocket: options.openSocket,
    connectTimeoutMs,
    tap: {
      ...options.tap,
      received(text) {
        options.tap.received(text);
        lineSink.proven(options.now());
      },
    },
  };
  const calls = createEdgeCalls({
    userAgent: () => userAgent,
    giveUpOn: (callId) => (userAgent.transport as WireTransport).giveUpOn(callId),
    server: () => server,
    domain: account.domain,
    sink: callSink,
    dialect: options.dialect,
    signAhead: digest.signAhead,
    ahead: createAnswersAhead({ media: options.media, earlier, dialect: options.dialect }),
    now: options.now,
  });

  const userAgent: UserAgent = new UserAgent({
    uri: makeUri(account.extension, account.domain),
    instanceId: options.instanceId(),
    // Asterisk puts presence messages into NOTIFY only for a User-Agent with "digium" in it (Asterisk 22).
    userAgentString: "Hamsa digium",
    noAnswerTimeout: noAnswerSeconds,
    logBuiltinEnabled: false,
    logConfiguration: false,
    logConnector: (level, category, _label, content) => {
      if (level === "error" || level === "warn") log("debug", category, content.slice(0, 300));
    },
    sipExtensionReplaces: SIPExtension.Supported,
    // RFC 4662: a list is a list only to who says so, in refreshes too. sip.js does not know the word.
    sipExtensionExtraSupported: ["eventlist"],
    hackAllowUnregisteredOptionTags: true,
    sessionDescriptionHandlerFactory: createDescriptionHandlerFactory(options.media, earlier),
    transportConstructor: WireTransport,
    transportOptions: wire,
    delegate: {
      onConnect() {
        digest.forget();
        calls.takeUp();
      },
      onDisconnect: (error) => {
        registrar.drop();
        if (!error) return;
        lineSink.socketLost({ code: "serverUnreachable", detail: { server } });
      },
      onInvite: calls.ring,
      onMessage(message) {
        void message.accept().catch(() => undefined);
        const { from, body } = message.request;
        options.heardText(from.uri.user ?? "", body);
      },
      onNotify(notification) {
        void notification.accept().catch(() => undefined);
        const { request } = notification;
        const isSummary = /^message-summary\b/i.test(request.getHeader("Event") ?? "");
        if (isSummary) options.messageSummary(request.body);
      },
      onReferRequest: (request: Core.IncomingReferRequest) => request.reject({ statusCode: 603 }),
    },
  });

  userAgent.userAgentCore.configuration.authenticationFactory = digest.factory;

  const registrar = createRegistrar({
    userAgent,
    instanceId: options.instanceId(),
    expiresSeconds: options.expiresSeconds,
    timeoutMs: answerTimeoutMs,
    leaveTimeoutMs,
    lost: lineSink.registrationLost,
  });

  const ask = (timeoutMs = probeTimeoutMs): Promise<number> =>
    probe(userAgent, makeUri(account.extension, account.domain), timeoutMs);

  return {
    timeRoundTrip: () => ask(),
    testCall: (target, media, signal) =>
      makeTestCall({ userAgent, earlier, target, domain: account.domain, media, signal }),
    calls: calls.port,
    mix: calls.mix,
    expect: calls.expect,
    dialogOf: calls.dialogOf,
    mediaOf: calls.mediaOf,
    restartPath: calls.restartPath,
    sendText: async (to, text, headers) =>
      sendText(userAgent, makeUri(to ?? account.extension, account.domain), text, headers),
    subscribe: (resource, event, told) =>
      openSubscription({
        core: userAgent.userAgentCore,
        target: makeUri(resource, account.domain),
        event,
        told,
      }),
    async connect(wanted) {
      if (wanted !== server) await userAgent.transport.disconnect();
      server = wanted;
      const started = userAgent.state === UserAgentState.Started;
      try {
        await (started ? userAgent.reconnect() : userAgent.start());
      } catch (error) {
        const known =
          error instanceof PhoneError ? error : new PhoneError("serverUnreachable", {}, error);
        throw await options.explainUnreachable(known);
      }
    },
    answers: (other) => probeServer(options.openSocket, other, account, probeTimeoutMs),
    isTied: () => !options.serversShareCalls && calls.isTied(),
    async register() {
      try {
        const registration = await registrar.register();
        void calls.catchUp();
        return registration;
      } catch (error) {
        // A socket that carries no answer is not worth another question.
        const isDead = error instanceof PhoneError && error.code === "serverTimedOut";
        if (isDead) await userAgent.transport.disconnect();
        throw error;
      }
    },
    async probe(timeoutMs) {
      try {
        await ask(timeoutMs);
      } catch (error) {
        await userAgent.transport.disconnect();
        throw error;
      }
    },
    unregister: registrar.unregister,
    close() {
      registrar.drop();
      void userAgent.transport
        .disconnect()
        .then(() => userAgent.stop())
        .catch((error: unknown) => log("debug", "sip", "the user agent did not stop", { error }));
    },
    letGo: () => void userAgent.transport.disconnect().catch(() => undefined),
    drained: (mostMs) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearInterval(poll);
          clearTimeout(limit);
          resolve();
        };
        const isDrained = (): boolean => calls.count() === 0 || !userAgent.isConnected();
        const poll = setInterval(() => (isDrained() ? done() : undefined), drainPollMs);
        const limit = setTimeout(done, mostMs);
      }),
  };
}
