import type { Entry } from "./row-set";

/** So many rows between two looks at the clock, and so long without giving the page a turn. */
const stretch = 2_000;
const mostMs = 8;

/** The first rows that pass, in order; in slices, so that a page does not stand still for it. */
export async function lookThrough<Row>(
  ordered: readonly Readonly<Entry<Row>>[],
  passes: (row: Row) => boolean,
  limit: number,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  let since = performance.now();
  for (let at = 0; at < ordered.length && found.length < limit; at += 1) {
    const entry = ordered[at];
    if (entry !== undefined && passes(entry.row)) found.push(entry.row);
    if (at % stretch === 0 && performance.now() - since > mostMs) {
      await turn();
      since = performance.now();
    }
  }
  return found;
}

/** Not by a timer: a hidden page has one a second. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
