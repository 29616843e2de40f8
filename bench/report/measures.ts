import { expect } from "@playwright/test";

import { fitGrowth } from "../../soak/growth";
import { describeMachine, type Figures, type Row, saveFigures } from "./figures";
import { printRows } from "./print-rows";
import { publish } from "./publish";

/** Gathers measurements of one benchmark; `end` prints and saves them. */
export interface Measures {
  /** Nothing is kept while it is true. */
  isWarmUp: boolean;
  /** From one moment to another, in milliseconds; what did not happen is not counted. */
  add(path: string, of: string, from: number | null, to: number | null): void;
  addValue(path: string, of: string, unit: string, value: number): void;
  /** Values that should not grow, each with its place on the way. */
  addGrowth(path: string, unit: string, points: readonly (readonly [number, number])[]): void;
  end(): void;
}

type MutableRow = Row & { readonly values: number[] };

export function createMeasures(
  name: string,
  system: Figures["system"],
  browserVersion: string,
): Measures {
  const rows: MutableRow[] = [];

  function rowOf(path: string, of: string, unit: string): { readonly values: number[] } {
    const found = rows.find((row) => row.path === path && row.of === of);
    if (found !== undefined) return found;
    const row = { path, of, unit, values: [] };
    rows.push(row);
    return row;
  }

  const measures: Measures = {
    isWarmUp: false,
    add(path, of, from, to) {
      const { values } = rowOf(path, of, "ms");
      if (from === null || to === null) {
        process.stdout.write(`  ${of}: ${path} did not happen\n`);
        return;
      }
      if (!measures.isWarmUp) values.push(to - from);
    },
    addValue(path, of, unit, value) {
      const { values } = rowOf(path, of, unit);
      if (!measures.isWarmUp) values.push(value);
    },
    addGrowth(path, unit, points) {
      const growth = fitGrowth(points);
      const values = points.map(([, value]) => value);
      rows.push({ path, of: "Hamsa", unit, values, ...(growth === null ? {} : { growth }) });
    },
    end() {
      printRows(`${name} on ${system}`, rows);
      saveFigures({ name, system, machine: describeMachine(browserVersion), rows });
      publish();
      // Slow is no failure; what does not work at all is.
      for (const { path, of, values } of rows) {
        expect(values.length, `${of}: ${path}`).toBeGreaterThan(0);
      }
    },
  };
  return measures;
}
