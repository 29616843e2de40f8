import type { CustomerVoice } from "./control";
import { type Clips, createPlayer } from "./media/clips";
import { type AudioLeg, frameMs } from "./media/leg";
import { createSilence, createTone, type Source } from "./media/sounds";
import { findPhrase, type PhraseId } from "./phrases";

/** A simulated customer's mouth and ears. */
export interface CustomerVoiceLeg extends AudioLeg {
  /** The call has been answered: begin to speak. */
  begin(): void;
  /** Says this once, instead of what is being said. */
  speak(phrase: PhraseId): void;
  heardDigits(): string;
}

/** A tone goes on for ever; a phrase is said again after a pause, as a customer without an answer does. */
export function createCustomerVoice(
  voice: CustomerVoice,
  clips: Clips,
  pauseMs: number,
): CustomerVoiceLeg {
  const player = createPlayer();
  const steady: Source | null = "toneHz" in voice ? createTone(voice.toneHz) : null;
  const silence = createSilence();
  let hasBegun = false;
  let repeated: PhraseId | null = "phrase" in voice ? voice.phrase : null;
  let digits = "";

  function say(id: PhraseId): void {
    const phrase = findPhrase(id);
    if (phrase === null) throw new Error(`no phrase ${id}`);
    player.stop();
    player.play([clips.get(phrase.file)]);
  }

  return {
    begin() {
      hasBegun = true;
      if (repeated !== null) say(repeated);
    },
    speak(phrase) {
      repeated = null;
      say(phrase);
    },
    pull() {
      if (!hasBegun) return silence.next();
      const spoken = player.next();
      const isSilent = player.silentFrames() > 0;
      if (isSilent && steady !== null) return steady.next();
      if (repeated !== null && player.silentFrames() * frameMs > pauseMs) say(repeated);
      return spoken;
    },
    push: () => undefined,
    sendDigit(digit) {
      digits += digit;
    },
    heardDigits: () => digits,
    close: () => undefined,
  };
}
