import type { Dialect } from "./dialect";
import { generic } from "./generic";

/** The switch of `pbx/embedded`: a B2BUA, so an INVITE is answered once and early media is safe. */
export const embedded: Dialect = { ...generic, name: "embedded", earlyMedia: () => true };
