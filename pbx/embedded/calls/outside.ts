import type { OutsideCall } from "../control";
import type { LegEvents } from "../legs/leg";
import { createServiceLeg, type LocalLeg } from "../legs/local-leg";
import { createTone, testToneHz } from "../media/sounds";
import { shownOutside } from "../numbers";
import { createSpeaker } from "./services";

/** The telephone network: whoever is called says a tone. */
export interface Outside {
  call(number: string, wishedNumber: string | null): LocalLeg;
  snapshot(): OutsideCall[];
}

const mostRemembered = 20;

export function createOutside(world: { legEvents: LegEvents; newLegId(): string }): Outside {
  let calls: readonly OutsideCall[] = [];
  return {
    call(number, wishedNumber) {
      const from = shownOutside(number, wishedNumber);
      calls = [...calls, { number, from }].slice(-mostRemembered);
      return createServiceLeg({
        id: world.newLegId(),
        customer: null,
        identity: { number, name: "" },
        audio: createSpeaker(createTone(testToneHz)),
        events: world.legEvents,
      });
    },
    snapshot: () => [...calls],
  };
}
