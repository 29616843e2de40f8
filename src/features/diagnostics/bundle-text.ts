import type { Section } from "@/phone/diagnostics/diagnostics";
import type { Entry, Facts } from "@/phone/diagnostics/entry";
import { type Arrow, buildLadder, countTrace, type Rung } from "@/phone/diagnostics/ladder";

import { calendarDay, clock, span, utcOffset } from "./clock";
import { factsText } from "./facts-text";

export interface Bundle {
  readonly entries: readonly Entry[];
  readonly isKept: boolean;
  readonly sections: readonly Section[];
  readonly writtenAt: number;
}

const laneWidth = 34;

/**
 * Everything in one text that any editor opens. In English whatever the language of the screen: it is for whoever runs
 * the phone system.
 */
export function writeBundle({ entries, isKept, sections, writtenAt }: Bundle): string {
  const rungs = buildLadder(entries, null, writtenAt);
  const arrows = rungs.filter((rung) => rung.kind === "arrow");
  const statistics = { ...countTrace(entries, writtenAt) };
  const oldest = entries[0]?.at ?? writtenAt;
  return [
    "Hamsa diagnostics",
    `Written ${moment(writtenAt)} (UTC${utcOffset(writtenAt)}); all times are of that zone.`,
    `Recorded since ${moment(oldest)}${isKept ? "" : ", on this page only: the browser keeps nothing"}.`,
    "",
    "There are no telephone numbers, names, passwords, keys or addresses of computers in this file. What stands for them:",
    "  me           the extension that is signed in",
    "  n-bcdfgh     a number; the same number is always the same six letters",
    "  +n-bcdfgh    a number with a country code",
    "  u-bcdfgh     a user with letters in it",
    "  [private]    an address, by its kind; [host-bcdfgh] a name of a host that is not the phone system's",
    '  c- t- b- k-  Call-ID, tag, branch, call of the phone; "begins with" finds a Call-ID in a log',
    "  …            removed",
    "",
    ...sections.flatMap(({ name, facts }) => [heading(name), ...listFacts(facts), ""]),
    heading("statistics"),
    ...listFacts(statistics),
    "",
    heading("ladder"),
    `${"".padEnd(32)}this phone${"phone system".padStart(laneWidth - 8)}`,
    ...rungs.map(rungLine),
    "",
    heading("events"),
    ...entries.flatMap((entry) =>
      entry.kind === "sip"
        ? []
        : [
            `${moment(entry.at)}  ${entry.kind.padEnd(10)} ${entry.what}  ${factsText(entry.facts)}`,
          ],
    ),
    "",
    heading("messages"),
    ...arrows.flatMap(messageLines),
  ].join("\n");
}

function moment(at: number): string {
  return `${calendarDay(at)} ${clock(at)}`;
}

function heading(name: string): string {
  return `== ${name} ${"=".repeat(Math.max(4, 60 - name.length))}`;
}

function listFacts(facts: Facts): readonly string[] {
  return Object.entries(facts).map(([name, value]) => `  ${name.padEnd(20)} ${value ?? "-"}`);
}

/** Messages are numbered by their place in the whole. */
const numberOf = ({ key }: Rung): string => `#${key + 1}`;

function rungLine(rung: Rung): string {
  if (rung.kind === "divider") {
    const { kind, what, at, facts } = rung.entry;
    return `${clock(at)}            -- ${kind} ${what} ${factsText(facts)}`.trimEnd();
  }
  const { entry, deltaMs, isRepeated, isUnanswered } = rung;
  const marks = [isRepeated ? "REPEATED" : "", isUnanswered ? "NO ANSWER" : ""].join(" ").trim();
  const call = entry.call === "" ? "" : ` ${entry.call}`;
  return `${clock(entry.at)} ${span(deltaMs).padStart(10)}  ${numberOf(rung).padStart(6)} |${lane(rung)}|${call} ${marks}`.trimEnd();
}

function lane({ entry }: Arrow): string {
  const label = ` ${entry.label} `;
  const left = Math.max(1, Math.floor((laneWidth - 1 - label.length) / 2));
  const right = Math.max(1, laneWidth - 1 - left - label.length);
  const line = `${"-".repeat(left)}${label}${"-".repeat(right)}`;
  return entry.direction === "sent" ? `${line}>` : `<${line}`;
}

function messageLines(arrow: Arrow): readonly string[] {
  const { at, direction, text } = arrow.entry;
  return [
    `${numberOf(arrow)} ${moment(at)} ${direction}`,
    ...text.split("\n").map((line) => `  ${line}`),
    "",
  ];
}
