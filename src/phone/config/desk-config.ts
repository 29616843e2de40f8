import * as v from "valibot";

import { type FieldsReading, readFields } from "./read-fields";
import { defaultAlarms, defaultPhrases, defaultScoreCard } from "./supervision-defaults";
import { wordsUpTo } from "./words";

/** It goes to the phone system as it is, and through its dialplan: letters, digits and `_`. */
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,29}$/));
const label = wordsUpTo(80);
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const maybe = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.optional(v.nullable(schema), null);
const seconds = whole(1, 86_400);

/** Work after a call, before the next one is offered. */
const wrapUp = v.object({
  /** `fixed`: it ends by itself. `untilDone`: the agent ends it. */
  mode: v.optional(v.picklist(["off", "fixed", "untilDone"]), "off"),
  /** How long it lasts, or, until done, how long it is meant to last. */
  seconds: v.optional(whole(1, 3_600), 30),
  extendSeconds: v.optional(whole(1, 3_600), 30),
  mostExtensions: v.optional(whole(0, 100), 3),
});

export type WrapUpPolicy = v.InferOutput<typeof wrapUp>;

/** Reasons that the phone system itself pauses with. */
const ownReasons = ["wrapup", "missed"] as const;

const queue = v.object({
  number: v.string(),
  name: label,
  /** The phone system's own name of it, in commands and in `X-Queue`; `null`: it is only a number to send calls to. */
  id: maybe(id),
  wrapUp: v.optional(wrapUp, {}),
  /** Shown to the agent; the phone system does it. */
  missed: v.optional(v.picklist(["stay", "pause"]), "stay"),
  /** Outermost outcomes offered after its calls; empty: all of them. */
  outcomes: v.optional(v.array(id), []),
  outcomeRequired: v.optional(v.boolean(), false),
  script: maybe(id),
  serviceLevelSeconds: v.optional(seconds, 20),
  /** Its customers are asked after the call; the phone system does it. */
  survey: v.optional(v.boolean(), false),
});

const breakReason = v.object({
  id: v.pipe(
    id,
    v.check((text) => !ownReasons.some((own) => own === text), "it is the phone system's own"),
  ),
  label,
  /** How long it is meant to last; a warning comes after that. */
  minutes: maybe(whole(1, 480)),
});

const outcome = v.object({
  id,
  label,
  /** The outcome that this one is a kind of. */
  parent: maybe(id),
  /** Whether the matter is settled; `null`: it says nothing of that. */
  resolved: maybe(v.boolean()),
  conversion: v.optional(v.boolean(), false),
  /** It asks for a date on which to call back. */
  callback: v.optional(v.boolean(), false),
});

/** `text` is Markdown. */
const script = v.object({ id, label, text: wordsUpTo(20_000) });
const article = v.object({
  id,
  title: label,
  text: wordsUpTo(20_000),
  tags: v.optional(v.array(v.pipe(v.string(), v.maxLength(40))), []),
});

/** What is too long, or bad, on the floor. */
const alarm = v.object({
  id,
  label,
  when: v.picklist(["call", "hold", "wait", "break", "wrapUp", "quality", "help"]),
  /** `null`: of a break and of wrap-up, as long as they are meant to last; else at once. */
  seconds: maybe(whole(0, 86_400)),
  sound: v.optional(v.boolean(), false),
});

const question = v.object({ id, label, most: v.optional(whole(1, 100), 5) });

const kept = v.picklist(["contacts", "history", "callbacks"]);

/** What makes a phone the desk of an agent: fields of `config.json`, each of which may be missing. */
const deskSchema = v.object({
  queues: v.optional(v.array(queue), []),
  breaks: v.optional(v.pipe(v.array(breakReason), v.maxLength(50)), [
    { id: "lunch", label: { en: "Lunch", ar: "غداء", fi: "Lounas" }, minutes: 30 },
    { id: "coffee", label: { en: "Coffee", ar: "قهوة", fi: "Kahvi" }, minutes: 10 },
    { id: "training", label: { en: "Training", ar: "تدريب", fi: "Koulutus" } },
  ]),
  outcomes: v.optional(v.pipe(v.array(outcome), v.maxLength(500)), []),
  /** For calls of no queue. */
  outcomeRequired: v.optional(v.boolean(), false),
  wrapUp: v.optional(wrapUp, {}),
  scripts: v.optional(v.pipe(v.array(script), v.maxLength(100)), []),
  knowledge: v.optional(v.pipe(v.array(article), v.maxLength(500)), []),
  /** Where links in scripts and knowledge may lead: anywhere, to the page's own origin, or nowhere. */
  links: v.optional(v.picklist(["all", "own", "none"]), "all"),
  /** JSON or CSV on the page's own origin. */
  companyDirectory: maybe(
    v.object({
      url: v.pipe(v.string(), v.regex(/^\/(?!\/)[^\s\\]*$/)),
      refreshMinutes: v.optional(whole(1, 10_080), 60),
    }),
  ),
  agent: v.optional(
    v.object({
      /** Whether calls answer themselves when the phone system asks for it. */
      autoAnswer: v.optional(v.picklist(["never", "choice", "always"]), "choice"),
      /** Whether signing in means being ready in the queues of last time. */
      readyAtSignIn: v.optional(v.picklist(["never", "choice", "always"]), "choice"),
      /** In which language the phone system speaks to agents. */
      announcements: v.optional(v.picklist(["choice", "en", "ar", "fi"]), "choice"),
    }),
    {},
  ),
  privacy: v.optional(
    v.object({
      /** `null`: for ever. */
      historyDays: maybe(whole(1, 3_650)),
      /** What signing out of a computer that is not to remember the agent takes away. */
      signOutRemoves: v.optional(v.array(kept), []),
      /** Contacts, history and notes are unreadable on the disk without the agent's password. */
      encrypt: v.optional(v.boolean(), false),
    }),
    {},
  ),
  supervision: v.optional(
    v.object({
      alarms: v.optional(v.pipe(v.array(alarm), v.maxLength(50)), defaultAlarms),
      /** Ready cues. */
      phrases: v.optional(v.pipe(v.array(wordsUpTo(200)), v.maxLength(50)), defaultPhrases),
      scoreCard: v.optional(v.pipe(v.array(question), v.maxLength(50)), defaultScoreCard),
    }),
    {},
  ),
  reports: v.optional(
    v.object({
      /** Nobody with the same number called again within so many days. */
      resolvedDays: v.optional(whole(1, 30), 7),
      /** IANA name; `null`: the browser's. */
      timeZone: maybe(v.pipe(v.string(), v.check(isTimeZone, "no such time zone"))),
      /** What a figure should be, by its name (docs/configuration.md). */
      targets: v.optional(v.record(v.string(), v.number()), {}),
    }),
    {},
  ),
});

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export type DeskConfig = v.InferOutput<typeof deskSchema>;
export type QueuePolicy = DeskConfig["queues"][number];
export type BreakReason = v.InferOutput<typeof breakReason>;
export type Outcome = v.InferOutput<typeof outcome>;
export type Script = v.InferOutput<typeof script>;
export type AlarmRule = v.InferOutput<typeof alarm>;
export type ScoreQuestion = v.InferOutput<typeof question>;
export type Article = v.InferOutput<typeof article>;

/** The desk's part of a configuration (`Config.whole`). A bad field falls back to its default and is named. */
export function readDeskConfig(foreign: unknown): FieldsReading<DeskConfig> {
  return readFields(deskSchema, foreign);
}
