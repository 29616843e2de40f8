import { createStore } from "zustand/vanilla";

import { cleanName } from "@/lib/clean-name";
import { readPresence } from "@/phone/dialects/read-presence";
import type { ReadonlyStore, Stop } from "@/phone/store";
import type { Watches } from "@/phone/watches/watches";

/** A slot for a parked call, as far as the phone system tells. */
export interface ParkingSlot {
  readonly slot: string;
  /** `unknown`: nobody has told yet. */
  readonly state: "unknown" | "free" | "taken";
  /** Who waits; no number, every phone may read it. */
  readonly name: string | null;
  /** The extension of whoever parked them. */
  readonly by: string | null;
  /** Milliseconds since 1970. */
  readonly since: number | null;
}

export interface ParkingState {
  /** In order of their numbers. */
  readonly slots: readonly ParkingSlot[];
}

export interface Parking {
  readonly store: ReadonlyStore<ParkingState>;
  /** Keeps the slots up to date for as long as somebody looks at them. */
  watch(): Stop;
}

export interface ParkingOptions {
  readonly slots: () => readonly string[];
  readonly watches: Pick<Watches, "watch">;
  readonly isWatchable: () => boolean;
}

/** A slot to park in: one that is free as far as we know, else one nobody has told of. The phone system takes the next if it is taken. */
export function selectParkingSlot({ slots }: ParkingState): string | null {
  const free = slots.find(({ state }) => state === "free");
  return (free ?? slots.find(({ state }) => state === "unknown") ?? slots[0])?.slot ?? null;
}

/** The slot in which an extension has parked somebody of this name last. */
export function selectNewestOf(
  extension: string,
  name: string | null,
): (state: ParkingState) => string | null {
  return ({ slots }) =>
    slots
      .filter((slot) => slot.state === "taken" && slot.by === extension && slot.name === name)
      .toSorted((one, other) => (other.since ?? 0) - (one.since ?? 0))[0]?.slot ?? null;
}

/**
 * Presence of a slot: taken while its note says so; who waits there stands in the message, `n` the name, `b` who parked,
 * `t` since when in seconds since 1970 (`pbx/asterisk`, `extensions-together.conf`).
 */
export function readSlot(slot: string, body: string): ParkingSlot {
  const { note, text } = readPresence(body);
  if (note === "ready") return { ...emptySlot(slot), state: "free" };
  const fields = new URLSearchParams(text);
  const seconds = Number(fields.get("t") ?? Number.NaN);
  return {
    slot,
    state: "taken",
    name: cleanName(fields.get("n")),
    by: /^[0-9*#]{1,20}$/.exec(fields.get("b") ?? "")?.[0] ?? null,
    since: Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1_000 : null,
  };
}

function emptySlot(slot: string): ParkingSlot {
  return { slot, state: "unknown", name: null, by: null, since: null };
}

export function createParking({ slots, watches, isWatchable }: ParkingOptions): Parking {
  const store = createStore<ParkingState>(() => ({ slots: slots().map(emptySlot) }));
  let watchers = 0;
  let stops: readonly Stop[] = [];

  function tell(next: ParkingSlot): void {
    store.setState((state) => ({
      slots: state.slots.map((each) => (each.slot === next.slot ? next : each)),
    }));
  }

  function begin(): void {
    store.setState({ slots: slots().map(emptySlot) });
    if (!isWatchable()) return;
    stops = slots().map((slot) =>
      watches.watch(slot, "presence", (body) =>
        tell(body === null ? emptySlot(slot) : readSlot(slot, body)),
      ),
    );
  }

  function end(): void {
    for (const stop of stops) stop();
    stops = [];
  }

  return {
    store,
    watch() {
      watchers += 1;
      if (watchers === 1) begin();
      let isStopped = false;
      return () => {
        if (isStopped) return;
        isStopped = true;
        watchers -= 1;
        if (watchers === 0) end();
      };
    },
  };
}
