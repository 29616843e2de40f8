import { type Core, type URI, type UserAgent } from "sip.js";

import { PhoneError } from "@/phone/errors";

/**
 * Asks whether somebody is there (OPTIONS, RFC 3261 section 11). Any answer will do, a refusal too. Resolves with the
 * milliseconds that one way there and back took.
 */
export function probe(userAgent: UserAgent, target: URI, timeoutMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new PhoneError("serverTimedOut")), timeoutMs);
    const answered = (): void => {
      clearTimeout(timer);
      // A challenge is a round trip of its own, and sip.js counts CSeq up for the answer to it.
      const roundTrips = request.cseq - firstCseq + 1;
      resolve((performance.now() - startedAt) / roundTrips);
    };
    const { userAgentCore: core, configuration } = userAgent;
    const request = core.makeOutgoingRequestMessage(
      "OPTIONS",
      target,
      configuration.uri,
      target,
      {},
    );
    const firstCseq = request.cseq;
    const startedAt = performance.now();
    const delegate: Core.OutgoingRequestDelegate = {
      onAccept: answered,
      onProgress: answered,
      onRedirect: answered,
      onReject: answered,
    };
    core.request(request, delegate);
  });
}
