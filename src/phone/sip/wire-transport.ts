import { EmitterImpl, type Transport, TransportState } from "sip.js";

import { log } from "@/lib/log";
import { PhoneError } from "@/phone/errors";

import { keepStrongestChallenge } from "./challenge";
import { createUnanswered } from "./unanswered";

/** The part of a browser's WebSocket that is used; tests put a fake wire in its place. */
export interface Socket {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** Opens a socket with the subprotocol `sip` (RFC 7118 section 5). */
export type OpenSocket = (server: string) => Socket;

/** Hears and may change every message as raw text: the place of trace, faults and watchdog. */
export interface WireTap {
  sent(text: string): void;
  received(text: string): void;
  /** `failed`: it closed before it was open. `dropped`: we have let go of it. `code`: RFC 6455 section 7.4. */
  socket(what: "opening" | "opened" | "failed" | "closed" | "dropped", code?: number): void;
}

export interface WireOptions {
  /** Whom the next socket goes to. */
  readonly server: () => string;
  readonly openSocket: OpenSocket;
  readonly connectTimeoutMs: number;
  readonly tap: WireTap;
}

/** Longer than any SIP message a phone system sends us; what is longer is noise or an attack. */
const longestMessage = 1_000_000;

const openState = 1;

/**
 * Our transport in place of sip.js's own, which fixes one server at construction, waits for the closing handshake of
 * a dead socket, and lets an unreadable message throw through to the page (an answer with an unreadable CSeq is a
 * TypeError in sip.js 0.21.2). It follows the contract of sip.js's `Transport`: it never reconnects by itself.
 */
export class WireTransport implements Transport {
  readonly protocol = "WSS";
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  readonly #options: WireOptions;
  readonly #unanswered = createUnanswered();
  #state: TransportState = TransportState.Disconnected;
  #socket: Socket | null = null;
  #connecting: Promise<void> | null = null;
  #giveUp: ((error: PhoneError) => void) | null = null;

  constructor(_logger: unknown, options: WireOptions) {
    this.#options = options;
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  /** Resolves when the socket is open; rejects with `serverUnreachable` or `serverTimedOut`. */
  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  /** Lets go at once: a half-dead socket would take its time to say goodbye. */
  disconnect(): Promise<void> {
    if (this.#state === TransportState.Disconnected) return Promise.resolve();
    const wasConnected = this.isConnected();
    this.#enter(TransportState.Disconnecting);
    this.#drop();
    this.#enter(TransportState.Disconnected);
    this.#giveUp?.(new PhoneError("notConnected"));
    if (wasConnected) this.onDisconnect?.();
    this.#giveUpRequests();
    return Promise.resolve();
  }

  async dispose(): Promise<void> {
    await this.disconnect();
    this.stateChange.removeAllListeners();
  }

  send(message: string): Promise<void> {
    const socket = this.#socket;
    if (!this.isConnected() || socket?.readyState !== openState) {
      if (this.#unanswered.keepAck(message)) return Promise.resolve();
      return Promise.reject(new PhoneError("notConnected"));
    }
    this.#options.tap.sent(message);
    this.#unanswered.sent(message);
    socket.send(message);
    return Promise.resolve();
  }

  #open(): Promise<void> {
    this.#drop();
    if (this.#state !== TransportState.Connecting) this.#enter(TransportState.Connecting);
    return new Promise((resolve, reject) => {
      const server = this.#options.server();
      this.#options.tap.socket("opening");
      const fail = (error: PhoneError): void => {
        clearTimeout(timer);
        this.#giveUp = null;
        if (this.#state === TransportState.Connecting) {
          this.#drop();
          this.#enter(TransportState.Disconnected);
        }
        reject(error);
      };
      this.#giveUp = fail;
      const timer = setTimeout(
        () => fail(new PhoneError("serverTimedOut", { server })),
        this.#options.connectTimeoutMs,
      );
      let socket: Socket;
      try {
        socket = this.#options.openSocket(server);
      } catch (error) {
        return fail(new PhoneError("badServerAddress", { server }, error));
      }
      this.#socket = socket;
      socket.onerror = () => undefined;
      socket.onclose = ({ code }) => {
        this.#options.tap.socket("failed", code);
        fail(new PhoneError("serverUnreachable", { server, code }));
      };
      socket.onopen = () => {
        this.#options.tap.socket("opened");
        clearTimeout(timer);
        this.#giveUp = null;
        this.#follow(socket);
        for (const ack of this.#unanswered.takeAcks()) {
          this.#options.tap.sent(ack);
          socket.send(ack);
        }
        this.#enter(TransportState.Connected);
        this.onConnect?.();
        resolve();
      };
    });
  }

  #follow(socket: Socket): void {
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code, reason }) => {
      if (this.#socket !== socket) return;
      this.#options.tap.socket("closed", code);
      this.#socket = null;
      this.#enter(TransportState.Disconnected);
      this.onDisconnect?.(new Error(`socket closed: ${code} ${reason.slice(0, 100)}`));
      this.#giveUpRequests();
    };
  }

  #receive(data: unknown): void {
    const text = data instanceof ArrayBuffer ? new TextDecoder().decode(data) : data;
    if (typeof text !== "string" || text.length > longestMessage) return;
    this.#options.tap.received(text);
    this.#unanswered.received(text);
    // Keep-alive (RFC 5626 section 3.5.1): Asterisk's `keep_alive_interval` sends CRLFCRLF.
    if (text.trim() === "") return;
    this.#deliver(text);
  }

  #deliver(text: string): void {
    try {
      this.onMessage?.(keepStrongestChallenge(text));
    } catch (error) {
      log("warn", "sip", "an unreadable message was dropped", { error, bytes: text.length });
    }
  }

  /** Ends an INVITE that opened a call and whose answer can no longer come. */
  giveUpOn(callId: string): void {
    const response = this.#unanswered.giveUpOn(callId);
    if (response !== null) this.#deliver(response);
  }

  /** What was asked on this socket will not be answered any more. */
  #giveUpRequests(): void {
    for (const response of this.#unanswered.giveUp()) this.#deliver(response);
  }

  /** Forgets the socket; what it still says is not heard. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    if (socket.readyState <= openState) this.#options.tap.socket("dropped");
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.onerror = () => undefined;
    socket.close();
  }

  #enter(state: TransportState): void {
    this.#state = state;
    this.stateChange.emit(state);
  }
}
