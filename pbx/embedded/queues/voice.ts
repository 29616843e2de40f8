import type { Language } from "../languages";
import { type Clips, createPlayer } from "../media/clips";
import { type AudioLeg, frameMs } from "../media/leg";
import type { Source } from "../media/sounds";

/** What somebody hears who waits for the switch: spoken clips, and something else in between. */
export interface Voice extends AudioLeg {
  /** Instead of what is being said. */
  say(clips: readonly string[]): void;
}

export interface VoiceOrder {
  readonly clips: Clips;
  readonly language: Language;
  readonly between: Source;
  /** Nothing has been said for so long; told every 20 ms, from the end of the first words on. */
  quiet(quietMs: number): void;
}

export function createVoice({ clips, language, between, quiet }: VoiceOrder): Voice {
  const player = createPlayer();
  return {
    say(names) {
      player.stop();
      player.play(names.map((name) => clips.get(`${language}-${name}.wav`)));
    },
    pull() {
      const spoken = player.next();
      if (player.silentFrames() === 0) return spoken;
      quiet(player.silentFrames() * frameMs);
      return between.next();
    },
    push: () => undefined,
    sendDigit: () => undefined,
    close: () => undefined,
  };
}
