import type { FloorFeedOptions } from "./floor/feed";
import { type Queue, queues } from "./queues/table";
import type { RightsOptions } from "./supervision/rights";

/** All of it is plain data: it is sent to a worker thread. */
export interface SwitchOptions extends RightsOptions {
  /** WebSocket port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Hosts, with port if any, whose pages may connect besides loopback ones, e.g. "192.168.1.7:5173". */
  readonly allowedHosts: readonly string[];
  /** CRLFCRLF is sent on every WebSocket this often, as Asterisk's keep_alive_interval=10 does. */
  readonly keepAliveMs: number;
  readonly nonceLifetimeMs: number;
  readonly minExpiresSeconds: number;
  readonly defaultExpiresSeconds: number;
  readonly maxExpiresSeconds: number;
  readonly maxContacts: number;
  readonly ringTimeoutMs: number;
  /** A leg from which nothing has come for this long is ended; the second is for a leg that holds. */
  readonly rtpTimeoutMs: number;
  readonly rtpTimeoutOnHoldMs: number;
  /** How long the switch waits for the BYE of a party that has transferred its call away. */
  readonly transferorWaitMs: number;
  /** 603: tone before the answer, and time from the answer to the BYE. */
  readonly earlyMediaMs: number;
  readonly earlyMediaTalkMs: number;
  /** A parked call comes back to whoever parked it after so long. */
  readonly parkingMs: number;
  /** Somebody outside lets it ring for so long. */
  readonly outsideRingMs: number;
  /** Of the numbers and names in `queues/table.ts`, what happens in them. */
  readonly queues: readonly Queue[];
  /** An agent who has not taken a call of a queue is not called again before. */
  readonly queueRetryMs: number;
  /** A supervisor who wants to take an agent's call over is called for so long. */
  readonly takeOverMs: number;
  /** A big floor that changes by itself, for measurements; null: none. */
  readonly floorFeed: FloorFeedOptions | null;
  /** Pause between a simulated customer's repetitions of its phrase. */
  readonly customerPauseMs: number;
  /** Where the spoken clips are; null: beside the switch's own source. */
  readonly promptsDirectory: string | null;
  /** No lines about bad input on standard error. */
  readonly quiet: boolean;
}

export const defaultOptions: SwitchOptions = {
  port: 0,
  allowedHosts: [],
  keepAliveMs: 10_000,
  nonceLifetimeMs: 300_000,
  minExpiresSeconds: 30,
  defaultExpiresSeconds: 120,
  maxExpiresSeconds: 300,
  maxContacts: 5,
  ringTimeoutMs: 30_000,
  rtpTimeoutMs: 20_000,
  rtpTimeoutOnHoldMs: 20_000,
  transferorWaitMs: 60_000,
  earlyMediaMs: 4_000,
  earlyMediaTalkMs: 3_000,
  parkingMs: 45_000,
  outsideRingMs: 500,
  queues,
  queueRetryMs: 2_000,
  takeOverMs: 15_000,
  rights: {},
  tellAgents: "whispered",
  agentJournal: true,
  floorFeed: null,
  customerPauseMs: 4_000,
  promptsDirectory: null,
  quiet: false,
};
