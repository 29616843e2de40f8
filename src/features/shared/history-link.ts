import type { Direction } from "@/phone/calls/call";
import {
  type BookedIn,
  type Ending,
  endings,
  type Having,
  havings,
  type RowScope,
  scopes,
} from "@/phone/row-filter";

/** Which calls the page History is opened with; an empty text: whatever it is. */
export interface HistoryWish {
  readonly booked: BookedIn | null;
  readonly direction: "" | Direction;
  readonly ending: "" | Ending;
  readonly queue: string;
  readonly scope: "" | RowScope;
  readonly having: "" | Having;
}

export const anyCall: HistoryWish = {
  booked: null,
  direction: "",
  ending: "",
  queue: "",
  scope: "",
  having: "",
};

/** No number and no name stands in it: an address is kept and sent around. */
export function historyLink({ booked, ...wish }: HistoryWish): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wish)) if (value !== "") query.set(name, value);
  if (booked !== null) {
    query.set("from", String(booked.from));
    query.set("to", String(booked.to));
  }
  return query.size === 0 ? "#/history" : `#/history?${query.toString()}`;
}

const longestQueue = 64;

/** `null`: nothing is wished. What nobody could have meant is left out. */
export function readHistoryLink(query: URLSearchParams): HistoryWish | null {
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): "" | Value =>
    values.find((value) => value === query.get(name)) ?? "";
  const wish: HistoryWish = {
    booked: readBooked(query),
    direction: oneOf("direction", ["in", "out"]),
    ending: oneOf("ending", endings),
    queue: (query.get("queue") ?? "").slice(0, longestQueue),
    scope: oneOf("scope", scopes),
    having: oneOf("having", havings),
  };
  return wish.booked === null && Object.values({ ...wish, booked: "" }).every((part) => part === "")
    ? null
    : wish;
}

function readBooked(query: URLSearchParams): BookedIn | null {
  const [from, to] = [readMoment(query.get("from")), readMoment(query.get("to"))];
  return from === null || to === null || from >= to ? null : { from, to };
}

function readMoment(text: string | null): number | null {
  return text !== null && /^\d{1,14}$/.test(text) ? Number(text) : null;
}
