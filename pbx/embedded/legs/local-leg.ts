import type { AudioLeg } from "../media/leg";
import type { Identity } from "../sip/headers";
import type { Cause } from "./cause";
import type { CallerLeg, Leg, LegEvents } from "./leg";
import { createSeat } from "./seat";

/** A party inside the switch, without SIP. */
export interface LocalLeg extends Leg {
  /** The party answers, or has been answered. */
  start(): void;
  /** The party presses a key. */
  press(digit: string): void;
}

export interface LocalLegSettings {
  readonly id: string;
  readonly customer: string | null;
  readonly identity: Identity;
  readonly audio: AudioLeg;
  readonly events: LegEvents;
  onStart?(): void;
}

function createBase(settings: LocalLegSettings, direction: "in" | "out"): LocalLeg {
  const { id, audio, events } = settings;
  const seat = createSeat(id, audio);
  let state: Leg["state"] = "ringing";
  let digits = "";
  const leg: LocalLeg = {
    id,
    user: null,
    customer: settings.customer,
    direction,
    callId: `${id}@switch`,
    identity: settings.identity,
    seat,
    get state() {
      return state;
    },
    isAlerting: false,
    get digits() {
      return digits;
    },
    traffic: () => ({ received: 0, sent: 0 }),
    quietMs: () => 0,
    isNamed: () => false,
    showPeer: () => undefined,
    sendText: () => undefined,
    start() {
      if (state !== "ringing") return;
      state = "up";
      settings.onStart?.();
    },
    press(digit: string) {
      if (state !== "up") return;
      digits += digit;
      events.digit(leg, digit);
    },
    end(cause: Cause) {
      if (state === "ended") return;
      state = "ended";
      audio.close();
      events.ended(leg, cause);
    },
  };
  return leg;
}

/** A service that is called. */
export function createServiceLeg(settings: LocalLegSettings): LocalLeg {
  return createBase(settings, "out");
}

/** A simulated party that calls. */
export function createLocalCaller(settings: LocalLegSettings): CallerLeg & LocalLeg {
  const leg = createBase(settings, "in");
  return Object.assign(leg, {
    direction: "in" as const,
    ring: () => undefined,
    startEarlyMedia: () => Promise.resolve(leg.state !== "ended"),
    answer() {
      leg.start();
      return Promise.resolve(leg.state === "up");
    },
  });
}
