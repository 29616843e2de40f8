import type { Dialect } from "./dialect";
import { generic } from "./generic";

/** FreeSWITCH: a B2BUA by what its documentation says; nothing here has been tried on one. */
export const freeswitch: Dialect = { ...generic, name: "freeswitch", earlyMedia: () => true };
