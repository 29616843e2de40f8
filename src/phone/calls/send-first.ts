import type { Call } from "./call";
import type { Effect } from "./events";

/**
 * What a press puts on the wire goes before what it changes on the screen: drawing takes ten milliseconds. So does the
 * question who it is: its answer is drawn with the call if it comes soon, and would come after all that a new call writes.
 * Facts that come of it in the same turn are told once the call is in the store.
 */
export interface SendFirst {
  /** Performs what is urgent, and gives what is left to be performed. */
  send(call: Call, effects: readonly Effect[]): readonly Effect[];
  /** Whether it is being sent, so that `tell` is kept until `tellHeld`. */
  holds(tell: () => void): boolean;
  tellHeld(): void;
}

const isUrgent = (effect: Effect): boolean => ["invite", "accept", "identify"].includes(effect.do);

export function createSendFirst(perform: (call: Call, effect: Effect) => void): SendFirst {
  const held: (() => void)[] = [];
  let isSending = false;
  return {
    send(call, effects) {
      isSending = true;
      for (const effect of effects) if (isUrgent(effect)) perform(call, effect);
      isSending = false;
      return effects.filter((effect) => !isUrgent(effect));
    },
    holds(tell) {
      if (isSending) held.push(tell);
      return isSending;
    },
    tellHeld() {
      for (const tell of held.splice(0)) tell();
    },
  };
}
