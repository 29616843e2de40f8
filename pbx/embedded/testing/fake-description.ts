import type { SessionDescriptionHandler } from "sip.js";

import type { Direction } from "../media/leg";
import { fakeSdp, readFakeDirection } from "./fake-sdp";

/** The client's half of a description, without media. */
export function createFakeDescription(): SessionDescriptionHandler & { remote(): Direction } {
  let remote: Direction = "sendrecv";
  return {
    close: () => undefined,
    hasDescription: (contentType) => contentType === "application/sdp",
    async getDescription(options) {
      const isHold = (options as { hold?: boolean } | undefined)?.hold === true;
      return { body: fakeSdp(isHold ? "sendonly" : "sendrecv"), contentType: "application/sdp" };
    },
    async setDescription(sdp) {
      remote = readFakeDirection(sdp);
    },
    rollbackDescription: async () => undefined,
    sendDtmf: () => false,
    remote: () => remote,
  };
}
