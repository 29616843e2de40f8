import { type Frame, frameSamples } from "./leg";

/**
 * 40 ms of patience: one frame less saves 20 ms on a quiet machine and stutters on a busy one
 * (measured with 12 legs on two shared cores).
 */
const patienceSamples = 2 * frameSamples;
/** More than this in store means the sender's clock runs faster, or a burst: the oldest is dropped. */
const mostStoredSamples = 10 * frameSamples;
/** A power of two, so that positions stay put when the 32-bit timestamp wraps. */
const ringSamples = 8192;
/** After so many empty frames the far end has paused: wait for 40 ms in store again. */
const emptyFramesUntilPause = 3;

/** Puts sound back in order by RTP timestamp; packets may be of any length. */
export interface JitterBuffer {
  write(timestamp: number, samples: Int16Array): void;
  /** The next 20 ms with gaps as silence; null while waiting for enough to begin. */
  read(): Frame | null;
}

/** Distance in a 32-bit circle, negative when `b` is ahead. */
function difference(a: number, b: number): number {
  return (a - b) | 0;
}

export function createJitterBuffer(): JitterBuffer {
  const ring = new Int16Array(ringSamples);
  const present = new Uint8Array(ringSamples);
  let playing = false;
  let started = false;
  let readAt = 0;
  let writtenTo = 0;
  let emptyFrames = 0;

  function restartAt(timestamp: number): void {
    present.fill(0);
    started = true;
    playing = false;
    emptyFrames = 0;
    readAt = timestamp;
    writtenTo = timestamp;
  }

  function store(timestamp: number, samples: Int16Array): void {
    for (let i = 0; i < samples.length; i++) {
      const slot = ((timestamp + i) >>> 0) % ringSamples;
      ring[slot] = samples[i] ?? 0;
      present[slot] = 1;
    }
    const end = (timestamp + samples.length) | 0;
    if (difference(end, writtenTo) > 0) writtenTo = end;
  }

  function write(timestamp: number, samples: Int16Array): void {
    const ahead = difference(timestamp, readAt);
    const outOfReach = Math.abs(ahead) > ringSamples / 2;
    if (!started || outOfReach) restartAt(timestamp);
    else if (ahead < 0 && !playing && difference(writtenTo, timestamp) < mostStoredSamples) {
      readAt = timestamp; // an older packet overtaken by the first one
    } else if (ahead < 0) return;
    store(timestamp, samples);
    const surplus = difference(writtenTo, readAt) - mostStoredSamples;
    if (surplus > 0) skip(difference(writtenTo, readAt) - patienceSamples);
  }

  function skip(samples: number): void {
    for (let i = 0; i < samples; i++) present[((readAt + i) >>> 0) % ringSamples] = 0;
    readAt = (readAt + samples) | 0;
  }

  function takeFrame(): { frame: Frame; found: boolean } {
    const frame = new Int16Array(frameSamples);
    let found = false;
    for (let i = 0; i < frameSamples; i++) {
      const slot = ((readAt + i) >>> 0) % ringSamples;
      if (present[slot] === 1) {
        frame[i] = ring[slot] ?? 0;
        present[slot] = 0;
        found = true;
      }
    }
    readAt = (readAt + frameSamples) | 0;
    return { frame, found };
  }

  function read(): Frame | null {
    if (!started) return null;
    if (!playing) {
      if (difference(writtenTo, readAt) < patienceSamples) return null;
      playing = true;
    }
    const { frame, found } = takeFrame();
    emptyFrames = found ? 0 : emptyFrames + 1;
    if (emptyFrames >= emptyFramesUntilPause) started = playing = false;
    return frame;
  }

  return { write, read };
}
