import { createAsker, toStorageError } from "@/phone/ask-again";
import type { PhoneError } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import type { Workshop } from "./workshop";

/** Asks at once and after each change, one question at a time: what has changed meanwhile is asked for once. */
export function followRows<Row extends { readonly id: string }, Answer>(
  { rows }: Workshop<Row>,
  ask: () => Promise<Answer>,
  listener: (answer: Answer) => void,
  failed: (error: PhoneError) => void,
): Stop {
  const asker = createAsker({ ask, listener, failed });
  let isOver = false;
  let stop: Stop = () => undefined;
  rows().then(
    (set) => {
      if (!isOver) stop = set.watch(asker.again);
    },
    (error: unknown) => (isOver ? undefined : failed(toStorageError(error))),
  );
  return () => {
    isOver = true;
    asker.stop();
    stop();
  };
}
