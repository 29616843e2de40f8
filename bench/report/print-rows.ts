import type { Growth } from "../../soak/growth";
import type { Row } from "./figures";
import { spreadOf } from "./spread";

const number = (value: number): string =>
  Math.abs(value) >= 10_000 ? `${(value / 1000).toFixed(1)}k` : value.toFixed(1);

/** With half of its 95 % interval. */
export function describeGrowth({ slope, plusMinus }: Growth): string {
  return `${slope.toFixed(2)} ± ${plusMinus.toFixed(2)}`;
}

/** As a table: median, spread, and the ratio of ours to each other one. */
export function printRows(title: string, rows: readonly Row[]): void {
  const lines = [`\n${title}`];
  for (const path of new Set(rows.map((row) => row.path))) {
    const ofPath = rows.filter((row) => row.path === path);
    const ours = spreadOf(ofPath.find(({ of }) => of === "Hamsa")?.values ?? []);
    lines.push(`  ${path} (${ofPath[0]?.unit ?? ""})`);
    for (const { of, values, growth } of ofPath) {
      if (growth !== undefined) {
        lines.push(`    ${of.padEnd(26)} ${describeGrowth(growth)} (${values.length} samples)`);
        continue;
      }
      const spread = spreadOf(values);
      if (spread === null) {
        lines.push(`    ${of.padEnd(26)} nothing measured`);
        continue;
      }
      const { median, p25, p75, max, count } = spread;
      const ratio =
        ours === null || of === "Hamsa" ? "" : `   Hamsa is ${(ours.median / median).toFixed(2)} x`;
      const cells = [median, p25, p75, max].map((value) => number(value).padStart(8));
      const [middle, low, high, most] = cells;
      lines.push(
        `    ${of.padEnd(26)} ${middle}   p25 ${low}   p75 ${high}   max ${most}   n ${count}${ratio}`,
      );
    }
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}
