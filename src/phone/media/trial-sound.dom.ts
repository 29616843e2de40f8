import type { CheckPort } from "@/phone/check/check-port";

import type { IceOptions } from "./connector.dom";
import { openEcho } from "./echo-probe.dom";
import type { Microphone } from "./microphone.dom";
import { listen, playTones } from "./try-sound.dom";

/** What the check before the shift does with microphone, speakers and a call to itself. */
export function createTrialSound(
  ice: IceOptions,
  microphone: Pick<Microphone, "current">,
): Pick<CheckPort, "listen" | "playTones" | "openEcho"> {
  return {
    listen: (id, lastsMs, signal) => listen(microphone.current(), id, lastsMs, signal),
    playTones: (request, signal) => playTones(microphone.current(), request, signal),
    openEcho: () => openEcho(ice),
  };
}
