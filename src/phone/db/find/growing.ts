type Numbers = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/** Numbers in a row that becomes longer: as many bytes each as their kind has, and at most twice as much memory. */
export interface Growing<List extends Numbers> {
  /** Longer than what was written. */
  list: List;
  set(at: number, value: number): void;
}

export function growing<List extends Numbers>(make: (length: number) => List): Growing<List> {
  const own: Growing<List> = {
    list: make(1_024),
    set(at, value) {
      if (at >= own.list.length) {
        const longer = make(Math.max(at + 1, own.list.length * 2));
        longer.set(own.list);
        own.list = longer;
      }
      own.list[at] = value;
    },
  };
  return own;
}

export const bytes = (length: number): Uint8Array => new Uint8Array(length);
export const shorts = (length: number): Uint16Array => new Uint16Array(length);
export const integers = (length: number): Uint32Array => new Uint32Array(length);
export const doubles = (length: number): Float64Array => new Float64Array(length);
