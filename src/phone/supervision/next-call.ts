import { readDialogInfo } from "@/phone/dialects/read-dialog-info";
import type { Stop } from "@/phone/store";
import type { Watches } from "@/phone/watches/watches";

export interface NextCallOptions {
  readonly watches: Pick<Watches, "watch">;
  /** The agent talks: to be dialled now. */
  readonly due: () => void;
}

/** Waits for the moment when an agent talks (RFC 4235). */
export interface NextCall {
  /** `notBeforeMs`: what their phone says of now may still be the call before. */
  waitFor(agent: string, notBeforeMs?: number): void;
  stop(): void;
}

export function createNextCall({ watches, due }: NextCallOptions): NextCall {
  let stopWatching: Stop | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = 0;
  let isBusy = false;

  function stop(): void {
    clearTimeout(timer);
    stopWatching?.();
    stopWatching = null;
    isBusy = false;
  }

  function hear(body: string | null): void {
    const talks = body !== null && readDialogInfo(body).state === "busy";
    if (talks === isBusy) return;
    isBusy = talks;
    clearTimeout(timer);
    if (talks) timer = setTimeout(due, waitMs);
    // Whatever comes after silence is another call.
    else if (body !== null) waitMs = 0;
  }

  return {
    waitFor(agent, notBeforeMs = 0) {
      stop();
      waitMs = notBeforeMs;
      stopWatching = watches.watch(agent, "dialog", hear);
    },
    stop,
  };
}
