/** Which rows: one bit each. */
export type Bits = Uint32Array;

export function bitsFor(count: number): Bits {
  return new Uint32Array((count + 31) >>> 5);
}

export function hasBit(bits: Bits, at: number): boolean {
  return (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
}

export function setBit(bits: Bits, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

/** Leaves in the first what is in both. */
export function keepCommon(bits: Bits, others: Bits): void {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) & (others[at] ?? 0);
}

/** Those that are set, the lowest first; up to `most` of them. */
export function listBits(bits: Bits, most: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < bits.length && found.length < most; at += 1) {
    for (let word = bits[at] ?? 0; word !== 0; word &= word - 1) {
      found.push(at * 32 + 31 - Math.clz32(word & -word));
    }
  }
  return found;
}
