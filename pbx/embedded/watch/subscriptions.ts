import type { IncomingSubscribeRequest } from "sip.js/lib/core/messages/methods/subscribe";

import type { Connection } from "../sip/connection";
import type { Gate } from "../sip/gate";
import type { SipServer } from "../sip/server";
import type { Timers } from "../timers";
import { eventTypes, type Sources } from "./sources";
import { accepts, readEvent, readExpires } from "./subscribe-headers";
import { startSubscription, type Subscription, type SubscriptionOrder } from "./subscription";

/** Who watches what. */
export interface Subscriptions {
  /** A SUBSCRIBE outside of a dialog. */
  answer(request: IncomingSubscribeRequest): void;
  /** Something that may be watched has changed: whoever it concerns is told, once all of it has happened. */
  changed(): void;
  /** Subscriptions go with the WebSocket they were made on, as in Asterisk. */
  connectionClosed(connection: Connection): void;
  readonly size: number;
}

export interface SubscriptionsWorld {
  readonly sip: SipServer;
  readonly gate: Gate;
  readonly timers: Timers;
  readonly sources: Sources;
  nowMs(): number;
}

const mostPerUser = 200;

export function createSubscriptions(world: SubscriptionsWorld): Subscriptions {
  const all = new Set<Subscription>();
  const startWorld = { ...world, ended: (ended: Subscription) => void all.delete(ended) };
  let isScheduled = false;

  function tellAll(): void {
    isScheduled = false;
    for (const subscription of all) subscription.changed();
  }

  /** What a request orders, or the status that refuses it: those of Asterisk 22.10.1 where it answers at all. */
  function read(request: IncomingSubscribeRequest, user: string): SubscriptionOrder | number {
    const { message } = request;
    const event = readEvent(message);
    const contentType = eventTypes.get(event?.name ?? "");
    if (event === null || contentType === undefined) return 489;
    if (!accepts(message, contentType)) return 489;
    const seconds = readExpires(message);
    if (seconds === null || seconds === 0 || !message.hasHeader("contact")) return 400;
    const isDigium = /digium/i.test(message.getHeader("user-agent") ?? "");
    const resource = message.ruri?.user ?? "";
    const source = world.sources.find(event.name, resource, { extension: user, isDigium });
    if (source === null) return 404;
    const own = [...all].filter((subscription) => subscription.user === user);
    if (own.length >= mostPerUser) return 503;
    return { request, user, event: event.value, contentType, source, seconds };
  }

  return {
    answer(request) {
      const user = world.gate.admit(request);
      if (user === null) return;
      const order = read(request, user.extension);
      if (typeof order === "number") request.reject({ statusCode: order });
      else all.add(startSubscription(startWorld, order));
    },
    changed() {
      if (isScheduled || all.size === 0) return;
      isScheduled = true;
      queueMicrotask(tellAll);
    },
    connectionClosed(connection) {
      for (const subscription of all)
        if (subscription.connection === connection) subscription.drop();
    },
    get size() {
      return all.size;
    },
  };
}
