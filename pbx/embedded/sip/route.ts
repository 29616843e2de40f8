import type { Transport } from "sip.js/lib/core/transport";

import type { Connection } from "./connection";

/** The way to the client of one dialog: it outlives the socket and follows the client to the next. */
export interface Route extends Transport {
  readonly connection: Connection;
  follow(connection: Connection): void;
}

export function createRoute(first: Connection): Route {
  let current = first;
  return {
    protocol: "WS",
    get connection() {
      return current;
    },
    follow(connection) {
      current = connection;
    },
    send: (text) => current.send(text),
  };
}
