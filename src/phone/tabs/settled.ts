import type { Phone } from "@/phone/phone";

/** Until a phone shows as many calls as were shown before, and whether somebody is signed in. */
export function settled(
  { connection, calls }: Pick<Phone, "connection" | "calls">,
  shown: number,
  settleMs: number,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const isAwake = connection.store.getState().phase !== "starting";
      if (isAwake && calls.store.getState().order.length >= shown) done();
    };
    const done = (): void => {
      clearTimeout(limit);
      for (const stop of stops) stop();
      resolve();
    };
    const limit = setTimeout(done, settleMs);
    const stops = [connection.store.subscribe(look), calls.store.subscribe(look)];
    look();
  });
}
