import {
  type Invitation,
  Inviter,
  type InviterOptions,
  type Message,
  Messager,
  Registerer,
  type Session,
  type SessionDescriptionHandlerFactory,
  type SessionInviteOptions,
  SessionState,
  SIPExtension,
  UserAgent,
} from "sip.js";
import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingResponseMessage } from "sip.js/lib/core/messages/incoming-response-message";
import { WebSocket } from "ws";

import { createFakeDescription } from "./fake-description";
import { until } from "./until";

// sip.js wants the browser's WebSocket and Node 20 has none.
Object.assign(globalThis, { WebSocket });

export interface PhoneOptions {
  readonly port: number;
  readonly extension: string;
  readonly password?: string;
  readonly instanceId?: string;
  readonly expiresSeconds?: number;
  readonly descriptions?: SessionDescriptionHandlerFactory;
  readonly userAgent?: string;
}

/** What has been said about one call of a phone. */
export interface Call {
  readonly session: Session;
  /** The INVITE that came in; null for a dialled call. */
  readonly request: IncomingRequestMessage | null;
  /** 1xx of a dialled call. */
  readonly progress: readonly number[];
  /** The final answer to a dialled call. */
  final(): Promise<IncomingResponseMessage>;
  established(): Promise<void>;
  ended(): Promise<void>;
  /** Reason headers of the CANCEL or BYE that came. */
  readonly reasons: readonly string[];
  /** PAI of every re-INVITE that came. */
  readonly shownPeers: readonly string[];
  /** Bodies of NOTIFYs, for transfers. */
  readonly sipfrags: readonly string[];
  answer(): Promise<void>;
  /** Declines a call that has come in. */
  refuse(statusCode: number): Promise<void>;
  /** Sends a call that has come in on to a number (302), or answers with these headers instead of a Contact. */
  redirect(to: string | readonly string[]): Promise<void>;
  /** Gives a dialled call up. */
  cancel(): Promise<void>;
  /** Re-INVITE; the final status. */
  reinvite(options?: SessionInviteOptions): Promise<number>;
  hold(isHold: boolean): Promise<number>;
  /** REFER; the status of its answer. */
  refer(target: string | Call): Promise<number>;
  /** INFO; the status of its answer. */
  info(contentType: string, content: string): Promise<number>;
  bye(): Promise<void>;
}

/** A sip.js user agent in Node: what an agent's browser tab is to the switch. */
export interface Phone {
  readonly agent: UserAgent;
  readonly messages: readonly Message[];
  /** NOTIFYs that nobody has subscribed to. */
  readonly notifications: readonly IncomingRequestMessage[];
  /** SIP texts as they came. */
  readonly received: readonly string[];
  register(): Promise<IncomingResponseMessage>;
  unregister(isAll?: boolean): Promise<IncomingResponseMessage>;
  dial(number: string, options?: InviterOptions): Promise<Call>;
  /** The next call that has come in and was not asked for before. */
  rings(): Promise<Call>;
  /** MESSAGE; the final status. */
  send(
    number: string,
    text: string,
    extraHeaders?: string[],
    contentType?: string,
  ): Promise<number>;
  /** A command to the switch; what it answers. */
  command(text: string): Promise<string>;
  /** Breaks the WebSocket off, as a network that goes away. */
  cut(): void;
  reconnect(): Promise<void>;
  stop(): Promise<void>;
}

function follow(session: Session, request: IncomingRequestMessage | null) {
  const reasons: string[] = [];
  const shownPeers: string[] = [];
  const sipfrags: string[] = [];
  session.delegate = {
    onBye: (bye) => {
      reasons.push(...bye.request.getHeaders("reason"));
      void bye.accept();
    },
    onCancel: (cancel) => void reasons.push(...cancel.request.getHeaders("reason")),
    onInvite: (invite) => void shownPeers.push(invite.getHeader("p-asserted-identity") ?? ""),
    onNotify: (notification) => {
      sipfrags.push(notification.request.body.trim());
      void notification.accept();
    },
  };
  return { session, request, reasons, shownPeers, sipfrags };
}

const isIn = (session: Session, state: SessionState) => () => session.state === state || null;

function statusOf(
  send: (delegate: {
    onAccept(response: { message: IncomingResponseMessage }): void;
    onReject(response: { message: IncomingResponseMessage }): void;
  }) => Promise<unknown>,
): Promise<IncomingResponseMessage> {
  return new Promise((resolve, reject) => {
    const settle = ({ message }: { message: IncomingResponseMessage }) => resolve(message);
    send({ onAccept: settle, onReject: settle }).catch(reject);
  });
}

function createCall(
  session: Session,
  request: IncomingRequestMessage | null,
): Omit<Call, "progress" | "final"> {
  const followed = follow(session, request);
  const call = {
    ...followed,
    established: async () =>
      void (await until("established", isIn(session, SessionState.Established))),
    ended: async () => void (await until("call ended", isIn(session, SessionState.Terminated))),
    answer: async () => {
      await (session as Invitation).accept();
      await call.established();
    },
    redirect: (to: string | readonly string[]) => {
      const extraHeaders = typeof to === "string" ? [`Contact: <sip:${to}@127.0.0.1>`] : [...to];
      return (session as Invitation).reject({ statusCode: 302, extraHeaders });
    },
    refuse: (statusCode: number) => (session as Invitation).reject({ statusCode }),
    cancel: () => (session as Inviter).cancel(),
    reinvite: async (options: SessionInviteOptions = {}) => {
      const answer = await statusOf((requestDelegate) =>
        session.invite({ ...options, requestDelegate }),
      );
      return answer.statusCode ?? 0;
    },
    hold: (isHold: boolean) =>
      call.reinvite({ sessionDescriptionHandlerOptions: { hold: isHold } as object }),
    refer: async (target: string | Call) => {
      const to =
        typeof target === "string" ? UserAgent.makeURI(`sip:${target}@127.0.0.1`) : target.session;
      if (to === undefined) throw new Error("no such target");
      const answer = await statusOf((requestDelegate) => session.refer(to, { requestDelegate }));
      return answer.statusCode ?? 0;
    },
    info: async (contentType: string, content: string) => {
      const body = { contentDisposition: "render", contentType, content };
      const requestOptions = content === "" ? {} : { body };
      const answer = await statusOf((requestDelegate) =>
        session.info({ requestDelegate, requestOptions }),
      );
      return answer.statusCode ?? 0;
    },
    bye: async () => void (await session.bye()),
  };
  return call;
}

function createAgent(options: PhoneOptions): UserAgent {
  const { port, extension } = options;
  const uri = UserAgent.makeURI(`sip:${extension}@127.0.0.1`);
  if (uri === undefined) throw new Error("no address");
  return new UserAgent({
    uri,
    authorizationUsername: extension,
    authorizationPassword: options.password ?? `pw${extension}`,
    transportOptions: { server: `ws://127.0.0.1:${port}/sip` },
    sessionDescriptionHandlerFactory: options.descriptions ?? createFakeDescription,
    userAgentString: options.userAgent ?? "Phone",
    sipExtensionReplaces: SIPExtension.Supported,
    logBuiltinEnabled: false,
    logConfiguration: false,
    gracefulShutdown: false,
  });
}

/** Connects to the switch; nothing is registered yet. */
export async function createPhone(options: PhoneOptions): Promise<Phone> {
  const agent = createAgent(options);
  const incoming: Call[] = [];
  const messages: Message[] = [];
  const notifications: IncomingRequestMessage[] = [];
  let commands = 0;
  const received: string[] = [];
  const registerer = new Registerer(agent, {
    logConfiguration: false,
    expires: options.expiresSeconds ?? 120,
    ...(options.instanceId === undefined ? {} : { instanceId: options.instanceId, regId: 1 }),
  });
  agent.delegate = {
    onInvite(invitation) {
      const call = createCall(invitation, invitation.request);
      incoming.push({
        ...call,
        progress: [],
        final: () => Promise.reject(new Error("not dialled")),
      });
    },
    onMessage(message) {
      messages.push(message);
      void message.accept();
    },
    onNotify(notification) {
      notifications.push(notification.request);
      void notification.accept();
    },
  };
  const { onMessage } = agent.transport;
  agent.transport.onMessage = (text) => {
    received.push(text);
    onMessage?.(text);
  };
  await agent.start();

  async function dial(number: string, inviterOptions: InviterOptions = {}): Promise<Call> {
    const target = UserAgent.makeURI(`sip:${number}@127.0.0.1`);
    if (target === undefined) throw new Error("no such number");
    const inviter = new Inviter(agent, target, inviterOptions);
    const progress: number[] = [];
    let final: IncomingResponseMessage | null = null;
    const call = createCall(inviter, null);
    await inviter.invite({
      requestDelegate: {
        onProgress: ({ message }) => void progress.push(message.statusCode ?? 0),
        onAccept: ({ message }) => void (final = message),
        onReject: ({ message }) => void (final = message),
      },
    });
    return { ...call, progress, final: () => until("final answer", () => final) };
  }

  async function send(
    number: string,
    text: string,
    extraHeaders: string[] = [],
    contentType = "text/plain",
  ): Promise<number> {
    const target = UserAgent.makeURI(`sip:${number}@127.0.0.1`);
    if (target === undefined) throw new Error("no such number");
    const messager = new Messager(agent, target, text, contentType, { extraHeaders });
    const answer = await statusOf((requestDelegate) => messager.message({ requestDelegate }));
    return answer.statusCode ?? 0;
  }

  async function command(text: string): Promise<string> {
    const reference = `c${(commands += 1)}`;
    await send("cmd", text, [`X-Ref: ${reference}`]);
    const answer = await until(`an answer to ${text}`, () =>
      messages.find(({ request }) => request.body.startsWith(`${reference} `)),
    );
    return answer.request.body.slice(reference.length + 1);
  }

  return {
    agent,
    messages,
    notifications,
    received,
    register: () => statusOf((requestDelegate) => registerer.register({ requestDelegate })),
    unregister: (isAll = false) =>
      statusOf((requestDelegate) => registerer.unregister({ all: isAll, requestDelegate })),
    dial,
    rings: () => until("a call comes in", () => incoming.shift() ?? null),
    send,
    command,
    cut() {
      const { ws } = agent.transport as unknown as { ws: WebSocket | undefined };
      ws?.terminate();
    },
    async reconnect() {
      await until("disconnected", () => !agent.isConnected());
      await agent.reconnect();
    },
    stop: () => agent.stop(),
  };
}
