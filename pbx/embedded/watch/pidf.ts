import { domain } from "../numbers";
import type { DeviceState } from "./device-state";
import type { Presence } from "./presences";
import { xmlHeader, xmlText } from "./xml";

export const pidfType = "application/pidf+xml";

export interface PresenceFacts {
  readonly watched: string;
  readonly watcher: string;
  readonly state: DeviceState;
  /** The second tuple: Asterisk has it only for a User-Agent with "digium" in it. */
  readonly presence: Presence | null;
}

const notes: Readonly<Record<DeviceState, string>> = {
  idle: "Ready",
  ringing: "Ringing",
  ringingInUse: "Ringing",
  inUse: "On the phone",
  onHold: "On hold",
  unavailable: "Unavailable",
};

function digiumTuple({ type, subtype, text }: Presence): string[] {
  const start = `   <digium_presence type="${type}"${subtype === "" ? "" : ` subtype="${xmlText(subtype)}"`}`;
  return [
    ' <tuple id="digium-presence">',
    "  <status>",
    text === "" ? `${start} />` : `${start}>${xmlText(text)}</digium_presence>`,
    "  </status>",
    " </tuple>",
  ];
}

/** Word for word what Asterisk 22.10.1 writes; the contact is the subscriber's own, which is no mistake of ours. */
export function pidf({ watched, watcher, state, presence }: PresenceFacts): string {
  const id = xmlText(watched);
  return [
    xmlHeader,
    `<presence entity="sip:${id}@${domain}" xmlns="urn:ietf:params:xml:ns:pidf">`,
    ` <note>${notes[state]}</note>`,
    ` <tuple id="${id}">`,
    "  <status>",
    `   <basic>${state === "unavailable" ? "closed" : "open"}</basic>`,
    "  </status>",
    `  <contact priority="1">sip:${xmlText(watcher)}@${domain}</contact>`,
    " </tuple>",
    ...(presence === null ? [] : digiumTuple(presence)),
    "</presence>",
    "",
  ].join("\n");
}
