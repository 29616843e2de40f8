import type { DialogName, Identity, ReferTarget } from "../sip/headers";
import type { Cause } from "./cause";
import type { OwnSeat } from "./seat";

/**
 * One party of a call: a browser, a service or a simulated customer.
 *
 * ringing ── answered ──► up ──┐
 *    └──────── ended ──────────┴─► ended (told once)
 */
export interface Leg {
  readonly id: string;
  readonly user: string | null;
  readonly customer: string | null;
  /** "in" called the switch, "out" was called by it. */
  readonly direction: "in" | "out";
  readonly callId: string;
  /** Who this party is, as shown to the others. */
  readonly identity: Identity;
  readonly seat: OwnSeat;
  readonly state: "ringing" | "up" | "ended";
  /** It is called, and has said that it rings. */
  readonly isAlerting: boolean;
  /** Keys received from this party. */
  readonly digits: string;
  traffic(): { received: number; sent: number };
  /** Milliseconds since anything was received from it; 0 for a party inside the switch. */
  quietMs(): number;
  isNamed(dialog: DialogName): boolean;
  /** This party now talks with somebody else: show it. */
  showPeer(peer: Identity): void;
  /** Passes on a text message of the other party in the dialog. */
  sendText(text: { contentType: string; content: string }): void;
  /** BYE, CANCEL or final response, whatever the state asks for. A second call does nothing. */
  end(cause: Cause): void;
}

/** A party that has called the switch. */
export interface CallerLeg extends Leg {
  readonly direction: "in";
  ring(): void;
  /** Sound before the answer; false when the leg has ended meanwhile. */
  startEarlyMedia(): Promise<boolean>;
  /** false when the leg has ended meanwhile. `peer` goes into the answer. */
  answer(peer: Identity | null): Promise<boolean>;
}

/** A REFER in the dialog of a leg; its NOTIFYs go the same way. */
export interface ReferRequest {
  readonly target: ReferTarget;
  readonly referredBy: string | null;
  accept(): void;
  reject(status: number): void;
  /** Reports the transfer's progress; a final status ends the subscription. */
  notify(status: number): void;
}

/** What legs tell. Ends, holds and keys are all the same to whoever made the leg. */
export interface LegEvents {
  ended(leg: Leg, cause: Cause): void;
  digit(leg: Leg, digit: string): void;
  text(leg: Leg, text: { contentType: string; content: string }): void;
  refer(leg: Leg, request: ReferRequest): void;
  /** It rings, is answered, holds or has resumed. */
  changed(): void;
}
