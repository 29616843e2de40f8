import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

import type { Growth } from "../../soak/growth";
import { readRounds } from "./rounds";

/** Every single measurement of one thing by one page. */
export interface Row {
  /** `call-to-invite`, as the table of docs/performance.md knows it. */
  readonly path: string;
  /** Whose: "Hamsa", or the other one that it stands beside. */
  readonly of: string;
  readonly unit: string;
  readonly values: readonly number[];
  /** A straight line through the values, where that is what they are for. */
  readonly growth?: Growth;
}

/** What one benchmark has measured on one phone system. */
export interface Figures {
  readonly name: string;
  readonly system: "embedded" | "asterisk";
  readonly machine: string;
  readonly rows: readonly Row[];
}

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const looks = fileURLToPath(new URL("../../.cache/bench/", import.meta.url));

/** Where figures go: into the docs, or elsewhere if they are only a look. */
export const figuresFolder = (): string => (readRounds().isLook ? looks : `${docs}performance/`);

/** The page that has the table, where these figures belong into it. */
export const pageOfFigures = (): string | null =>
  readRounds().isLook ? null : `${docs}performance.md`;

export function describeMachine(browserVersion: string): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const cores = `${cpus().length} cores of ${first?.model.trim() ?? "an unknown kind"}`;
  return `${cores}, ${gigabytes} GB, Chromium ${browserVersion}, Node ${process.versions.node}`;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** One measurement a line would be thousands of lines. */
function write({ rows, ...head }: Figures): string {
  const lines = rows.map(({ values, ...row }) =>
    JSON.stringify({ ...row, values: values.map(rounded) }),
  );
  const start = JSON.stringify(head).slice(0, -1);
  return `${start},"rows":[\n${lines.join(",\n")}\n]}\n`;
}

export function saveFigures(figures: Figures): void {
  mkdirSync(figuresFolder(), { recursive: true });
  writeFileSync(`${figuresFolder()}${figures.name}-${figures.system}.json`, write(figures));
}

export function readFigures(name: string, system: Figures["system"]): Figures | null {
  try {
    return JSON.parse(readFileSync(`${figuresFolder()}${name}-${system}.json`, "utf8")) as Figures;
  } catch {
    return null;
  }
}
