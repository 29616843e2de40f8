import type { Language } from "../languages";
import { type Clips, createPlayer } from "../media/clips";
import type { AudioLeg } from "../media/leg";
import { menuEndKeys } from "../numbers";
import { menuClips } from "../phrases";

/** 15 s of silence and the menu says again what can be done. */
const framesUntilRepeat = 750;

/** A spoken menu: says back every key that is pressed and ends with one of the end keys. */
export function createMenu(clips: Clips, language: Language, hangUp: () => void): AudioLeg {
  const player = createPlayer();
  let isLeaving = false;

  function say(files: readonly string[]): void {
    player.stop();
    player.play(files.map((file) => clips.get(`${language}-${file}`)));
  }

  say([menuClips.welcome]);
  return {
    pull() {
      const frame = player.next();
      if (isLeaving && player.silentFrames() > 0) hangUp();
      else if (player.silentFrames() > framesUntilRepeat) say([menuClips.welcome]);
      return frame;
    },
    push: () => undefined,
    sendDigit(digit) {
      if (isLeaving) return;
      if (menuEndKeys.includes(digit)) {
        isLeaving = true;
        return say([menuClips.goodbye]);
      }
      const key = menuClips.keys[digit];
      if (key !== undefined) say([menuClips.youPressed, key]);
    },
    close: () => undefined,
  };
}
