import type { BrowserContext } from "@playwright/test";

import { holdMusicHz } from "../../pbx/embedded/media/sounds";

/** Tones that are no sums, differences or multiples of each other; the last is what 601 and 603 play. */
export const tones = { first: 437, second: 611, third: 1177, switch: 1004 } as const;

/** Present tones lie at -15 to -26 dB, what G.711 adds lies below -60: a wide gap to decide in. */
export const presentDb = -45;

/** So many looks in a row, 100 ms apart: longer than what is measured at once. */
const steadyLooks = 5;

/** For `expect.poll`: how many looks in a row a tone was there, or was not, up to enough of them. */
export function countSteady(
  level: () => number | Promise<number>,
  isPresent: boolean,
): () => Promise<boolean> {
  let inARow = 0;
  return async () => {
    inARow = (await level()) > presentDb === isPresent ? inARow + 1 : 0;
    return inARow >= steadyLooks;
  };
}

export const steadily = { intervals: [100] };

export interface Ear {
  /** A tone in what this page receives, in dB relative to full scale; -120 when nothing has come for a second. */
  level(toneHz: number): number;
  /** The loudest of all tones. */
  loudest(): number;
  /** Sounds of the page that play now, by the last part of their address; a voice is "voice". */
  readonly playing: ReadonlySet<string>;
  /** Those that have ever begun. */
  readonly played: ReadonlySet<string>;
  /** Where they were last sent: sink ids, empty for the default. */
  readonly sinks: ReadonlyMap<string, string>;
  /** Plays that the browser refused. */
  readonly refused: readonly string[];
}

/**
 * Listens to a page from inside, without touching it: the received track is read directly and told through a
 * binding. `page.evaluate` would count as a gesture and unlock sound that a person would not hear.
 */
export async function growEar(context: BrowserContext): Promise<Ear> {
  /** By track: two calls are heard at once where the page mixes. */
  const heard = new Map<number, { readonly levels: Record<number, number>; readonly at: number }>();
  const fresh = (): readonly Record<number, number>[] =>
    [...heard.values()].filter(({ at }) => Date.now() - at < 1_000).map(({ levels }) => levels);
  const ear = {
    level: (toneHz: number) => Math.max(-120, ...fresh().map((levels) => levels[toneHz] ?? -120)),
    loudest: () => Math.max(-120, ...fresh().flatMap((levels) => Object.values(levels))),
    playing: new Set<string>(),
    played: new Set<string>(),
    sinks: new Map<string, string>(),
    refused: [] as string[],
  };
  await context.exposeBinding(
    "tellHeardLevels",
    (_, track: number, levels: Record<number, number>) => {
      heard.set(track, { levels, at: Date.now() });
    },
  );
  await context.exposeBinding("tellHeardPlay", (_, what: string, how: string) => {
    if (how === "playing") {
      ear.playing.add(what);
      ear.played.add(what);
    }
    if (how === "paused") ear.playing.delete(what);
    if (how === "refused") ear.refused.push(what);
  });
  await context.exposeBinding("tellHeardSink", (_, what: string, sink: string) => {
    ear.sinks.set(what, sink);
  });
  await context.addInitScript(listenInPage, [...Object.values(tones), ...holdMusicHz]);
  return ear;
}

interface Told {
  tellHeardLevels(track: number, levels: Record<number, number>): void;
  tellHeardPlay(what: string, how: "playing" | "paused" | "refused"): void;
  tellHeardSink(what: string, sink: string): void;
}

/** Chromium's, not in TypeScript's library: raw audio of a track, without an AudioContext that would need a gesture. */
interface TrackProcessor {
  readonly readable: ReadableStream<{
    readonly numberOfFrames: number;
    readonly sampleRate: number;
    copyTo(target: Float32Array, options: { planeIndex: number; format: string }): void;
    close(): void;
  }>;
}

/** Runs in the page before its own scripts; must not use anything from outside itself. */
function listenInPage(frequenciesHz: readonly number[]): void {
  const page = window as unknown as Window &
    Told & {
      MediaStreamTrackProcessor: new (options: { track: MediaStreamTrack }) => TrackProcessor;
    };

  function measure(samples: readonly number[], rateHz: number): Record<number, number> {
    return Object.fromEntries(
      frequenciesHz.map((frequencyHz) => {
        const factor = 2 * Math.cos((2 * Math.PI * frequencyHz) / rateHz);
        let last = 0;
        let before = 0;
        for (const sample of samples) {
          const next = sample + factor * last - before;
          before = last;
          last = next;
        }
        const power = last * last + before * before - factor * last * before;
        const amplitude = (2 * Math.sqrt(Math.max(power, 0))) / samples.length;
        return [frequencyHz, 20 * Math.log10(Math.max(amplitude, 1e-6))];
      }),
    );
  }

  let tracks = 0;
  async function listen(track: MediaStreamTrack): Promise<void> {
    const number = (tracks += 1);
    const reader = new page.MediaStreamTrackProcessor({
      track: track.clone(),
    }).readable.getReader();
    let samples: number[] = [];
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const frames = new Float32Array(value.numberOfFrames);
      value.copyTo(frames, { planeIndex: 0, format: "f32-planar" });
      samples.push(...frames);
      if (samples.length >= value.sampleRate * 0.2) {
        page.tellHeardLevels(number, measure(samples, value.sampleRate));
        samples = [];
      }
      value.close();
    }
  }

  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener("track", ({ track }) => void listen(track).catch(() => undefined));
    }
  };

  const nameOf = (element: HTMLMediaElement): string =>
    element.srcObject ? "voice" : (element.src.split("/").at(-1) ?? "");
  const nativePlay = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function play(): Promise<void> {
    const name = nameOf(this);
    const played = nativePlay.call(this);
    played.then(
      () => page.tellHeardPlay(name, "playing"),
      (error: DOMException) => {
        if (error.name === "NotAllowedError") page.tellHeardPlay(name, "refused");
      },
    );
    return played;
  };
  const nativeSetSink = HTMLMediaElement.prototype.setSinkId;
  HTMLMediaElement.prototype.setSinkId = async function setSinkId(sink: string): Promise<void> {
    await nativeSetSink.call(this, sink);
    page.tellHeardSink(nameOf(this), sink);
  };
  const nativePause = HTMLMediaElement.prototype.pause;
  HTMLMediaElement.prototype.pause = function pause(): void {
    page.tellHeardPlay(nameOf(this), "paused");
    nativePause.call(this);
  };
}
