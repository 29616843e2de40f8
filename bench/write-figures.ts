import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

/** Figures of one benchmark as JSON, for whoever draws or compares them: `.cache/bench/<name>.json`. */
export function writeFigures(name: string, figures: object): void {
  mkdirSync(".cache/bench", { recursive: true });
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? "" };
  const at = new Date().toISOString();
  writeFileSync(`.cache/bench/${name}.json`, JSON.stringify({ at, machine, figures }, null, 2));
}

export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export function spreadOf(timesMs: readonly number[]): Spread {
  const sorted = timesMs.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    Math.round(10 * (sorted[Math.ceil(share * sorted.length) - 1] ?? 0)) / 10;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** A table in text, its columns as wide as what stands in them. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const lineOf = (row: readonly string[]): string =>
    row.map((cell, at) => cell[at === 0 ? "padEnd" : "padStart"](widths[at] ?? 0)).join("  ");
  return `${rows.map(lineOf).join("\n")}\n`;
}
