import { frameSamples } from "./leg";

// RFC 4733 telephone events at 8 kHz, both ways. Pure: time is counted in frames.

const keys = "0123456789*#ABCD";
/** 100 ms per key and 60 ms of rest: inside what every receiver accepts (RFC 4733, section 3.2: 40 ms). */
const framesPerDigit = 5;
const framesBetweenDigits = 3;
/** The end packet is sent three times against loss (RFC 4733, section 2.5.1.4). */
const endRepeats = 3;
const volumeDbm0 = 10;

export function isDigit(text: string): boolean {
  return text.length === 1 && keys.includes(text.toUpperCase());
}

export interface DigitReceiver {
  /** The digit when the packet begins a new key press, else null. */
  receive(timestamp: number, payload: Uint8Array): string | null;
}

/** All packets of one key press carry the timestamp of its start: a new timestamp is a new digit. */
export function createDigitReceiver(): DigitReceiver {
  let lastTimestamp: number | null = null;
  return {
    receive(timestamp, payload) {
      const key = keys[payload[0] ?? 255];
      if (payload.length < 4 || key === undefined || timestamp === lastTimestamp) return null;
      const isLate = lastTimestamp !== null && ((timestamp - lastTimestamp) | 0) < 0;
      if (isLate) return null;
      lastTimestamp = timestamp;
      return key;
    },
  };
}

export interface EventPacket {
  timestamp: number;
  marker: boolean;
  payload: Uint8Array;
}

export interface DigitSender {
  add(digit: string): void;
  /** Packets for this 20 ms; null when audio may be sent instead. */
  next(timestamp: number): EventPacket[] | null;
}

export function createDigitSender(): DigitSender {
  const waiting: number[] = [];
  let event: { code: number; startedAt: number; frames: number } | null = null;
  let restFrames = 0;

  function packet(current: NonNullable<typeof event>, isEnd: boolean): EventPacket {
    const duration = current.frames * frameSamples;
    return {
      timestamp: current.startedAt,
      marker: current.frames === 1,
      payload: Uint8Array.of(
        current.code,
        (isEnd ? 0x80 : 0) | volumeDbm0,
        duration >> 8,
        duration & 0xff,
      ),
    };
  }

  return {
    add(digit) {
      const code = keys.indexOf(digit.toUpperCase());
      if (digit.length === 1 && code >= 0) waiting.push(code);
    },
    next(timestamp) {
      if (event === null) {
        if (restFrames > 0) {
          restFrames -= 1;
          return null;
        }
        const code = waiting.shift();
        if (code === undefined) return null;
        event = { code, startedAt: timestamp, frames: 0 };
      }
      event.frames += 1;
      const current = event;
      if (current.frames < framesPerDigit) return [packet(current, false)];
      event = null;
      restFrames = framesBetweenDigits;
      return Array.from({ length: endRepeats }, () => packet(current, true));
    },
  };
}
