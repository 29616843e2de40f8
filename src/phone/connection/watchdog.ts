export interface WatchdogOptions {
  /** How long nothing has come from the phone system. */
  readonly quietMs: () => number;
  /** Asks it; rejects when it does not answer. */
  readonly probe: () => Promise<void>;
  readonly dead: (error: unknown) => void;
}

/** Asterisk's keep-alives come every 10 s; whoever sends none is asked so often. */
const mostQuietMs = 12_000;

/**
 * Finds a socket that is dead without having been closed (a router that forgot it, a cable pulled somewhere): nothing
 * comes, and nothing says so. Gives what is to be done each second. With 8 s for the answer it is found within 25 s.
 */
export function createWatchdog({ quietMs, probe, dead }: WatchdogOptions): () => void {
  let isAsking = false;
  const ask = async (): Promise<void> => {
    isAsking = true;
    await probe().catch(dead);
    isAsking = false;
  };
  return () => {
    if (!isAsking && quietMs() >= mostQuietMs) void ask();
  };
}
