// One party as the mixer sees it: 20 ms of sound out of it, 20 ms of sound into it, digits both ways.

import type { IsPathCut } from "./cut-path";

export const sampleRateHz = 8000;
export const frameMs = 20;
export const frameSamples = 160;

/** 20 ms of 16-bit sound at 8 kHz. */
export type Frame = Int16Array;

/** Browser, service and simulated customer alike: the mixer cannot tell them apart. */
export interface AudioLeg {
  /** The next 20 ms this party says; null when nothing of it has arrived. */
  pull(): Frame | null;
  /** The next 20 ms this party hears. The frame is only valid during the call. */
  push(frame: Frame): void;
  /** Plays one DTMF digit to this party. */
  sendDigit(digit: string): void;
  close(): void;
}

interface MediaTraffic {
  received: number;
  sent: number;
}

/** What the far end asked for: a party that only sends, or is inactive, has put us on hold. */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** A party reached over RTP. Offers and answers are SDP text; they never overlap. */
export interface MediaLeg extends AudioLeg {
  /** Answers a first offer, a hold, a resume or an ICE restart. Throws `UnusableOffer`. */
  answer(offer: string): Promise<string>;
  /** Our offer: the first one, or the running session once more. */
  offer(): Promise<string>;
  /** Takes the answer to our last offer. */
  accept(answer: string): Promise<void>;
  /** What the far end's last description asked for, seen from the far end. */
  readonly remoteDirection: Direction;
  traffic(): MediaTraffic;
  /** Milliseconds since anything (RTP or RTCP) arrived, or since the last description. */
  quietMs(): number;
}

export interface MediaLegEvents {
  /** A digit of the far end, told once per key press. */
  digit(digit: string): void;
}

/** Percent of RTP packets to lose, asked for every packet so that a rule works at once. */
type LossPercent = (direction: "fromClient" | "toClient") => number;

export type CreateMediaLeg = (
  events: MediaLegEvents,
  lossPercent: LossPercent,
  isPathCut?: IsPathCut,
) => MediaLeg;
