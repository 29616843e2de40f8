import type { Stop } from "@/phone/store";

export interface Mix {
  readonly track: MediaStreamTrack;
  readonly stop: Stop;
}

/** Adds tracks up to one. A muted track adds silence. */
export interface Mixer {
  mix(tracks: readonly MediaStreamTrack[]): Mix;
}

export function createMixer(): Mixer {
  let context: AudioContext | null = null;
  return {
    mix(tracks) {
      context ??= new AudioContext();
      // Three people are brought together by a press, so a sleeping context may wake.
      if (context.state === "suspended") void context.resume().catch(() => undefined);
      const sum = context.createMediaStreamDestination();
      sum.channelCount = 1;
      const sources = tracks.map((track) => {
        // Chromium gives a remote track's sound to Web Audio only while an element plays it too (crbug.com/933677): the
        // speaker does.
        const source = new MediaStreamAudioSourceNode(sum.context as AudioContext, {
          mediaStream: new MediaStream([track]),
        });
        source.connect(sum);
        return source;
      });
      const [track] = sum.stream.getAudioTracks();
      if (track === undefined) throw new Error("an audio destination has a track");
      return {
        track,
        stop() {
          for (const source of sources) source.disconnect();
          track.stop();
        },
      };
    },
  };
}
