import type { Dialect } from "./dialect";
import { generic } from "./generic";

/**
 * FreeSWITCH: a B2BUA by what its documentation says; nothing here has been tried on one. `*0` is `eavesdrop` in the
 * dialplan it comes with. Without a command channel nobody could be told, so `system` does not offer it.
 */
export const freeswitch: Dialect = {
  ...generic,
  name: "freeswitch",
  earlyMedia: () => true,
  supervise: (extension) => ({
    dial: `*0${extension}`,
    digits: { monitor: "0", whisper: "2", barge: "3" },
  }),
};
