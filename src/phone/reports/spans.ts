import type { Range } from "./days";

/** Stretches of time in order, none touching another: what is covered, whichever covers it. */
export function unite(spans: readonly Range[]): readonly Range[] {
  const united: { from: number; to: number }[] = [];
  const inOrder = spans.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from);
  for (const { from, to } of inOrder) {
    const last = united.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else united.push({ from, to });
  }
  return united;
}

/** How long two lists of `unite` cover together, within a range. */
export function overlapMs(ones: readonly Range[], others: readonly Range[], range: Range): number {
  let total = 0;
  let at = beginAt(others, range.from);
  for (let index = beginAt(ones, range.from); index < ones.length; index += 1) {
    const one = ones[index];
    if (one === undefined || one.from >= range.to) break;
    const [from, to] = [Math.max(one.from, range.from), Math.min(one.to, range.to)];
    while (at < others.length && (others[at]?.to ?? 0) <= from) at += 1;
    for (let next = at; next < others.length; next += 1) {
      const other = others[next];
      if (other === undefined || other.from >= to) break;
      total += Math.min(to, other.to) - Math.max(from, other.from);
    }
  }
  return total;
}

/** How long a list of `unite` covers of a range. */
export function coveredMs(spans: readonly Range[], range: Range): number {
  return overlapMs(spans, [range], range);
}

export function covers(spans: readonly Range[], at: number): boolean {
  const span = spans[beginAt(spans, at)];
  return span !== undefined && span.from <= at;
}

/** The first span that ends after a moment. */
function beginAt(spans: readonly Range[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
