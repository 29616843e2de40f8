import type { Core, URI } from "sip.js";

import type { Stop } from "@/phone/store";
import type { SubscriptionNews, WatchedEvent } from "@/phone/watches/watches";

interface Asked {
  readonly event: string;
  readonly accept: string;
}

const asked: Readonly<Record<WatchedEvent, Asked>> = {
  dialog: { event: "dialog", accept: "application/dialog-info+xml" },
  presence: { event: "presence", accept: "application/pidf+xml" },
  presenceList: {
    event: "presence",
    accept: "multipart/related, application/rlmi+xml, application/pidf+xml",
  },
};

const expiresSeconds = 300;

export interface SubscriptionOptions {
  readonly core: Core.UserAgentCore;
  readonly target: URI;
  readonly event: WatchedEvent;
  /** `ended` is the last thing that is told. */
  readonly told: (news: SubscriptionNews) => void;
}

/**
 * One subscription (RFC 6665), kept up until it is stopped or ends. On sip.js's core and not its `Subscriber`: that one
 * keeps the status of a refusal to itself and subscribes anew at once, for ever, where the notifier gives up.
 */
export function openSubscription({ core, target, event, told }: SubscriptionOptions): Stop {
  let dialog: Core.Subscription | null = null;
  let isOver = false;

  function end(status: number | null): void {
    if (isOver) return;
    isOver = true;
    dialog?.dispose();
    told({ kind: "ended", status });
  }

  function hear(request: Core.IncomingNotifyRequest): void {
    request.accept();
    if (isOver) return;
    const { body } = request.message;
    const type = request.message.getHeader("Content-Type") ?? "";
    if (body !== "") told({ kind: "state", body, type });
    const state = request.message.getHeader("Subscription-State") ?? "";
    if (/^\s*terminated/i.test(state)) end(/reason=noresource/i.test(state) ? 404 : null);
  }

  const message = core.makeOutgoingRequestMessage(
    "SUBSCRIBE",
    target,
    core.configuration.aor,
    target,
    {},
    [
      `Event: ${asked[event].event}`,
      `Expires: ${expiresSeconds}`,
      `Accept: ${asked[event].accept}`,
      `Contact: ${core.configuration.contact.toString()}`,
    ],
  );
  const request = core.subscribe(message, {
    onNotify({ request: first, subscription }) {
      if (isOver && subscription !== undefined) {
        first.accept();
        leave(subscription);
        return;
      }
      dialog = subscription ?? null;
      if (subscription !== undefined) {
        subscription.autoRefresh = true;
        subscription.delegate = { onNotify: hear, onTerminated: () => end(null) };
      }
      hear(first);
    },
    onNotifyTimeout: () => end(408),
    onReject: ({ message: refusal }) => end(refusal.statusCode ?? null),
    onRedirect: ({ message: refusal }) => end(refusal.statusCode ?? null),
  });

  return () => {
    if (isOver) return;
    isOver = true;
    if (dialog !== null) leave(dialog);
    // Its answer is still waited for: a notifier that has a dialog by then is told that nobody listens.
  };

  function leave(subscription: Core.Subscription): void {
    request.waitNotifyStop();
    try {
      subscription.delegate = { onTerminated: () => subscription.dispose() };
      subscription.unsubscribe();
    } catch {
      // It has ended by itself, or there is no socket: the phone system forgets it with the socket.
      subscription.dispose();
    }
  }
}
