import type { Language } from "../languages";
import { causes } from "../legs/cause";
import type { LegEvents } from "../legs/leg";
import { createServiceLeg, type LocalLeg } from "../legs/local-leg";
import type { Clips } from "../media/clips";
import { type AudioLeg, type Frame, frameSamples } from "../media/leg";
import { createHoldMusic, createTone, type Source, testToneHz } from "../media/sounds";
import type { Service } from "../numbers";
import { createMenu } from "./menu";

/** Says what it has heard, one frame later. */
function createEcho(): AudioLeg {
  let last: Frame | null = null;
  return {
    pull: () => last,
    push(frame) {
      last ??= new Int16Array(frameSamples);
      last.set(frame);
    },
    sendDigit: () => undefined,
    close: () => undefined,
  };
}

/** Only speaks. */
export function createSpeaker(source: Source): AudioLeg {
  return {
    pull: () => source.next(),
    push: () => undefined,
    sendDigit: () => undefined,
    close: () => undefined,
  };
}

function audioOf(
  service: Service,
  { clips, language }: Pick<ServiceWorld, "clips" | "language">,
  hangUp: () => void,
): AudioLeg {
  switch (service.kind) {
    case "echo":
      return createEcho();
    case "tone":
    case "earlyMedia":
      return createSpeaker(createTone(testToneHz));
    case "music":
      return createSpeaker(createHoldMusic());
    case "menu":
      return createMenu(clips, language, hangUp);
  }
}

export interface ServiceWorld {
  readonly clips: Clips;
  /** The caller's. */
  readonly language: Language;
  readonly legEvents: LegEvents;
  newLegId(): string;
}

/** The party behind one of the service numbers. */
export function openService(service: Service, world: ServiceWorld): LocalLeg {
  const audio = audioOf(service, world, () => leg.end(causes.normal));
  const leg = createServiceLeg({
    id: world.newLegId(),
    customer: null,
    identity: { number: service.number, name: service.name },
    audio,
    events: world.legEvents,
  });
  return leg;
}
