import type { Dialect } from "./dialect";
import { readOrigin } from "./read-origin";

/** Any SIP server: nothing is taken for granted but what RFC 3261, 3515 and 3891 say. */
export const generic: Dialect = {
  name: "generic",
  voicemailNumber: null,
  echoNumber: null,
  voicemailOf: () => null,
  earlyMedia: () => false,
  declineStatus: () => 603,
  redirects: false,
  transfers: true,
  transfersAfterAsking: true,
  comesBackFromTransfer: () => false,
  needsHoldBetweenLegs: false,
  watchesPeople: false,
  pickup: () => null,
  parkingSlots: [],
  park: () => null,
  conference: () => null,
  conferenceHost: () => null,
  commandUser: null,
  showsChosenNumber: false,
  supervise: () => null,
  connectsBeforeAnswer: () => false,
  readOrigin,
};
