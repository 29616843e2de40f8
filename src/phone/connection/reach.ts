import { PhoneError, toProblem } from "@/phone/errors";

import type { Line, Registration } from "./line";
import { spreadMs } from "./reconnect";
import type { Servers } from "./servers";
import type { Wait } from "./wait";

interface Reaching {
  readonly line: Line;
  readonly servers: Servers;
  readonly over: AbortController;
}

/**
 * Registers at the first of these servers that takes us. Rejects with what the last of them said, or the first of whom
 * `mayGoOn` says that asking others is no use.
 */
export async function reach(
  { line, servers, over }: Reaching,
  candidates: readonly string[],
  mayGoOn: (error: unknown, server: string) => boolean,
): Promise<Registration> {
  let failure: unknown = new PhoneError("serverUnreachable");
  for (const server of candidates) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await line.connect(server);
      over.signal.throwIfAborted();
      // oxlint-disable-next-line no-await-in-loop
      const registration = await line.register();
      servers.use(server);
      return registration;
    } catch (error) {
      failure = error;
      servers.refused(server, toProblem(error));
      if (over.signal.aborted || !mayGoOn(error, server)) break;
    }
  }
  throw failure;
}

/** Waits for so long, or until a server that asked to be left alone may be asked again; `null`: it is our turn. */
export function waitForTurn(
  { servers, line, wait }: Omit<Reaching, "over"> & { readonly wait: Wait },
  delayMs: number,
  told: (waitMs: number) => void,
): Promise<void> | null {
  const isTied = line.isTied();
  const aloneMs = servers.waitMs(isTied);
  const waitMs = aloneMs > 0 ? spreadMs(aloneMs, Math.random()) : delayMs;
  if (waitMs <= 0) return null;
  told(waitMs);
  return wait
    .begin(waitMs, () => line.isTied() !== isTied)
    .then((end) =>
      end === "aborted" ? undefined : (waitForTurn({ servers, line, wait }, 0, told) ?? undefined),
    );
}
