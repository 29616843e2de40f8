import type { ReadonlyStore } from "@/phone/store";

import type { Controls, Order, SharedPart, SharedStates } from "./controls";

type CommandOf<Part> =
  Extract<Order, { readonly part: Part }> extends { readonly command: infer Command }
    ? Command
    : never;

/** A part of the phone, wherever it is, whose commands have no outcome to wait for. */
export function partOf<Part extends SharedPart & Order["part"]>(
  { stores, do: perform }: Pick<Controls, "stores" | "do">,
  part: Part,
): {
  readonly store: ReadonlyStore<SharedStates[Part]>;
  do(command: CommandOf<Part>): void;
} {
  return {
    store: stores[part],
    do: (command) => void perform({ part, command } as unknown as Order),
  };
}
