// What tests and the demo page ask of a running switch. Everything is plain data, so that it crosses
// a thread unchanged.

import type { Spying } from "./media/hearing";
import type { PhraseId } from "./phrases";

export type CustomerVoice =
  | { readonly phrase: PhraseId }
  | { readonly toneHz: number }
  | { readonly silent: true };

/** A simulated customer calls an extension (or any other number). */
export interface CustomerOrder {
  readonly to: string;
  readonly name: string;
  readonly number: string;
  readonly voice: CustomerVoice;
  /** The call comes out of this queue: X-Call-Kind: queue, X-Queue, X-Queue-Wait. */
  readonly queue?: string;
  readonly waitedSeconds?: number;
  /** The agent's phone is asked to answer by itself (Alert-Info, Call-Info). */
  readonly autoAnswer?: boolean;
  /** The customer gives up after so long; otherwise only the switch's ring time ends the ringing. */
  readonly ringSeconds?: number;
}

export type CustomerAction =
  | { readonly type: "hangUp" }
  | { readonly type: "sendDigits"; readonly digits: string }
  | { readonly type: "speak"; readonly phrase: PhraseId };

/** `abandoned`: the customer hung up while it rang. A queue and its menu answer at once, as Asterisk's do. */
export type CustomerOutcome =
  | "ringing"
  | "answered"
  | "declined"
  | "busy"
  | "noAnswer"
  | "unavailable"
  | "unknownNumber"
  | "abandoned"
  | "failed";

export interface CustomerSnapshot {
  readonly id: string;
  readonly to: string;
  readonly name: string;
  readonly number: string;
  readonly outcome: CustomerOutcome;
  /** Who ended an answered call; null while it lasts or if it never was. */
  readonly endedBy: "customer" | "other" | null;
  /** null once the call is over. */
  readonly leg: string | null;
  /** Keys the other party has pressed. */
  readonly digits: string;
}

export interface LegSnapshot {
  readonly id: string;
  readonly user: string | null;
  readonly customer: string | null;
  /** As the switch sees it: "in" called the switch, "out" was called by it. */
  readonly direction: "in" | "out";
  readonly state: "ringing" | "up";
  readonly holding: boolean;
  /** Ids of the legs it talks with. */
  readonly peers: readonly string[];
  /** The leg it listens to, and who hears it; null: it is a party of its call. */
  readonly spying: Spying | null;
  /** Keys received from it, by RTP and by INFO. */
  readonly digits: string;
  readonly rtpReceived: number;
  readonly rtpSent: number;
  readonly callId: string;
}

export interface RegistrationSnapshot {
  readonly user: string;
  readonly contact: string;
  readonly instanceId: string | null;
  readonly regId: string | null;
  readonly expiresInSeconds: number;
}

/** A call to the telephone network. */
export interface OutsideCall {
  readonly number: string;
  /** The number shown there. */
  readonly from: string;
}

export interface SwitchSnapshot {
  readonly registrations: readonly RegistrationSnapshot[];
  readonly legs: readonly LegSnapshot[];
  /** The running ones and the last 100 that ended. */
  readonly customers: readonly CustomerSnapshot[];
  /** The last 20, newest last. */
  readonly outside: readonly OutsideCall[];
  readonly counts: {
    readonly sockets: number;
    readonly dialogs: number;
    readonly transactions: number;
    readonly timers: number;
    readonly rooms: number;
    readonly subscriptions: number;
  };
}

export interface LevelQuery {
  /** Leg id, customer id, or an extension that has exactly one leg. */
  readonly leg: string;
  /** "sent" is what that party hears, "received" what it says. */
  readonly side: "sent" | "received";
  readonly frequenciesHz: readonly number[];
}

export type SocketFault =
  /** A proper closing handshake. */
  | { readonly do: "close"; readonly code: number }
  /** The connection breaks off, as by a reset. */
  | { readonly do: "terminate" }
  /** From now on nothing passes on this socket either way, and it stays open. */
  | { readonly do: "blackHole" };

/** What happens to one SIP message, before it is parsed or after it is written. */
export type MessageFault =
  | { readonly do: "drop" }
  | { readonly do: "delay"; readonly delayMs: number }
  | { readonly do: "duplicate" }
  | { readonly do: "malform"; readonly part: "cseq" | "startLine" | "truncate" }
  /** Only for requests from a client: the switch never sees them. */
  | {
      readonly do: "reply";
      readonly status: number;
      readonly reason?: string;
      readonly headers?: readonly string[];
    }
  | SocketFault;

export type FaultRule =
  | {
      readonly on: "message";
      readonly direction: "fromClient" | "toClient";
      /** Of a request; of a response when `status` is given. */
      readonly method?: string;
      /** Only responses with this status; without it only requests match. */
      readonly status?: number;
      /** The user who last signed a request on that socket. */
      readonly user?: string;
      /** The first match that counts, from 1. */
      readonly nth?: number;
      /** How often the rule works; without it until `clearFaults`. */
      readonly times?: number;
      readonly action: MessageFault;
    }
  /** At once and once, to every open socket or those of one user. */
  | { readonly on: "socket"; readonly user?: string; readonly action: SocketFault }
  /** The WebSocket is refused with this HTTP status. */
  | { readonly on: "upgrade"; readonly status: number; readonly times?: number }
  | {
      readonly on: "rtp";
      readonly lossPercent: number;
      readonly direction?: "fromClient" | "toClient";
      readonly user?: string;
      readonly leg?: string;
    }
  /**
   * Nothing over UDP passes to and from a leg, STUN included. `old`: only over the addresses that it has used until now,
   * as when a network goes away and another one comes.
   */
  | {
      readonly on: "path";
      readonly ways: "all" | "old";
      readonly user?: string;
      readonly leg?: string;
    };

export interface SwitchControl {
  /** WebSocket on 127.0.0.1. */
  readonly port: number;
  customerCalls(order: CustomerOrder): Promise<{ id: string }>;
  /** Rejects when there is no such customer; does nothing when its call is over. */
  customerDoes(id: string, action: CustomerAction): Promise<void>;
  /** So many new messages are in the mailbox of a user; rejects when there is no such user. */
  setVoiceMessages(user: string, fresh: number): Promise<void>;
  /** An agent signs on to a queue, by its name, or off; rejects for whoever may not. */
  setServing(user: string, queue: string, isServing: boolean): Promise<void>;
  snapshot(): Promise<SwitchSnapshot>;
  /** Every call ends, whoever is in it. */
  endCalls(): Promise<void>;
  /** dB relative to full scale over the last 300 ms, -120 for silence. */
  levels(query: LevelQuery): Promise<readonly number[]>;
  addFault(rule: FaultRule): Promise<{ id: string }>;
  clearFaults(): Promise<void>;
  close(): Promise<void>;
}
