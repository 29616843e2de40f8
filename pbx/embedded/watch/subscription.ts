import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingSubscribeRequest } from "sip.js/lib/core/messages/methods/subscribe";
import type { OutgoingRequest } from "sip.js/lib/core/messages/outgoing-request";
import { newTag } from "sip.js/lib/core/messages/utils";
import { SubscribeUserAgentServer } from "sip.js/lib/core/user-agents/subscribe-user-agent-server";

import type { Connection } from "../sip/connection";
import type { SipServer } from "../sip/server";
import type { Cancel, Timers } from "../timers";
import { createNotifierDialog } from "./notifier-dialog";
import { readExpires, readEvent } from "./subscribe-headers";
import type { Telling } from "./telling";

/** One watcher of one source (RFC 6665), from its 200 to its last NOTIFY. */
export interface Subscription {
  readonly user: string;
  readonly connection: Connection;
  /** What is watched may stand differently now. */
  changed(): void;
  /** Its socket is gone: nothing is said any more. */
  drop(): void;
}

export interface SubscriptionWorld {
  readonly sip: SipServer;
  readonly timers: Timers;
  nowMs(): number;
  ended(subscription: Subscription): void;
}

export interface SubscriptionOrder {
  readonly request: IncomingSubscribeRequest;
  readonly user: string;
  /** Value of the Event header, with its id if it has one. */
  readonly event: string;
  readonly telling: Telling;
  readonly seconds: number;
}

/**
 * At most one NOTIFY is under way. What changes meanwhile is not collected: once the answer has come the
 * newest state is told, if it is another one.
 */
export function startSubscription(
  world: SubscriptionWorld,
  order: SubscriptionOrder,
): Subscription {
  const { sip, timers } = world;
  const { event, telling } = order;
  const toTag = newTag();
  const dialog = createNotifierDialog(sip.core, order.request.message, toTag, received);
  let connection = sip.sender();
  let expiresAtMs = 0;
  let stopExpiry: Cancel = () => undefined;
  let stopGathering: Cancel | null = null;
  let version = 0;
  let pending: OutgoingRequest | null = null;
  let isDue = false;
  let state: "active" | "leaving" | "over" = "active";

  function accept(request: Pick<IncomingSubscribeRequest, "accept">, seconds: number): void {
    const extraHeaders = [`Expires: ${seconds}`, sip.contactHeader];
    request.accept({ statusCode: 200, toTag, extraHeaders });
    stopExpiry();
    expiresAtMs = world.nowMs() + seconds * 1000;
    if (seconds > 0) stopExpiry = timers.after(seconds * 1000, leave);
  }

  function notify(subscriptionState: string, isFull: boolean): void {
    const told = telling.next(version, isFull);
    if (told === null) return;
    isDue = false;
    const headers = [`Event: ${event}`, `Subscription-State: ${subscriptionState}`];
    const { contentType, content } = told;
    const message = dialog.createOutgoingRequestMessage("NOTIFY", {
      extraHeaders: [sip.contactHeader, ...headers, ...told.headers],
      body: { contentDisposition: "render", contentType, content },
    });
    version += 1;
    const sent = sip.via(connection, () =>
      sip.core.request(message, {
        onAccept: () => answered(sent),
        onReject: end, // RFC 6665, section 4.2.2: nobody listens any more
        onRedirect: end,
      }),
    );
    pending = sent;
  }

  function notifyActive(isFull: boolean): void {
    const seconds = Math.max(0, Math.floor((expiresAtMs - world.nowMs()) / 1000));
    notify(`active;expires=${seconds}`, isFull);
  }

  function answered(sent: OutgoingRequest): void {
    if (pending !== sent) return;
    pending = null;
    if (state === "leaving") end();
    else if (isDue) notifyActive(true);
    else changed();
  }

  function tellChanges(): void {
    stopGathering = null;
    if (state === "active" && pending === null) notifyActive(false);
  }

  function changed(): void {
    if (state !== "active" || pending !== null || stopGathering !== null) return;
    if (telling.gatherMs === 0) tellChanges();
    else stopGathering = timers.after(telling.gatherMs, tellChanges);
  }

  function stopTimers(): void {
    stopExpiry();
    stopGathering?.();
    stopGathering = null;
  }

  /** The last NOTIFY does not wait for the answer to the one before. */
  function leave(): void {
    if (state !== "active") return;
    state = "leaving";
    stopTimers();
    if (pending !== null) sip.forget(pending);
    notify("terminated;reason=timeout", true);
    dialog.dispose();
  }

  function end(): void {
    if (state === "over") return;
    state = "over";
    stopTimers();
    if (pending !== null) sip.forget(pending);
    pending = null;
    dialog.dispose();
    world.ended(subscription);
  }

  function received(message: IncomingRequestMessage): void {
    if (message.method !== "SUBSCRIBE") {
      return void sip.core.replyStateless(message, { statusCode: 405 });
    }
    const request = new SubscribeUserAgentServer(sip.core, message);
    const seconds = readExpires(message);
    if (readEvent(message)?.value !== event) return void request.reject({ statusCode: 489 });
    if (seconds === null) return void request.reject({ statusCode: 400 });
    connection = sip.sender();
    accept(request, seconds);
    if (seconds === 0) leave();
    else if (pending === null) notifyActive(true);
    else isDue = true;
  }

  const subscription: Subscription = {
    user: order.user,
    get connection() {
      return connection;
    },
    changed,
    drop: end,
  };
  accept(order.request, order.seconds);
  notifyActive(true);
  return subscription;
}
