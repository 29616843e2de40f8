import type { Calls } from "./calls/calls";
import { chooseSound } from "./calls/choose-sound";
import { noteHeardRings } from "./calls/note-heard-rings";
import { selectAll } from "./calls/select";
import { watchMixes } from "./calls/watch-mixes";
import type { Audio } from "./media/audio";
import type { AudioPort } from "./media/audio-port";
import type { SipLine } from "./sip/line";

export interface FollowedSound {
  readonly calls: Calls;
  readonly audio: Audio;
  readonly port: AudioPort;
  readonly mix: SipLine["mix"];
}

/** What is heard follows the calls: ringtones, conferences that are mixed here, and whether a ring could sound. */
export function followSound({ calls, audio, port, mix }: FollowedSound): void {
  calls.store.subscribe((state) => port.play(chooseSound(selectAll(state))));
  watchMixes(calls.store, mix);
  // A page that may not sound before a press may do so once it has the microphone.
  audio.store.subscribe(({ microphone, soundBlocked }, before) => {
    const isOpened = microphone.phase === "open" && before.microphone.phase !== "open";
    if (isOpened && soundBlocked) void audio.do({ type: "unblockSound" });
  });
  noteHeardRings(calls, port.watchSounding);
}
