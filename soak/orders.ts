/** How long it goes on, and with what luck: from the environment, so that a run can be told again. */
export interface Orders {
  readonly calls: number;
  readonly minutes: number;
  readonly seed: number;
}

function readNumber(name: string, usual: number): number {
  const value = Number(process.env[name] ?? usual);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} is no count`);
  return value;
}

export function readOrders(): Orders {
  return {
    calls: readNumber("HAMSA_SOAK_CALLS", 200),
    minutes: readNumber("HAMSA_SOAK_MINUTES", 20),
    seed: readNumber("HAMSA_SOAK_SEED", 1 + Math.floor(Math.random() * 1_000_000)),
  };
}

/** Random numbers in [0, 1) that a seed brings again (mulberry32, public domain). */
export function createDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<One>(dice: () => number, many: readonly One[]): One {
  const one = many[Math.floor(dice() * many.length)];
  if (one === undefined) throw new Error("there is nothing to pick from");
  return one;
}
