import { useDesk, usePhone } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import type { HistoryRow } from "@/phone/history/history-row";

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Choices {
  readonly queues: readonly Choice[];
  readonly outcomes: readonly Choice[];
  readonly agents: readonly Choice[];
}

/** What can be chosen from: what the configuration names, and what the calls that are shown have beside it. */
export function useChoices(rows: readonly HistoryRow[]): Choices {
  const { team } = usePhone().config;
  const { config } = useDesk();
  const say = useSay();
  const nameOutcome = useNameOutcome();
  return {
    queues: withShown(
      config.queues.flatMap(({ id, name }) =>
        id === null ? [] : [{ value: id, label: say(name) }],
      ),
      rows.map(({ queue, queueLabel }) => ({ value: queue, label: queueLabel ?? queue })),
    ),
    outcomes: withShown(
      config.outcomes.map(({ id }) => ({ value: id, label: nameOutcome(id) ?? id })),
      rows.map(({ work: { outcome } }) => ({ value: outcome, label: outcome })),
    ),
    agents: withShown(
      team.map(({ extension, name }) => ({ value: extension, label: `${name} (${extension})` })),
      rows.map(({ agent }) => ({ value: agent, label: agent })),
    ),
  };
}

function withShown(
  known: readonly Choice[],
  shown: readonly { readonly value: string | null; readonly label: string | null }[],
): readonly Choice[] {
  const choices = new Map(known.map((choice) => [choice.value, choice]));
  for (const { value, label } of shown) {
    if (value !== null && value !== "" && !choices.has(value)) {
      choices.set(value, { value, label: label ?? value });
    }
  }
  return [...choices.values()];
}

/** What the configuration calls an outcome, with the one that it is a kind of. */
export function useNameOutcome(): (id: string) => string | null {
  const { outcomes } = useDesk().config;
  const say = useSay();
  return (id) => {
    const names: string[] = [];
    let next: string | null = id;
    while (next !== null && names.length < 5) {
      const found = outcomes.find((outcome) => outcome.id === next);
      if (found === undefined) break;
      names.unshift(say(found.label));
      next = found.parent;
    }
    return names.length === 0 ? null : names.join(" › ");
  };
}
