import type { AudioPeer } from "./audio-peer";

/** What werift has for itself of the checks. */
interface Checks {
  /** Begins the next check; whether it is to be asked again. */
  schedulingChecks(): boolean;
  readonly checkList: readonly unknown[];
  readonly nominated?: unknown;
  readonly state: string;
}

/** As werift. */
const paceMs = 20;

/**
 * werift 0.24.4 begins a check, sleeps for 20 ms, and only then looks whether one was answered meanwhile: its DTLS begins up to
 * that much late. So the checks go out at a pace of their own, and what is waited for is the answer.
 */
export function giveOwnPace({ transport }: AudioPeer): void {
  const ice = transport.iceTransport.connection as unknown as Checks;
  const beginNext = ice.schedulingChecks.bind(ice);
  let timer: ReturnType<typeof setTimeout> | undefined;
  function go(): void {
    if (ice.nominated !== undefined || ice.state === "closed" || !beginNext()) return;
    timer = setTimeout(go, paceMs);
  }
  ice.schedulingChecks = () => {
    // Nobody is known yet who could be asked: werift looks again by itself.
    if (ice.checkList.length === 0) return beginNext();
    clearTimeout(timer);
    go();
    return false;
  };
}
