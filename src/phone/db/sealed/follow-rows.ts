import { PhoneError } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import type { Workshop } from "./workshop";

/** Asks at once and after each change, one question at a time: what has changed meanwhile is asked for once. */
export function followRows<Row extends { readonly id: string }, Answer>(
  { rows }: Workshop<Row>,
  ask: () => Promise<Answer>,
  listener: (answer: Answer) => void,
  failed: (error: PhoneError) => void,
): Stop {
  let isOver = false;
  let isAsking = false;
  let isWanted = false;
  let stop: Stop = () => undefined;

  async function answer(): Promise<void> {
    isWanted = true;
    if (isAsking) return;
    isAsking = true;
    isWanted = false;
    const found = await ask();
    isAsking = false;
    if (isOver) return;
    listener(found);
    if (isWanted) await answer();
  }

  rows().then(
    (set) => {
      if (!isOver) stop = set.watch(() => void answer());
    },
    (error: unknown) => {
      if (!isOver) failed(error instanceof PhoneError ? error : new PhoneError("storageBlocked"));
    },
  );
  return () => {
    isOver = true;
    stop();
  };
}
