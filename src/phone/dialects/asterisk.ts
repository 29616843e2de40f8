import type { Dialect } from "./dialect";
import { generic } from "./generic";

/** Asterisk 20 or newer with `chan_pjsip`, FreePBX too: a B2BUA, so early media is safe. docs/pbx/asterisk.md. */
export const asterisk: Dialect = { ...generic, name: "asterisk", earlyMedia: () => true };
