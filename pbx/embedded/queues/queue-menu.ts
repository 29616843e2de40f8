import { keepAlone } from "../calls/alone";
import type { Bridges } from "../calls/bridges";
import type { CallKind } from "../calls/call-kind";
import type { LegBook } from "../calls/owner";
import type { Languages } from "../languages";
import type { Leg } from "../legs/leg";
import type { Clips } from "../media/clips";
import { createSilence } from "../media/sounds";
import { queueClips } from "./clips";
import { type MenuChoice, queueMenu } from "./table";
import { createVoice } from "./voice";

export interface QueueMenuWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly clips: Clips;
  readonly languages: Pick<Languages, "of">;
  /** The caller has chosen, or (null) has pressed nothing that leads anywhere. */
  chosen(caller: Leg, choice: MenuChoice | null, kind: CallKind): void;
}

const patienceMs = 5_000;
const mostRounds = 3;

/** Asks a caller who is up what the call is about. */
export function openQueueMenu(world: QueueMenuWorld, caller: Leg, kind: CallKind): void {
  let rounds = 1;
  const voice = createVoice({
    clips: world.clips,
    language: world.languages.of(caller.user),
    between: createSilence(),
    quiet(quietMs) {
      if (quietMs < patienceMs) return;
      if (rounds === mostRounds) return choose(null);
      ask();
    },
  });

  function ask(): void {
    rounds += 1;
    voice.say([queueClips.menu]);
  }

  function choose(choice: MenuChoice | null): void {
    party.release();
    world.chosen(party.leg, choice, kind);
  }

  voice.say([queueClips.menu]);
  const party = keepAlone(world, caller, {
    kind,
    hears: voice,
    shown: { number: queueMenu.number, name: "" },
    ended: () => undefined,
    pressed(key) {
      const choice = queueMenu.choices.find((each) => each.key === key);
      if (choice !== undefined) choose(choice);
      else voice.say([queueClips.menu]);
    },
  });
}
