import { type Core, type URI, type UserAgent } from "sip.js";

import { PhoneError } from "@/phone/errors";

/** Asks whether somebody is there (OPTIONS, RFC 3261 section 11). Any answer will do, a refusal too. */
export function probe(userAgent: UserAgent, target: URI, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new PhoneError("serverTimedOut")), timeoutMs);
    const answered = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const { userAgentCore: core, configuration } = userAgent;
    const request = core.makeOutgoingRequestMessage(
      "OPTIONS",
      target,
      configuration.uri,
      target,
      {},
    );
    const delegate: Core.OutgoingRequestDelegate = {
      onAccept: answered,
      onProgress: answered,
      onRedirect: answered,
      onReject: answered,
    };
    core.request(request, delegate);
  });
}
