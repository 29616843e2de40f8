import { foldWords } from "@/lib/fold-text";
import type { FloorAgent, FloorAgentState } from "@/phone/floor/floor-state";

/** In the order in which somebody may need help. */
export const floorStates = [
  "hold",
  "talking",
  "wrapUp",
  "break",
  "ringing",
  "ready",
  "signedOff",
  "offline",
  "unknown",
] as const satisfies readonly FloorAgentState[];

export const boardSorts = ["state", "longest", "name"] as const;
export type BoardSort = (typeof boardSorts)[number];

export interface BoardFilter {
  readonly text: string;
  readonly state: "all" | FloorAgentState;
  /** A queue's id; empty: all of them. */
  readonly queue: string;
  readonly sort: BoardSort;
}

export const wholeBoard: BoardFilter = { text: "", state: "all", queue: "", sort: "state" };

export function isBoardFilter(foreign: unknown): foreign is BoardFilter {
  const { text, state, queue, sort } = (foreign ?? {}) as Partial<BoardFilter>;
  return (
    typeof text === "string" &&
    typeof queue === "string" &&
    (state === "all" || floorStates.some((each) => each === state)) &&
    boardSorts.some((each) => each === sort)
  );
}

/** Whether somebody is in a call that can be listened to. */
export function isInCall(state: FloorAgentState): boolean {
  return state === "talking" || state === "hold";
}

/** The agents that are asked for, by extension: raised hands first, the longest raised before the others. */
export function orderAgents(
  agents: Readonly<Record<string, FloorAgent>>,
  filter: BoardFilter,
  isShown: (extension: string) => boolean,
  compareNames: (one: FloorAgent, other: FloorAgent) => number,
): readonly string[] {
  const words = foldWords(filter.text);
  return Object.values(agents)
    .filter(
      (agent) =>
        isShown(agent.extension) &&
        (filter.state === "all" || agent.state === filter.state) &&
        (filter.queue === "" || agent.queue === filter.queue) &&
        isFound(agent, words),
    )
    .toSorted(
      (one, other) =>
        handOf(one) - handOf(other) || sorts[filter.sort](one, other) || compareNames(one, other),
    )
    .map(({ extension }) => extension);
}

function isFound({ name, extension }: FloorAgent, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const own = [...foldWords(name), extension];
  return words.every((word) => own.some((each) => each.startsWith(word)));
}

const late = Number.MAX_SAFE_INTEGER;
const handOf = ({ hand }: FloorAgent): number => hand?.since ?? late;
const sinceOf = ({ since }: FloorAgent): number => since ?? late;
const rankOf = ({ state }: FloorAgent): number => floorStates.indexOf(state);

const sorts: Readonly<Record<BoardSort, (one: FloorAgent, other: FloorAgent) => number>> = {
  state: (one, other) => rankOf(one) - rankOf(other) || sinceOf(one) - sinceOf(other),
  longest: (one, other) => sinceOf(one) - sinceOf(other),
  name: () => 0,
};
