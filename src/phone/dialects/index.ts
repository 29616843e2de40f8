import { asterisk } from "./asterisk";
import type { Dialect, DialectName } from "./dialect";
import { embedded } from "./embedded";
import { freeswitch } from "./freeswitch";
import { generic } from "./generic";
import { kamailio } from "./kamailio";

const dialects: Readonly<Record<DialectName, Dialect>> = {
  embedded,
  asterisk,
  freeswitch,
  kamailio,
  generic,
};

/** FreePBX calls itself `FPBX-` and its version. */
const signatures: readonly (readonly [RegExp, DialectName])[] = [
  [/^Hamsa-Switch\b/i, "embedded"],
  [/^(?:Asterisk|FPBX)\b/i, "asterisk"],
  [/^FreeSWITCH\b/i, "freeswitch"],
  [/^Kamailio\b/i, "kamailio"],
];

/**
 * The dialect of a phone system: the configured one, or with `"auto"` the one its `Server`/`User-Agent` header
 * gives away; `generic` when nothing is known.
 */
export function chooseDialect(configured: DialectName | "auto", pbx: string | null): Dialect {
  if (configured !== "auto") return dialects[configured];
  const match = signatures.find(([pattern]) => pbx !== null && pattern.test(pbx));
  return dialects[match?.[1] ?? "generic"];
}
