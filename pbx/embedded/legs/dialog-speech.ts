import type { Session } from "sip.js/lib/core/session/session";

import { reasonHeader } from "../sip/headers";
import type { Route } from "../sip/route";
import type { SipServer } from "../sip/server";
import type { Cause } from "./cause";

/** What the switch says within a dialog, besides re-INVITEs. */
export interface DialogSpeech {
  bye(cause: Cause): void;
  /** NOTIFY of a REFER's implicit subscription (RFC 3515); a final status ends it. */
  notify(status: number): void;
  text(text: { contentType: string; content: string }): void;
}

const reasonPhrases: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  200: "OK",
  400: "Bad Request",
  404: "Not Found",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  486: "Busy Here",
  487: "Request Terminated",
  603: "Decline",
};

export function createDialogSpeech(sip: SipServer, route: Route, dialog: Session): DialogSpeech {
  return {
    bye(cause) {
      const extraHeaders = [reasonHeader(cause.q850)];
      sip.via(route, () => dialog.bye(undefined, { extraHeaders }));
    },
    notify(status) {
      const subscription = status < 200 ? "active;expires=60" : "terminated;reason=noresource";
      const extraHeaders = ["Event: refer", `Subscription-State: ${subscription}`];
      const content = `SIP/2.0 ${status} ${reasonPhrases[status] ?? "Refused"}\r\n`;
      const contentType = "message/sipfrag;version=2.0";
      const body = { contentDisposition: "render", contentType, content };
      sip.via(route, () => dialog.notify(undefined, { extraHeaders, body }));
    },
    text({ contentType, content }) {
      const body = { contentDisposition: "render", contentType, content };
      sip.via(route, () => dialog.message(undefined, { body }));
    },
  };
}
