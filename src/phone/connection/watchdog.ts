import type { Stop } from "@/phone/store";

export interface WatchdogOptions {
  /** How long nothing has come from the phone system. */
  readonly quietMs: () => number;
  /** Asks it; rejects when it does not answer. */
  readonly probe: () => Promise<void>;
  readonly dead: (error: unknown) => void;
}

export interface Watchdog {
  /** Looks at once: its own timer may be put off in a hidden page. */
  look(): void;
  readonly stop: Stop;
}

/** Asterisk's keep-alives come every 10 s; whoever sends none is asked so often. */
const mostQuietMs = 12_000;
const lookMs = 5_000;

/**
 * Finds a socket that is dead without having been closed (a router that forgot it, a cable pulled somewhere): nothing
 * comes, and nothing says so. With 8 s for the answer it is found within 25 s.
 */
export function startWatchdog({ quietMs, probe, dead }: WatchdogOptions): Watchdog {
  let isAsking = false;
  const look = async (): Promise<void> => {
    if (isAsking || quietMs() < mostQuietMs) return;
    isAsking = true;
    await probe().catch(dead);
    isAsking = false;
  };
  const timer = setInterval(() => void look(), lookMs);
  return { look: () => void look(), stop: () => clearInterval(timer) };
}
