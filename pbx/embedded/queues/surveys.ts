import { keepAlone } from "../calls/alone";
import type { Bridges } from "../calls/bridges";
import type { CallKind } from "../calls/call-kind";
import type { LegBook } from "../calls/owner";
import type { Languages } from "../languages";
import { causes } from "../legs/cause";
import type { Leg } from "../legs/leg";
import type { Clips } from "../media/clips";
import { createSilence } from "../media/sounds";
import { queueClips } from "./clips";
import { createVoice } from "./voice";

/** Asks customers how it was, and tells their agents. */
export interface Surveys {
  /** A customer whose agent has hung up. */
  ask(customer: Leg, agent: string, kind: CallKind): void;
  /** Tells an agent once more what has come since the last time. */
  tellAgain(agent: string): void;
}

export interface SurveysWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly clips: Clips;
  readonly languages: Pick<Languages, "of">;
  tell(extension: string, line: string): void;
}

const answers = "12345";
/** Silence after the question, and how often it is asked. */
const patienceMs = 6_000;
const mostQuestions = 2;
/** An agent who has been away for long is told the newest. */
const mostKept = 50;

export function createSurveys(world: SurveysWorld): Surveys {
  const { clips, languages, tell } = world;
  const kept = new Map<string, readonly string[]>();

  function answered(agent: string, uuid: string, key: string): void {
    const line = `survey ${uuid} csat=${key}`;
    kept.set(agent, [...(kept.get(agent) ?? []), line].slice(-mostKept));
    tell(agent, line);
  }

  function ask(customer: Leg, agent: string, kind: CallKind): void {
    let questions = 1;
    let isAnswered = false;
    const voice = createVoice({
      clips,
      language: languages.of(customer.user),
      between: createSilence(),
      quiet(quietMs) {
        if (isAnswered) return party.leg.end(causes.normal);
        if (quietMs < patienceMs) return;
        if (questions === mostQuestions) return party.leg.end(causes.normal);
        questions += 1;
        voice.say([queueClips.question]);
      },
    });
    voice.say([queueClips.question]);
    const party = keepAlone(world, customer, {
      kind,
      hears: voice,
      shown: null,
      ended: () => undefined,
      pressed(key) {
        if (isAnswered || !answers.includes(key)) return;
        isAnswered = true;
        answered(agent, kind.uuid, key);
        voice.say([queueClips.thanks]);
      },
    });
  }

  return {
    ask,
    tellAgain(agent) {
      const lines = kept.get(agent) ?? [];
      kept.delete(agent);
      for (const line of lines) tell(agent, line);
    },
  };
}
