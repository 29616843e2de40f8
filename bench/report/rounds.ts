function readCount(name: string, usual: number): number {
  const value = Number(process.env[name] ?? usual);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} is no count`);
  return value;
}

/** How often everything is measured: `HAMSA_BENCH_ROUNDS`; a few rounds are a look and no figure. */
export function readRounds(): {
  readonly rounds: number;
  readonly warmUp: number;
  readonly isLook: boolean;
} {
  const rounds = readCount("HAMSA_BENCH_ROUNDS", 15);
  const isLook = rounds < 5;
  return { rounds, warmUp: isLook ? 1 : 2, isLook };
}
