import { UserAgent } from "sip.js";
import type { IncomingNotifyRequest } from "sip.js/lib/core/messages/methods/notify";
import type { Subscription } from "sip.js/lib/core/subscription/subscription";

import type { Phone } from "./phone";
import { until } from "./until";

/** Something that a phone watches. */
export interface Watch {
  /** Of the final answer to the first SUBSCRIBE. */
  status(): Promise<number>;
  /** Expires of that answer. */
  readonly expires: string | null;
  /** Bodies of the NOTIFYs, oldest first. */
  readonly bodies: readonly string[];
  /** Their Subscription-State, CSeq and Event. */
  readonly states: readonly string[];
  readonly sequence: readonly number[];
  readonly events: readonly string[];
  /** A header of the newest one. */
  headers(name: string): string | null;
  /** Until the newest body has this in it; the body. */
  says(part: string): Promise<string>;
  /** SUBSCRIBE in the dialog; the final status. */
  refresh(expiresSeconds: number): Promise<number>;
  /** From now on NOTIFYs are answered so; null: not at all, until `resume`. */
  answerWith(statusCode: number | null): void;
  /** Answers what has been left without an answer. */
  resume(): void;
}

const types: Readonly<Record<string, string>> = {
  dialog: "application/dialog-info+xml",
  presence: "application/pidf+xml",
  "message-summary": "application/simple-message-summary",
};

export interface WatchOptions {
  readonly expires?: number;
  readonly accept?: string;
  readonly supported?: string;
}

/** On sip.js's core: its own Subscriber keeps the status of a refusal to itself. */
export function watch(
  phone: Phone,
  resource: string,
  event: string,
  options: WatchOptions = {},
): Watch {
  const core = phone.agent.userAgentCore;
  const target = UserAgent.makeURI(`sip:${resource}@127.0.0.1`);
  if (target === undefined) throw new Error("no such resource");
  const { expires = 300, accept = types[event.split(";")[0] ?? ""] ?? "text/plain" } = options;
  const bodies: string[] = [];
  const states: string[] = [];
  const sequence: number[] = [];
  const events: string[] = [];
  let newest: IncomingNotifyRequest["message"] | null = null;
  let unanswered: IncomingNotifyRequest[] = [];
  let answerStatus: number | null = 200;
  let status: number | null = null;
  let given: string | null = null;
  let dialog: Subscription | null = null;

  function answer(request: IncomingNotifyRequest): void {
    if (answerStatus === null) unanswered.push(request);
    else if (answerStatus === 200) request.accept();
    else request.reject({ statusCode: answerStatus });
  }

  function hear(request: IncomingNotifyRequest): void {
    const { message } = request;
    newest = message;
    bodies.push(message.body);
    states.push(message.getHeader("subscription-state") ?? "");
    events.push(message.getHeader("event") ?? "");
    sequence.push(message.cseq);
    answer(request);
  }

  const headers = [
    `Event: ${event}`,
    `Expires: ${expires}`,
    `Accept: ${accept}`,
    `Contact: ${core.configuration.contact.toString()}`,
    ...(options.supported === undefined ? [] : [`Supported: ${options.supported}`]),
  ];
  const from = core.configuration.aor;
  core.subscribe(core.makeOutgoingRequestMessage("SUBSCRIBE", target, from, target, {}, headers), {
    onNotify({ request, subscription }) {
      dialog = subscription ?? null;
      if (subscription !== undefined) subscription.delegate = { onNotify: hear };
      hear(request);
    },
    onAccept({ message }) {
      status = message.statusCode ?? 0;
      given = message.getHeader("expires") ?? null;
    },
    onReject: ({ message }) => void (status = message.statusCode ?? 0),
  });

  return {
    bodies,
    states,
    sequence,
    events,
    headers: (name) => newest?.getHeader(name) ?? null,
    get expires() {
      return given;
    },
    status: () => until("an answer to SUBSCRIBE", () => status),
    async says(part) {
      return until(`a NOTIFY with ${part}`, () => {
        const newest = bodies.at(-1) ?? "";
        return newest.includes(part) ? newest : null;
      });
    },
    async refresh(expiresSeconds) {
      const known = await until("a dialog", () => dialog);
      return new Promise((resolve) => {
        const settle = ({ message }: { message: { statusCode?: number | undefined } }) =>
          resolve(message.statusCode ?? 0);
        const extraHeaders = [
          `Event: ${event}`,
          `Expires: ${expiresSeconds}`,
          `Contact: ${core.configuration.contact.toString()}`,
        ];
        known.subscribe({ onAccept: settle, onReject: settle }, { extraHeaders });
      });
    },
    answerWith(statusCode) {
      answerStatus = statusCode;
    },
    resume() {
      answerStatus = 200;
      const waiting = unanswered;
      unanswered = [];
      for (const request of waiting) request.accept();
    },
  };
}
