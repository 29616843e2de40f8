import { type Figures, readFigures, type Row } from "./figures";
import { describeGrowth } from "./print-rows";
import { spreadOf } from "./spread";

/** A row of the table in docs/performance.md. */
interface Bar {
  readonly path: string;
  readonly bar: string;
  /** What was measured on a phone system, in words; `null`: nothing yet. */
  readonly measured: (system: Figures["system"]) => string | null;
}

type Find = (of: string) => Row | null;

function finder(name: string, path: string, system: Figures["system"]): Find {
  const rows = readFigures(name, system)?.rows ?? [];
  return (of) => rows.find((row) => row.path === path && row.of === of) ?? null;
}

const medianOf = (row: Row | null): number | null => spreadOf(row?.values ?? [])?.median ?? null;

/** Short times with a decimal, long ones without. */
function amount(value: number, unit: string): string {
  if (unit === "ms" && value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return `${value.toFixed(Math.abs(value) < 100 ? 1 : 0)} ${unit}`;
}

function own(name: string, path: string): Bar["measured"] {
  return (system) => {
    const row = finder(name, path, system)("Hamsa");
    const median = medianOf(row);
    return row === null || median === null ? null : amount(median, row.unit);
  };
}

/** Ours as a multiple of others', and what that is in figures. */
function beside(name: string, path: string, others: readonly string[]): Bar["measured"] {
  return (system) => {
    const find = finder(name, path, system);
    const row = find("Hamsa");
    const median = medianOf(row);
    if (row === null || median === null) return null;
    const ratios: string[] = [];
    const figures: string[] = [];
    for (const other of others) {
      const theirs = medianOf(find(other));
      if (theirs === null) continue;
      ratios.push(`${(median / theirs).toFixed(2)} × ${other}`);
      figures.push(amount(theirs, row.unit));
    }
    if (ratios.length === 0) return null;
    return `${ratios.join(", ")} (${[amount(median, row.unit), ...figures].join("; ")})`;
  };
}

/** What 19 of 20 are faster than, ours and others'. */
function slowest(name: string, path: string, others: readonly string[]): Bar["measured"] {
  return (system) => {
    const find = finder(name, path, system);
    const cells = ["Hamsa", ...others].flatMap((of) => {
      const row = find(of);
      const p95 = spreadOf(row?.values ?? [])?.p95;
      if (row === null || p95 === undefined) return [];
      return [of === "Hamsa" ? amount(p95, row.unit) : `${of} ${amount(p95, row.unit)}`];
    });
    return cells.length === 0 ? null : cells.join("; ");
  };
}

/** The same by how much is stored. */
function byAmount(path: string): Bar["measured"] {
  return (system) => {
    const rows = readFigures("caller-card", system)?.rows ?? [];
    const cells = rows.flatMap((row) => {
      const median = row.path === path ? medianOf(row) : null;
      return median === null ? [] : [`${amount(median, row.unit)} with ${row.of}`];
    });
    return cells.length === 0 ? null : cells.join("; ");
  };
}

function growing(path: string): Bar["measured"] {
  return (system) => {
    const row = finder("growth", path, system)("Hamsa");
    return row?.growth === undefined ? null : `${describeGrowth(row.growth)} ${row.unit}`;
  };
}

/** A phone system has no part in it: it is measured once. */
function once(measured: Bar["measured"]): Bar["measured"] {
  return (system) => (system === "embedded" ? measured(system) : "");
}

const defaults = ["SIP.js", "JsSIP"];
const tuned = ["tuned SIP.js", "tuned JsSIP"];

/** The paths of an agent's day, and what they may cost. */
export const bars: readonly Bar[] = [
  {
    path: "Call → INVITE on the wire",
    bar: "5 ms",
    measured: own("calls", "call-to-invite"),
  },
  {
    path: "Call → first sound of an echo",
    bar: "0.35 × SIP.js and JsSIP",
    measured: beside("calls", "call-to-sound", defaults),
  },
  {
    path: "the same beside both at their best",
    bar: "",
    measured: beside("calls", "call-to-sound", tuned),
  },
  {
    path: "the same beside the floor",
    bar: "",
    measured: beside("calls", "call-to-sound", ["the floor"]),
  },
  {
    path: "Answer → 200 on the wire, direct call",
    bar: "5 ms",
    measured: own("calls", "answer-direct-to-ok"),
  },
  {
    path: "Answer → 200 on the wire, call from a queue",
    bar: "5 ms",
    measured: own("calls", "answer-queue-to-ok"),
  },
  {
    path: "Answer → first sound, direct call",
    bar: "0.35 × SIP.js and JsSIP",
    measured: beside("calls", "answer-direct-to-sound", defaults),
  },
  {
    path: "the same beside both at their best",
    bar: "",
    measured: beside("calls", "answer-direct-to-sound", tuned),
  },
  {
    path: "Answer → first sound, call from a queue",
    bar: "0.35 × SIP.js and JsSIP",
    measured: beside("calls", "answer-queue-to-sound", defaults),
  },
  {
    path: "the same beside both at their best",
    bar: "",
    measured: beside("calls", "answer-queue-to-sound", tuned),
  },
  {
    path: "Call → first sound, STUN server silent and TURN server out of reach",
    bar: "1.2 × without them",
    measured: beside("stun", "silent-stun-call-to-sound", ["Hamsa without them"]),
  },
  {
    path: "the same beside SIP.js and JsSIP",
    bar: "",
    measured: beside("stun", "silent-stun-call-to-sound", defaults),
  },
  {
    path: "open → registered, empty cache",
    bar: "2.5 × a page that only registers",
    measured: beside("open", "open-empty", ["SIP.js"]),
  },
  {
    path: "open → registered, second visit",
    bar: "1.5 × a page that only registers",
    measured: beside("open", "open-again", ["SIP.js"]),
  },
  {
    path: "main thread, 60 s of a call",
    bar: "2 × SIP.js",
    measured: beside("one-call", "main-thread", ["SIP.js"]),
  },
  { path: "INVITE → ringing card", bar: "", measured: once(byAmount("ring-to-card")) },
  { path: "INVITE → the caller's name", bar: "30 ms", measured: once(byAmount("ring-to-name")) },
  {
    path: "key → results of two words, contacts, p95",
    bar: "50 ms",
    measured: once(slowest("find", "find-contacts", ["plain Dexie"])),
  },
  {
    path: "key → results of two words, history, p95",
    bar: "50 ms",
    measured: once(slowest("find", "find-history", ["plain Dexie"])),
  },
  { path: "import of a CSV file", bar: "", measured: once(own("people", "import-rows")) },
  {
    path: "longest gap between frames meanwhile",
    bar: "",
    measured: once(own("people", "import-longest-gap")),
  },
  { path: "growth of the heap", bar: "0 within its interval", measured: growing("growth-heap") },
  { path: "growth of DOM nodes", bar: "0", measured: growing("growth-nodes") },
  { path: "growth of listeners", bar: "0", measured: growing("growth-listeners") },
];
