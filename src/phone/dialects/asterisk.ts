import type { Dialect } from "./dialect";
import { generic } from "./generic";

/**
 * Asterisk 20 or newer with `chan_pjsip`, FreePBX too: a B2BUA, so early media is safe. A blind transfer takes the call
 * from us before it is known how it ends, except to a number that does not exist (Asterisk 22); the dialplan of
 * `pbx/asterisk` then offers it again with `X-Transfer-Failed: <number>;cause=<Q.850>`. docs/pbx/asterisk.md.
 */
export const asterisk: Dialect = {
  ...generic,
  name: "asterisk",
  // In `pbx/asterisk`; `voicemailNumber` of the configuration names another one.
  voicemailNumber: "*97",
  earlyMedia: () => true,
  comesBackFromTransfer: (status) => status !== 404,
  readOrigin(header) {
    const returnedFrom =
      /^\s*([0-9*#]{1,32})\b/.exec(header("X-Transfer-Failed") ?? "")?.[1] ?? null;
    return { ...generic.readOrigin(header), returnedFrom };
  },
};
