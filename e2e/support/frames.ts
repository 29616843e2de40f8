import { expect, type BrowserContext, type Page } from "@playwright/test";

import { tones } from "./ear";

/**
 * 20 ms of what a page received: when it ended (milliseconds since 1970), the level of the tone in it, and the higher of the
 * levels 150 Hz beside it.
 */
export interface ToneFrame {
  readonly at: number;
  readonly db: number;
  readonly besideDb: number;
}

/** From when on the page said who hears the supervisor. */
export interface BarEntry {
  readonly at: number;
  readonly heardBy: string | null;
}

/**
 * A gap that was patched, as a busy machine makes them, clicks: it has all frequencies alike. A tone has at 150 Hz beside it,
 * behind a Hann window of 20 ms, 31 dB less.
 */
const isTone = ({ db, besideDb }: ToneFrame): boolean => db > frameIsHeardDb && db > besideDb + 8;

/** Everything above is heard: the tone lies at -15 to -26 dB, what codecs add to other tones in so short a time below -45. */
const frameIsHeardDb = -40;

/**
 * Records what a page receives in frames of 20 ms (Hann window, Goertzel), for one tone: of every track, for as long as the
 * page lives. To be given to `prepare`, before the page is opened.
 */
export function recordFrames(toneHz: number): (context: BrowserContext) => Promise<void> {
  return async (context) => {
    await context.addInitScript(recordInPage, toneHz);
  };
}

type RecordingPage = Window & { toneFrames?: ToneFrame[] };

async function framesOf(page: Page): Promise<readonly ToneFrame[]> {
  return page.evaluate(() => (window as RecordingPage).toneFrames ?? []);
}

/** Runs in the page before its own scripts; must not use anything from outside itself. */
function recordInPage(toneHz: number): void {
  const page = window as unknown as RecordingPage & {
    MediaStreamTrackProcessor: new (options: { track: MediaStreamTrack }) => {
      readonly readable: ReadableStream<{
        readonly numberOfFrames: number;
        readonly sampleRate: number;
        /** Of the sound itself, in microseconds from some beginning. */
        readonly timestamp: number;
        copyTo(target: Float32Array, options: { planeIndex: number; format: string }): void;
        close(): void;
      }>;
    };
  };
  const frames: ToneFrame[] = [];
  const besideHz = 150;
  page.toneFrames = frames;

  function levelOf(samples: readonly number[], rateHz: number, frequencyHz: number): number {
    const factor = 2 * Math.cos((2 * Math.PI * frequencyHz) / rateHz);
    let last = 0;
    let before = 0;
    for (const [index, sample] of samples.entries()) {
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / samples.length);
      const next = sample * hann + factor * last - before;
      before = last;
      last = next;
    }
    const power = last * last + before * before - factor * last * before;
    // Of a Hann window half the amplitude is left.
    const amplitude = (4 * Math.sqrt(Math.max(power, 0))) / samples.length;
    return 20 * Math.log10(Math.max(amplitude, 1e-6));
  }

  async function record(track: MediaStreamTrack): Promise<void> {
    const { readable } = new page.MediaStreamTrackProcessor({ track: track.clone() });
    const reader = readable.getReader();
    let samples: number[] = [];
    // A busy page reads late what has sounded long ago: the quickest reading tells when the sound began.
    let beganAt = Infinity;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      beganAt = Math.min(beganAt, Date.now() - value.timestamp / 1_000);
      const part = new Float32Array(value.numberOfFrames);
      value.copyTo(part, { planeIndex: 0, format: "f32-planar" });
      samples.push(...part);
      const size = value.sampleRate / 50;
      while (samples.length >= size) {
        const whole = samples.slice(0, size);
        const level = (frequencyHz: number) => levelOf(whole, value.sampleRate, frequencyHz);
        frames.push({
          at: Math.round(beganAt + value.timestamp / 1_000),
          db: level(toneHz),
          besideDb: Math.max(level(toneHz - besideHz), level(toneHz + besideHz)),
        });
        samples = samples.slice(size);
      }
      value.close();
    }
  }

  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener("track", ({ track }) => void record(track).catch(() => undefined));
    }
  };
}

/**
 * Writes down what the supervisor's bar says, whenever it changes; kept in the browser's session, so that it outlives a reload. To
 * be given to `prepare`.
 */
export async function recordBar(context: BrowserContext): Promise<void> {
  await context.addInitScript(recordBarInPage);
}

export async function barOf(page: Page): Promise<readonly BarEntry[]> {
  return page.evaluate(() => JSON.parse(sessionStorage.getItem("test.bar") ?? "[]") as BarEntry[]);
}

function recordBarInPage(): void {
  const key = "test.bar";
  const entries = JSON.parse(sessionStorage.getItem(key) ?? "[]") as BarEntry[];
  function look(): void {
    const bar = document.querySelector('[aria-label="Supervision"]');
    const heardBy = /Heard by (nobody|the agent and the customer|the agent)/.exec(
      bar?.textContent ?? "",
    )?.[1];
    const said = heardBy ?? null;
    if (entries.at(-1)?.heardBy === said) return;
    entries.push({ at: Date.now(), heardBy: said });
    sessionStorage.setItem(key, JSON.stringify(entries));
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

/** What the bar said at a moment. */
function saidAt(bar: readonly BarEntry[], at: number): string | null {
  return bar.findLast((entry) => entry.at <= at)?.heardBy ?? null;
}

/** The supervisor's tone is in no frame of a page that was recorded while the bar did not name this hearer. */
export async function expectHeardOnlyAsSaid(
  hearer: Page,
  bar: readonly BarEntry[],
  names: readonly string[],
): Promise<void> {
  const frames = await framesOf(hearer);
  expect(frames.length, "frames that were recorded").toBeGreaterThan(100);
  const leaks = frames
    .filter(isTone)
    .filter(({ at }) => !names.includes(saidAt(bar, at) ?? ""))
    .map(({ at, db, besideDb }) => {
      const before = bar.findLast((entry) => entry.at <= at);
      const after = bar.find((entry) => entry.at > at);
      return {
        db: Math.round(db),
        besideDb: Math.round(besideDb),
        said: before?.heardBy ?? null,
        sinceMs: before === undefined ? null : at - before.at,
        next: after?.heardBy ?? null,
        inMs: after === undefined ? null : after.at - at,
      };
    });
  expect(leaks, `frames with ${tones.third} Hz outside of what the bar said`).toEqual([]);
}

/** Frames in which the tone is heard: where nothing was recorded nothing can be proved. */
export async function countHeard(page: Page): Promise<number> {
  return (await framesOf(page)).filter(isTone).length;
}
