import type { Stop } from "@/phone/store";

import type { Calls } from "./calls";
import type { PhoneSound } from "./choose-sound";
import { selectAll } from "./select";

/** Tells each ringing call when the ring has really sounded: one that nobody could hear is not missed by the agent. */
export function noteHeardRings(
  calls: Pick<Calls, "store" | "sink" | "watch">,
  watchSounding: (listener: (sound: PhoneSound | null) => void) => Stop,
): void {
  let sounding: PhoneSound | null = null;
  function look(): void {
    if (sounding !== "ringtone" && sounding !== "callWaiting") return;
    for (const call of selectAll(calls.store.getState())) {
      if (call.phase === "ringing" && !call.heard) {
        calls.sink.happened(call.id, { type: "ringHeard" });
      }
    }
  }
  watchSounding((sound) => {
    sounding = sound;
    look();
  });
  calls.watch(({ phase }) => {
    if (phase === "ringing") look();
  });
}
