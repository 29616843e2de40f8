import { type Core, Messager, type URI, type UserAgent } from "sip.js";

import { PhoneError } from "@/phone/errors";

/** One line of text to a user (MESSAGE, RFC 3428). Resolves when the phone system has taken it, read or not. */
export function sendText(
  userAgent: UserAgent,
  target: URI,
  text: string,
  headers: readonly string[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!userAgent.isConnected()) return reject(new PhoneError("notConnected"));
    const options = { extraHeaders: [...headers] };
    const refused = ({ message }: Core.IncomingResponse): void =>
      reject(new PhoneError("commandFailed", { status: message.statusCode ?? 0 }));
    new Messager(userAgent, target, text, "text/plain;charset=UTF-8", options)
      .message({ requestDelegate: { onAccept: () => resolve(), onReject: refused } })
      .catch(reject);
  });
}
