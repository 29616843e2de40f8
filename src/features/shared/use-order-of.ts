import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

import { type Problem, toProblem } from "@/phone/errors";
import type { SupervisionCommand } from "@/phone/supervision/supervision-state";

import { usePhone } from "./phone-context";

/** What goes to an agent in words, in characters. */
export const mostReason = 200;

/** The last thing that a supervisor wanted and that was not done; one place on the screen shows it. */
const refusal = createStore<{ readonly problem: Problem | null }>(() => ({ problem: null }));

export function useRefusal(): Problem | null {
  return useStore(refusal, ({ problem }) => problem);
}

export function forgetRefusal(): void {
  refusal.setState({ problem: null });
}

/** Gives a supervisor's commands to the phone. What is refused is kept for `useRefusal`. */
export function useOrderOf(): (command: SupervisionCommand) => void {
  const { supervision } = usePhone();
  return (command) => {
    forgetRefusal();
    supervision
      .do(command)
      .catch((error: unknown) => refusal.setState({ problem: toProblem(error) }));
  };
}
