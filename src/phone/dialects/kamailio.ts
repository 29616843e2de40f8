import type { Dialect } from "./dialect";
import { generic } from "./generic";

/** Kamailio in front of a phone system: a proxy, which forks, so a call may be answered by several. */
export const kamailio: Dialect = { ...generic, name: "kamailio" };
