import { mediaOf, type NegotiationOptions } from "./description-handler";
import type { Leg } from "./leg";
import { reinvite } from "./reinvite";

/** Renegotiates a leg. Its media is as it was before if that fails. */
export async function renegotiate(
  leg: Leg,
  negotiation: NegotiationOptions = {},
): ReturnType<typeof reinvite> {
  const withdraw = async (): Promise<void> =>
    mediaOf(leg.session)
      ?.withdraw()
      .catch(() => undefined);
  try {
    return await reinvite({
      session: leg.session,
      negotiation,
      withdraw,
      ownsCallId: leg.direction === "out",
      signal: leg.over,
      random: Math.random,
    });
  } catch (error) {
    // What sip.js refuses to send ("There is an ongoing re-INVITE server transaction") it does not roll back.
    await withdraw();
    throw error;
  }
}
