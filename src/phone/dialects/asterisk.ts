import type { Dialect } from "./dialect";
import { generic } from "./generic";
import { readOrigin } from "./read-origin";

const slots = Array.from({ length: 20 }, (_, at) => String(701 + at));

/**
 * Asterisk 20 or newer with `chan_pjsip`, FreePBX too: a B2BUA, so early media is safe. A blind transfer takes the call
 * from us before it is known how it ends, except to a number that does not exist (Asterisk 22); the dialplan of
 * `pbx/asterisk` then offers it again with `X-Transfer-Failed: <number>;cause=<Q.850>`. Numbers and codes are those of
 * that dialplan; `codes` of the configuration names others. docs/pbx/asterisk.md.
 */
export const asterisk: Dialect = {
  ...generic,
  name: "asterisk",
  voicemailNumber: "*97",
  echoNumber: "600",
  voicemailOf: (extension) => `*99${extension}`,
  earlyMedia: () => true,
  redirects: true,
  comesBackFromTransfer: (status) => status !== 404,
  // In calls that Asterisk 22 recodes: a customer behind A-law heard nothing after 15 of 36 takeovers and 4 of 10
  // transfers, until hold music had been in between (docs/pbx/asterisk.md, "A leg in the place of another").
  needsHoldBetweenLegs: true,
  watchesPeople: true,
  pickup: (extension) => `**${extension}`,
  parkingSlots: slots,
  park: (slot) => `*${slot}`,
  conference: (room, member) => `*55${room}${member}`,
  conferenceHost: (number) => /^\*55(\d{2,15})$/.exec(number)?.[1] ?? null,
  commandUser: "cmd",
  showsChosenNumber: true,
  // ChanSpy with `ES`: without it a barge leaks into the agent's next call.
  supervise: (extension) => ({
    dial: `*23${extension}`,
    digits: { monitor: "4", whisper: "5", barge: "6" },
  }),
  connectsBeforeAnswer: (header) => header("X-Call-Kind")?.trim() === "queue",
  readOrigin(header) {
    const returnedFrom =
      /^\s*([0-9*#]{1,32})\b/.exec(header("X-Transfer-Failed") ?? "")?.[1] ?? null;
    const returnedFromSlot = /^\s*([0-9*#]{1,8})\s*$/.exec(header("X-Parked") ?? "")?.[1] ?? null;
    const origin = readOrigin(header);
    const isBack = returnedFrom !== null || returnedFromSlot !== null;
    // What comes back was sent away by the agent themselves.
    const own = isBack ? { transferredBy: null, transferNote: null } : {};
    return { ...origin, ...own, returnedFrom, returnedFromSlot };
  },
};
