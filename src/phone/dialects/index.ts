import type { Dialect, DialectName } from "./dialect";
import { embedded } from "./embedded";
import { generic } from "./generic";

const dialects: Readonly<Record<DialectName, Dialect>> = { embedded, generic };

const signatures: readonly (readonly [RegExp, DialectName])[] = [[/^Hamsa-Switch\b/i, "embedded"]];

/**
 * The dialect of a phone system: the configured one, or with `"auto"` the one its `Server`/`User-Agent` header
 * gives away; `generic` when nothing is known.
 */
export function chooseDialect(configured: DialectName | "auto", pbx: string | null): Dialect {
  if (configured !== "auto") return dialects[configured];
  const match = signatures.find(([pattern]) => pbx !== null && pattern.test(pbx));
  return dialects[match?.[1] ?? "generic"];
}
