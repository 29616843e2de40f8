import type { CheckPort } from "@/phone/check/check-port";

import type { SharedMicrophone } from "./borrow-bare.dom";
import type { IceOptions } from "./connector.dom";
import { openEcho } from "./echo-probe.dom";
import { listen, playTones } from "./try-sound.dom";

/** What the check before the shift does with microphone, speakers and a call to itself. */
export function createTrialSound(
  ice: IceOptions,
  microphone: SharedMicrophone,
): Pick<CheckPort, "listen" | "playTones" | "openEcho"> {
  return {
    listen: (id, lastsMs, signal) => listen(microphone, id, lastsMs, signal),
    playTones: (request, signal) => playTones(microphone, request, signal),
    openEcho: () => openEcho(ice),
  };
}
