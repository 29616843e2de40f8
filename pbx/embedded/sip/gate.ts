import type { IncomingRequest } from "sip.js/lib/core/messages/incoming-request";
import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";

import { findUser, type User } from "../numbers";
import { type Digest, readCredentials } from "./digest";

/** Lets a request in, or answers it. */
export interface Gate {
  /** The user who signed the request; null: it has been answered with 401 or 403. */
  admit(request: Pick<IncomingRequest, "message" | "reject">): User | null;
}

/**
 * Every request outside of a dialog is challenged, those within one are not. As Asterisk: nobody is
 * told whether a user exists, an answer in another user's name is challenged again, and a wrong
 * password ends with 403.
 */
export function createGate(digest: Digest): Gate {
  function judge(message: IncomingRequestMessage): User | "challenge" | "stale" | "refuse" {
    const header = message.getHeader("authorization");
    const credentials = header === undefined ? null : readCredentials(header);
    const claimed = message.from.uri.user ?? "";
    if (credentials === null || credentials.username !== claimed) return "challenge";
    const user = findUser(claimed);
    if (user === null) return "refuse";
    const verdict = digest.verify(credentials, message.method, user.password);
    if (verdict === "right") return user;
    return verdict === "stale" ? "stale" : "refuse";
  }

  return {
    admit(request) {
      const verdict = judge(request.message);
      if (typeof verdict === "object") return verdict;
      if (verdict === "refuse") {
        request.reject({ statusCode: 403 });
        return null;
      }
      const challenge = `WWW-Authenticate: ${digest.challenge(verdict === "stale")}`;
      request.reject({ statusCode: 401, extraHeaders: [challenge] });
      return null;
    },
  };
}
