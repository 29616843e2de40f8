import { readDialogInfo } from "@/phone/dialects/read-dialog-info";
import type { Stop } from "@/phone/store";
import type { Watches } from "@/phone/watches/watches";

export interface SameCallOptions {
  readonly watches: Pick<Watches, "watch">;
  /** The agent talks on: it is to be dialled anew. */
  readonly goesOn: (agent: string) => void;
  readonly isOver: (agent: string) => void;
}

/**
 * Whether an agent still talks, though the call by which they were listened to has ended: at Asterisk 22 it ends with the agent's
 * leg, and an agent who loads the page anew has another one by then.
 */
export interface SameCall {
  look(agent: string): void;
  stop(): void;
}

/** An ended call is told within this (Asterisk 22: 10 to 90 ms), and a new one is hardly answered. */
const lookMs = 600;
/** On a busy computer the phone system's first word may take longer than that. */
const mostMs = 1_500;

export function createSameCall({ watches, goesOn, isOver }: SameCallOptions): SameCall {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopWatching: Stop | null = null;

  function stop(): void {
    clearTimeout(timer);
    stopWatching?.();
    stopWatching = null;
  }

  return {
    look(agent) {
      stop();
      let isBusy: boolean | null = null;
      let isDue = false;
      function decide(): void {
        stop();
        if (isBusy === true) goesOn(agent);
        else isOver(agent);
      }
      stopWatching = watches.watch(agent, "dialog", (body) => {
        isBusy = body === null ? null : readDialogInfo(body).state === "busy";
        if (isDue && isBusy !== null) decide();
      });
      timer = setTimeout(() => {
        isDue = true;
        if (isBusy === null) timer = setTimeout(decide, mostMs - lookMs);
        else decide();
      }, lookMs);
    },
    stop,
  };
}
