/** Somebody who waits. */
export interface Waiting {
  readonly queue: string;
  readonly enteredMs: number;
}

/** Somebody who is signed on to a queue, not on a break, and free. */
export interface FreeAgent {
  readonly extension: string;
  /** By queue that the agent is signed on to. */
  readonly penalties: Readonly<Record<string, number>>;
  /** When it has last been called from a queue; 0: never. */
  readonly calledMs: number;
}

export interface Offer<Caller extends Waiting> {
  readonly caller: Caller;
  readonly extension: string;
}

function isBefore(a: FreeAgent, b: FreeAgent, queue: string): boolean {
  const difference = (a.penalties[queue] ?? 0) - (b.penalties[queue] ?? 0);
  return difference === 0 ? a.calledMs < b.calledMs : difference < 0;
}

/** Who is offered to whom: the longest-waiting caller first, to the lowest penalty, among equals to the least recently called. */
export function distribute<Caller extends Waiting>(
  callers: readonly Caller[],
  agents: readonly FreeAgent[],
): readonly Offer<Caller>[] {
  let free = agents;
  const offers: Offer<Caller>[] = [];
  for (const caller of callers.toSorted((a, b) => a.enteredMs - b.enteredMs)) {
    const { queue } = caller;
    const able = free.filter(({ penalties }) => Object.hasOwn(penalties, queue));
    const [first, ...others] = able;
    if (first === undefined) continue;
    const best = others.reduce((a, b) => (isBefore(b, a, queue) ? b : a), first);
    offers.push({ caller, extension: best.extension });
    free = free.filter((agent) => agent !== best);
  }
  return offers;
}
