import { asterisk } from "./asterisk";
import type { Dialect } from "./dialect";

/**
 * The switch of `pbx/embedded`: like the Asterisk of `pbx/asterisk`, but without voicemail, and a transfer that fails
 * leaves the call where it was.
 */
export const embedded: Dialect = {
  ...asterisk,
  name: "embedded",
  voicemailNumber: null,
  voicemailOf: () => null,
  comesBackFromTransfer: () => false,
  needsHoldBetweenLegs: false,
};
