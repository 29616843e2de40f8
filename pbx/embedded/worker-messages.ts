import type { SwitchControl } from "./control";
import type { SwitchOptions } from "./options";

// What the switch's thread and its host say to each other.

export type ControlMethod = Exclude<keyof SwitchControl, "port">;

export interface WorkerStart {
  readonly options: Partial<SwitchOptions>;
}

/** `given` are the arguments of the method, in order. */
export interface ControlRequest {
  readonly id: number;
  readonly method: ControlMethod;
  readonly given: readonly unknown[];
}

export type WorkerMessage =
  | { readonly type: "ready"; readonly port: number }
  | { readonly type: "failed"; readonly reason: string }
  | { readonly type: "result"; readonly id: number; readonly value: unknown }
  | { readonly type: "error"; readonly id: number; readonly reason: string };
