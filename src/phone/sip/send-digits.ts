import type { Core } from "sip.js";

import { PhoneError } from "@/phone/errors";

import { mediaOf } from "./description-handler";
import type { Leg } from "./leg";

/** Digits as RFC 4733 events; where the far end has not agreed to them, one SIP INFO after the other. */
export async function sendDigits(leg: Leg, digits: string): Promise<void> {
  if (mediaOf(leg.session)?.sendDigits(digits)) return;
  for (const digit of digits) {
    // oxlint-disable-next-line no-await-in-loop -- digits have an order
    await sendInfoDigit(leg, digit);
  }
}

/** One digit by SIP INFO: for a far end without RFC 4733, or where it is to be known that it has arrived. */
export function sendInfoDigit(leg: Leg, digit: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = ({ message }: Core.IncomingResponse): void =>
      reject(new PhoneError("digitsFailed", { status: message.statusCode ?? 0 }));
    leg.session
      .info({
        requestOptions: {
          body: {
            contentDisposition: "render",
            contentType: "application/dtmf-relay",
            content: `Signal=${digit}\r\nDuration=160\r\n`,
          },
        },
        requestDelegate: { onAccept: () => resolve(), onReject: refused },
      })
      .catch(reject);
  });
}
