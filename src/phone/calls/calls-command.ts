import type { CallId } from "./call";
import type { CallCommand } from "./events";
import type { MoveCommand } from "./moves";

/** Data, so that another tab can send it. `target` was cleaned by `readTarget`. */
export type CallsCommand =
  | { readonly type: "dial"; readonly target: string }
  | { readonly type: "dismiss"; readonly id: CallId }
  | { readonly type: "hangUpAll" }
  | MoveCommand
  | (CallCommand & { readonly id: CallId });

/** Whether it would take the agent away from an emergency call. */
export function takesAway({ type }: CallsCommand): boolean {
  return ["answer", "resume", "consult", "fetch", "pickUp", "merge"].includes(type);
}
