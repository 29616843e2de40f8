import type { Body } from "sip.js/lib/core/messages/body";
import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingResponseMessage } from "sip.js/lib/core/messages/incoming-response-message";

const contentType = "application/sdp";

export function sdpBody(content: string): Body {
  return { contentDisposition: "session", contentType, content };
}

/** null: the message brings no description. */
export function readSdp(message: IncomingRequestMessage | IncomingResponseMessage): string | null {
  const type = message.getHeader("content-type")?.split(";")[0]?.trim().toLowerCase();
  return type === contentType && message.body.trim() !== "" ? message.body : null;
}
