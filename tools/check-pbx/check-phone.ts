import { WebSocket } from "ws";

import words from "@/i18n/en.json" with { type: "json" };
import later from "@/i18n/later/en.json" with { type: "json" };
import type { Call, CallId } from "@/phone/calls/call";
import type { CallCommand } from "@/phone/calls/events";
import type { MoveCommand } from "@/phone/calls/moves";
import { selectAll, selectLiveCount } from "@/phone/calls/select";
import type { Config } from "@/phone/config/config";
import type { Account } from "@/phone/connection/account";
import type { Phone } from "@/phone/phone";
import type { Socket } from "@/phone/sip/wire-transport";
import { testPhone } from "@/testing/test-phone";

import { createNodeMedia, type NodeMedia } from "./node-media";

/** An agent without a browser: the engine, real SIP, real sound; kept is nothing. */
export interface CheckPhone {
  readonly phone: Phone;
  readonly media: NodeMedia;
  readonly extension: string;
  /** Every SIP message, as text. */
  readonly sent: readonly string[];
  readonly received: readonly string[];
  /** Resolves when the phone system has said yes; rejects with what it said otherwise. */
  signsIn(): Promise<void>;
  dials(number: string): Call;
  call(id: CallId): Call;
  /** The newest call in this phase, waited for. */
  has(phase: Call["phase"], timeoutMs?: number): Promise<Call>;
  does(id: CallId, command: CallCommand): void;
  moves(command: MoveCommand): void;
  /** Breaks the WebSocket off, as a network does that goes away. */
  cut(): void;
  /** Ends every call and waits for the end. */
  rests(): Promise<void>;
  signsOut(): Promise<void>;
}

export interface CheckPhoneOptions {
  readonly account: Account;
  readonly password: string;
  readonly config: Partial<Config>;
}

/** What was waited for in vain, in the words of the table. */
export class Waited extends Error {
  override name = "Waited";
}

const answerMs = 8_000;

export async function until(
  condition: () => boolean,
  what: string | (() => string),
  timeoutMs = answerMs,
): Promise<void> {
  const givesUpAt = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > givesUpAt) throw new Waited(typeof what === "string" ? what : what());
    // oxlint-disable-next-line no-await-in-loop -- waiting is the point
    await pause(20);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function createCheckPhone({ account, password, config }: CheckPhoneOptions): CheckPhone {
  const media = createNodeMedia();
  const sent: string[] = [];
  const received: string[] = [];
  let socket: WebSocket | null = null;

  function openSocket(server: string): Socket {
    const opened = new WebSocket(server, "sip");
    socket = opened;
    opened.addEventListener("message", ({ data }) => {
      if (typeof data === "string") received.push(data);
    });
    const send = opened.send.bind(opened);
    return Object.assign(opened as unknown as Socket, {
      send(text: string) {
        sent.push(text);
        send(text);
      },
    });
  }

  const { phone } = testPhone({ config, ports: { openSocket, media } });
  const all = (): readonly Call[] => selectAll(phone.calls.store.getState());

  function find(id: CallId): Call {
    const call = phone.calls.store.getState().byId[id];
    if (call === undefined) throw new Waited("the call is gone");
    return call;
  }

  const liveCount = (): number => selectLiveCount(phone.calls.store.getState());

  const agent: CheckPhone = {
    phone,
    media,
    extension: account.extension,
    sent,
    received,
    async signsIn() {
      await phone.connection.do({ type: "signIn", account, password, remember: false });
      const state = phone.connection.store.getState();
      if (state.phase === "connected") return;
      const problem = "problem" in state ? state.problem : null;
      if (problem === null) throw new Waited(state.phase);
      const { title } = { ...words.errors, ...later.errors }[problem.code];
      const said = Object.entries(problem.detail).map(([name, value]) => `${name} ${value}`);
      throw new Waited(
        `${account.extension}: ${title} (${said.join(", ") || "nothing more is known"})`,
      );
    },
    dials(number) {
      const before = new Set(all().map(({ id }) => id));
      phone.calls.do({ type: "dial", target: number });
      const call = all().find(({ id }) => !before.has(id));
      if (call === undefined) throw new Waited(`${number} could not be dialled`);
      return call;
    },
    call: find,
    async has(phase, timeoutMs) {
      const newest = (): Call | undefined => all().findLast((call) => call.phase === phase);
      await until(
        () => newest() !== undefined,
        () => `a call that is ${phase}${lastEnd(all())}`,
        timeoutMs,
      );
      return newest() as Call;
    },
    does: (id, command) => phone.calls.do({ ...command, id }),
    moves: (command) => phone.calls.do(command),
    cut: () => socket?.terminate(),
    async rests() {
      phone.calls.do({ type: "hangUpAll" });
      await until(() => liveCount() === 0, "every call has ended");
      for (const { id } of all()) phone.calls.do({ type: "dismiss", id });
    },
    async signsOut() {
      await phone.connection.do({ type: "signOut" });
      media.close();
    },
  };
  return agent;
}

function lastEnd(calls: readonly Call[]): string {
  const ended = calls.findLast((call) => call.phase === "ended");
  if (ended?.phase !== "ended") return "";
  return ` (the last one ended: ${ended.reason}${ended.sipStatus === null ? "" : ` ${ended.sipStatus}`})`;
}

export function describeProblem({ code, detail }: { code: string; detail: object }): string {
  const more = Object.entries(detail).map(([key, value]) => `${key} ${String(value)}`);
  return [code, ...more].join(", ");
}
