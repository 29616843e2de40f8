import { foldWords } from "@/lib/fold-text";
import { allWords } from "@/lib/words";
import type { DeskConfig, Outcome, QueuePolicy } from "@/phone/config/desk-config";
import type { HistoryRow } from "@/phone/history/history-row";

/** An outcome that can be chosen: the innermost of a tree. */
export interface OfferedOutcome {
  readonly outcome: Outcome;
  /** What it is a kind of, outermost first. */
  readonly path: readonly Outcome[];
}

export function policyOf(config: DeskConfig, queue: string | null): QueuePolicy | null {
  return config.queues.find(({ id }) => id !== null && id === queue) ?? null;
}

/** In the order of the configuration, each after its kind. `roots`: only these and what is under them; none: all. */
export function offeredOutcomes(
  all: readonly Outcome[],
  roots: readonly string[] = [],
): readonly OfferedOutcome[] {
  const known = new Set(all.map(({ id }) => id));
  const isOutermost = ({ parent }: Outcome): boolean => parent === null || !known.has(parent);
  const under = (outcome: Outcome, path: readonly Outcome[]): readonly OfferedOutcome[] => {
    const kinds = all.filter(({ parent }) => parent === outcome.id);
    if (kinds.length === 0) return [{ outcome, path }];
    return kinds.flatMap((kind) => under(kind, [...path, outcome]));
  };
  return all
    .filter(isOutermost)
    .filter(({ id }) => roots.length === 0 || roots.includes(id))
    .flatMap((outcome) => under(outcome, []));
}

/** Those in which every word that was typed begins a word, in any language. */
export function findOutcomes(
  offered: readonly OfferedOutcome[],
  text: string,
): readonly OfferedOutcome[] {
  const typed = foldWords(text);
  if (typed.length === 0) return offered;
  return offered.filter(({ outcome, path }) => {
    const own = foldWords([...path, outcome].map(({ label }) => allWords(label)).join(" "));
    return typed.every((word) => own.some((each) => each.startsWith(word)));
  });
}

/** Whether a call that is over may not be left without one: it was answered, and nobody of our own was called. */
export function needsOutcome(
  config: DeskConfig,
  row: Pick<HistoryRow, "queue" | "answeredAt" | "isInternal">,
): boolean {
  if (row.answeredAt === null || (row.isInternal && row.queue === null)) return false;
  const policy = policyOf(config, row.queue);
  const isRequired = policy?.outcomeRequired ?? config.outcomeRequired;
  return isRequired && offeredOutcomes(config.outcomes, policy?.outcomes).length > 0;
}
