import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingSubscribeRequest } from "sip.js/lib/core/messages/methods/subscribe";

import type { Connection } from "../sip/connection";
import type { Gate } from "../sip/gate";
import type { SipServer } from "../sip/server";
import type { Rights } from "../supervision/rights";
import type { Timers } from "../timers";
import { listExtension, type Lists, listTypes } from "./lists";
import { eventTypes, type Sources } from "./sources";
import { accepts, readEvent, readExpires, supports } from "./subscribe-headers";
import { startSubscription, type Subscription, type SubscriptionOrder } from "./subscription";
import { type Telling, tellWhole } from "./telling";

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
  readonly lists: Lists;
  readonly rights: Pick<Rights, "of">;
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

  /** Lists are for supervisors. */
  function readList(
    message: IncomingRequestMessage,
    list: Telling,
    user: string,
  ): Telling | number {
    if (world.rights.of(user).role === "agent") return 403;
    if (!listTypes.every((type) => accepts(message, type))) return 489;
    return supports(message, listExtension) ? list : 421;
  }

  /** What is to be told, or the status that refuses it. */
  function find(message: IncomingRequestMessage, event: string, user: string): Telling | number {
    const contentType = eventTypes.get(event);
    if (contentType === undefined || !accepts(message, contentType)) return 489;
    const isDigium = /digium/i.test(message.getHeader("user-agent") ?? "");
    const resource = message.ruri?.user ?? "";
    const watcher = { extension: user, isDigium };
    const list = world.lists.find(event, resource, watcher);
    if (list !== null) return readList(message, list, user);
    const source = world.sources.find(event, resource, watcher);
    return source === null ? 404 : tellWhole(source, contentType);
  }

  /** What a request orders, or the status that refuses it: those of Asterisk 22.10.1 where it answers at all. */
  function read(request: IncomingSubscribeRequest, user: string): SubscriptionOrder | number {
    const { message } = request;
    const event = readEvent(message);
    if (event === null) return 489;
    const telling = find(message, event.name, user);
    if (telling === 489) return telling;
    const seconds = readExpires(message);
    if (seconds === null || seconds === 0 || !message.hasHeader("contact")) return 400;
    if (typeof telling === "number") return telling;
    const own = [...all].filter((subscription) => subscription.user === user);
    if (own.length >= mostPerUser) return 503;
    return { request, user, event: event.value, telling, seconds };
  }

  function refuse(request: IncomingSubscribeRequest, statusCode: number): void {
    const extraHeaders = statusCode === 421 ? [`Require: ${listExtension}`] : [];
    request.reject({ statusCode, extraHeaders });
  }

  return {
    answer(request) {
      const user = world.gate.admit(request);
      if (user === null) return;
      const order = read(request, user.extension);
      if (typeof order === "number") refuse(request, order);
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
