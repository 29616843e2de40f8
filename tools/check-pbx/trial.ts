import type { Config } from "@/phone/config/config";

import type { CheckPhone } from "./check-phone";

/** What is there to try with. */
export interface World {
  /** The phone that is checked. */
  readonly first: CheckPhone;
  /** Another tab of the same extension. */
  openTab(): Promise<CheckPhone>;
  /** A colleague; `null` if none was named. */
  readonly second: CheckPhone | null;
  /** A number that answers and speaks, such as an echo; `null` if none was named. */
  readonly answering: string | null;
  /** A number that speaks before it answers; `null` if none was named. */
  readonly early: string | null;
}

export type Verdict = "can" | "cannot" | "not tried";

export interface Outcome {
  readonly verdict: Verdict;
  readonly detail: string;
}

export interface Trial {
  readonly what: string;
  /** Of `config.json`: what is to be switched off where the phone system cannot. */
  readonly feature?: keyof Config["features"];
  readonly run: (world: World) => Promise<Outcome>;
}

export interface Result extends Outcome, Pick<Trial, "what" | "feature"> {}

export const can = (detail: string): Outcome => ({ verdict: "can", detail });
export const cannot = (detail: string): Outcome => ({ verdict: "cannot", detail });
export const notTried = (detail: string): Outcome => ({ verdict: "not tried", detail });

/** A trial that takes a colleague. */
export function withSecond(
  work: (world: World & { readonly second: CheckPhone }) => Promise<Outcome>,
): Trial["run"] {
  return async (world) => {
    const { second } = world;
    return second === null
      ? notTried("takes a second extension (--second)")
      : work({ ...world, second });
  };
}

/** A trial that takes a colleague and a number that answers. */
export function withBoth(
  work: (
    world: World & { readonly second: CheckPhone; readonly answering: string },
  ) => Promise<Outcome>,
): Trial["run"] {
  return withSecond(async (world) => {
    const { answering } = world;
    return answering === null
      ? notTried("takes a number that answers (--answering)")
      : work({ ...world, answering });
  });
}
