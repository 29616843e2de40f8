import type { Result, Verdict } from "./trial";

const whatWidth = 38;
const verdictWidth = 11;

const signs: Readonly<Record<Verdict, string>> = {
  can: "can",
  cannot: "CANNOT",
  "not tried": "not tried",
};

export function resultLine({ what, verdict, detail }: Result): string {
  return `${what.padEnd(whatWidth)}${signs[verdict].padEnd(verdictWidth)}${detail}`.trimEnd();
}

/** What `config.json` should say, where it differs from what is usual for this kind of phone system. */
function featuresOf(results: readonly Result[]): Readonly<Record<string, false>> {
  const failed = results.filter(({ feature, verdict }) => feature && verdict === "cannot");
  return Object.fromEntries(failed.map(({ feature }) => [feature, false]));
}

/** The lines after the table. */
export function summary(results: readonly Result[], dialect: string): readonly string[] {
  const count = (verdict: Verdict): number =>
    results.filter((result) => result.verdict === verdict).length;
  const features = featuresOf(results);
  const advice =
    Object.keys(features).length === 0
      ? ["Nothing has to be switched off in config.json."]
      : [
          "To hide what cannot be done, config.json says:",
          `  "dialect": "${dialect}", "features": ${JSON.stringify(features)}`,
        ];
  return [
    `${count("can")} can, ${count("cannot")} cannot, ${count("not tried")} not tried (dialect ${dialect})`,
    ...advice,
  ];
}
