import { readFileSync, writeFileSync } from "node:fs";

import { bars } from "./bars";
import { drawSpreads } from "./draw-spreads";
import { type Figures, figuresFolder, pageOfFigures, readFigures } from "./figures";

const systems = ["embedded", "asterisk"] as const;

const begin = "<!-- figures: written by npm run bench -->";
const end = "<!-- figures: end -->";

/** Benchmarks of which there is a plot; times from 50 ms to 40 s want a logarithmic one. */
const plots = [
  { name: "calls", title: "From the press to the wire and to the first sound", isLog: false },
  {
    name: "stun",
    title: "A silent STUN server, a TURN server out of reach",
    isLog: true,
  },
] as const;

const pathWords: Readonly<Record<string, string>> = {
  "call-to-invite": "Call → INVITE",
  "call-to-sound": "Call → first sound",
  "answer-direct-to-ok": "Answer → 200, direct call",
  "answer-direct-to-sound": "Answer → first sound, direct call",
  "answer-queue-to-ok": "Answer → 200, call from a queue",
  "answer-queue-to-sound": "Answer → first sound, call from a queue",
  "silent-stun-call-to-invite": "Call → INVITE",
  "silent-stun-call-to-sound": "Call → first sound",
};

const systemWords: Readonly<Record<Figures["system"], string>> = {
  embedded: "the embedded switch",
  asterisk: "Asterisk",
};

const names = "calls stun one-call growth open caller-card find people".split(" ");

/** How often ours was measured: what is written here has to say so itself. */
function countOf({ name, system, rows }: Figures): string {
  const ours = rows.filter(({ of }) => of === "Hamsa");
  const counts = (ours.length > 0 ? ours : rows).map(({ values }) => values.length);
  return `${name} on ${systemWords[system]} ${Math.min(...counts)}`;
}

function table(): string {
  const lines = bars.map(({ path, bar, measured }) => {
    const cells = systems.map((system) => measured(system) ?? "—");
    return `| ${[path, bar, ...cells].join(" | ")} |`.replaceAll("|  |", "| |");
  });
  const all = names.flatMap((name) => systems.flatMap((system) => readFigures(name, system) ?? []));
  const machines = new Set(all.map(({ machine }) => machine));
  return [
    begin,
    "",
    "| | At most | On the embedded switch | On Asterisk |",
    "| --- | --- | --- | --- |",
    ...lines,
    "",
    `Medians of so many: ${all.map(countOf).join(", ")}. The machine: ${[...machines].join("; ")}.`,
    "",
    end,
  ].join("\n");
}

/** The table and the plots, from all figures that there are. */
export function publish(): void {
  for (const { name, title, isLog } of plots) {
    for (const system of systems) {
      const figures = readFigures(name, system);
      if (figures === null) continue;
      const groups = [...new Set(figures.rows.map(({ path }) => path))].map((path) => ({
        title: pathWords[path] ?? path,
        rows: figures.rows.filter((row) => row.path === path),
      }));
      const svg = drawSpreads({ title: `${title}, on ${systemWords[system]}`, groups, isLog });
      writeFileSync(`${figuresFolder()}${name}-${system}.svg`, svg);
    }
  }
  const page = pageOfFigures();
  if (page === null) return;
  const text = readFileSync(page, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${page} has no place for the table`);
  writeFileSync(page, text.slice(0, from) + table() + text.slice(to + end.length));
}
