import { readConfig } from "@/phone/config/config";

import { type CheckPhone, createCheckPhone, until, Waited } from "./check-phone";
import { cannot, type Result, type Trial, type World } from "./trial";
import { callTrials } from "./trials-calls";
import { moveTrials } from "./trials-moves";
import { watchingTrials } from "./trials-watching";

export interface Person {
  readonly extension: string;
  readonly password: string;
}

export interface CheckOptions {
  /** `wss://pbx.example.com/ws` */
  readonly server: string;
  /** Host part of SIP addresses; nothing: the server's. */
  readonly domain?: string;
  readonly first: Person;
  readonly second?: Person;
  readonly answering?: string;
  readonly early?: string;
  /** What `config.json` says; its `features` are what is found out. */
  readonly config?: unknown;
  readonly tell: (result: Result) => void;
  /** Stops between two trials; calls are ended and both sign out all the same. */
  readonly signal?: AbortSignal;
}

export interface Check {
  readonly results: readonly Result[];
  readonly dialect: string;
}

const trials: readonly Trial[] = [...callTrials, ...moveTrials, ...watchingTrials];

/** Tries everything, one after the other; each result is told as it is known. Rejects when nobody can sign in. */
export async function check(options: CheckOptions): Promise<Check> {
  const open = phoneOpener(options);
  const first = await open(options.first);
  const second = options.second === undefined ? null : await open(options.second);
  const results: Result[] = [];
  const world: World = {
    first,
    second,
    openTab: () => open(options.first),
    answering: options.answering ?? null,
    early: options.early ?? null,
  };
  try {
    for (const trial of trials) {
      if (options.signal?.aborted) break;
      // oxlint-disable-next-line no-await-in-loop -- one phone, one call
      const result = await attempt(trial, world);
      results.push(result);
      options.tell(result);
    }
    return { results, dialect: first.phone.system.store.getState().name };
  } finally {
    await Promise.all([first.signsOut(), second?.signsOut()]);
  }
}

/** Phones know each other by name, so that they can be watched. */
function phoneOpener({ server, domain, first, second, config }: CheckOptions) {
  const read = readConfig(config ?? {}).config;
  const host = new URL(server).hostname;
  const people = [first, ...(second === undefined ? [] : [second])];
  return async ({ extension, password }: Person): Promise<CheckPhone> => {
    const agent = createCheckPhone({
      account: { server, domain: domain ?? read.domain ?? host, extension },
      password,
      config: {
        ...read,
        team: people.map((each) => ({ extension: each.extension, name: each.extension })),
        // Everything is to be tried.
        features: { transfer: true, attendedTransfer: true, redirect: true, presence: true },
      },
    });
    await agent.signsIn();
    return agent;
  };
}

async function attempt({ what, feature, run }: Trial, world: World): Promise<Result> {
  const about = feature === undefined ? { what } : { what, feature };
  let outcome;
  try {
    outcome = await run(world);
  } catch (error) {
    if (!(error instanceof Waited)) throw error;
    outcome = cannot(`waited in vain for: ${error.message}`);
  }
  await tidy(world);
  return { ...about, ...outcome };
}

/** Nothing of one trial may disturb the next. */
async function tidy({ first, second }: World): Promise<void> {
  const isConnected = (): boolean => first.phone.connection.store.getState().phase === "connected";
  await until(isConnected, "connected", 20_000).catch(() => undefined);
  await Promise.allSettled([first.rests(), second?.rests()]);
}
