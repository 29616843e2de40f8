import type { Stop } from "@/phone/store";

/** `presenceList`: presence of everybody in a list (RFC 4662); each news is what has changed, the first one everything. */
export type WatchedEvent = "dialog" | "presence" | "presenceList";

/** What one subscription tells. */
export type SubscriptionNews =
  | {
      readonly kind: "state";
      readonly body: string;
      /** Its `Content-Type`, where the body needs it to be read. */
      readonly type?: string;
    }
  /** It is over; `status` is that of a refusal, `null` where nobody said why. */
  | { readonly kind: "ended"; readonly status: number | null };

/** What a watcher hears: the body of the last NOTIFY, or `null` while nothing is known. */
export type WatchListener = (body: string | null) => void;

export interface WatchesOptions {
  /** Opens a subscription on the line there is; `null` without one. */
  readonly subscribe: (
    resource: string,
    event: WatchedEvent,
    told: (news: SubscriptionNews) => void,
  ) => Stop | null;
  /** [0, 1) */
  readonly random?: () => number;
}

/**
 * Who is watched, whatever becomes of the connection: one subscription for everybody who looks at the same thing, made
 * anew after each connection (they die with the socket, Asterisk 22), and given up a moment after the last one has
 * looked away.
 */
export interface Watches {
  watch(
    resource: string,
    event: Exclude<WatchedEvent, "presenceList">,
    listener: WatchListener,
  ): Stop;
  /** The line is up: subscribe to what is watched. */
  linkUp(): void;
  /** The line is gone: nothing is known any more. */
  linkDown(): void;
}

/** Panels that are closed and opened again ask once. */
const lingerMs = 10_000;
const leastRetryMs = 5_000;
const spreadMs = 5_000;

interface Watched {
  readonly resource: string;
  readonly event: WatchedEvent;
  readonly listeners: Set<WatchListener>;
  body: string | null;
  stop: Stop | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** 4xx is an answer: nobody of that name, no such event here, not for you. It is not asked again on this connection. */
export function isFinal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 481;
}

export function createWatches({ subscribe, random = Math.random }: WatchesOptions): Watches {
  const all = new Map<string, Watched>();
  let isUp = false;

  function tell(watched: Watched, body: string | null): void {
    if (watched.body === body) return;
    watched.body = body;
    for (const listener of watched.listeners) listener(body);
  }

  function open(watched: Watched): void {
    clearTimeout(watched.timer);
    if (!isUp || watched.stop !== null) return;
    watched.stop = subscribe(watched.resource, watched.event, (news) => {
      if (news.kind === "state") return tell(watched, news.body);
      watched.stop = null;
      tell(watched, null);
      if (isFinal(news.status) || watched.listeners.size === 0) return;
      watched.timer = setTimeout(() => open(watched), leastRetryMs + random() * spreadMs);
    });
  }

  function close(watched: Watched): void {
    clearTimeout(watched.timer);
    watched.stop?.();
    watched.stop = null;
  }

  return {
    watch(resource, event, listener) {
      const key = `${event} ${resource}`;
      const watched: Watched = all.get(key) ?? {
        resource,
        event,
        listeners: new Set(),
        body: null,
        stop: null,
        timer: undefined,
      };
      all.set(key, watched);
      watched.listeners.add(listener);
      if (watched.body !== null) listener(watched.body);
      open(watched);
      return () => {
        if (!watched.listeners.delete(listener) || watched.listeners.size > 0) return;
        clearTimeout(watched.timer);
        watched.timer = setTimeout(() => {
          if (watched.listeners.size > 0) return;
          close(watched);
          all.delete(key);
        }, lingerMs);
      };
    },
    linkUp() {
      isUp = true;
      for (const watched of all.values()) open(watched);
    },
    linkDown() {
      isUp = false;
      for (const watched of all.values()) {
        close(watched);
        tell(watched, null);
        if (watched.listeners.size === 0) all.delete(`${watched.event} ${watched.resource}`);
      }
    },
  };
}
