import { domain } from "../numbers";
import type { Identity } from "../sip/headers";
import type { DeviceState } from "./device-state";
import { xmlHeader, xmlText } from "./xml";

export const dialogInfoType = "application/dialog-info+xml";

export interface DialogFacts {
  /** Whose dialogs; a parking slot has no name. */
  readonly watched: Identity;
  readonly state: DeviceState;
  /** Who calls, while it rings. */
  readonly caller: Identity | null;
}

/** RFC 4235 has "terminated" for a dialog that is gone; Asterisk has it for who is idle or away as well. */
const words: Readonly<Record<DeviceState, string>> = {
  idle: "terminated",
  unavailable: "terminated",
  ringing: "early",
  // notify_early_inuse_ringing of Asterisk
  ringingInUse: "early",
  inUse: "confirmed",
  onHold: "confirmed",
};

function addressOf({ number }: Identity): string {
  return xmlText(`sip:${number}@${domain}`);
}

function party(tag: "remote" | "local", identity: Identity): string[] {
  const address = addressOf(identity);
  const display = identity.name === "" ? "" : ` display="${xmlText(identity.name)}"`;
  return [
    `  <${tag}>`,
    `   <identity${display}>${address}</identity>`,
    `   <target uri="${address}" />`,
    `  </${tag}>`,
  ];
}

/** RFC 4235, section 4.3: who is put on hold renders nothing. Asterisk writes it behind the state. */
function rendering(identity: Identity): string[] {
  return [
    "  <local>",
    `   <target uri="${addressOf(identity)}">`,
    '    <param pname="+sip.rendering" pvalue="no" />',
    "   </target>",
    "  </local>",
  ];
}

/** Word for word what Asterisk 22.10.1 writes. `version` counts the NOTIFYs of a subscription from 0. */
export function dialogInfo({ watched, state, caller }: DialogFacts, version: number): string {
  const entity = addressOf(watched);
  const isShown = caller !== null && words[state] === "early";
  const id = xmlText(watched.number);
  return [
    xmlHeader,
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="${entity}">`,
    ` <dialog id="${id}"${isShown ? ' direction="recipient"' : ""}>`,
    ...(isShown ? [...party("remote", caller), ...party("local", watched)] : []),
    `  <state>${words[state]}</state>`,
    ...(state === "onHold" ? rendering(watched) : []),
    " </dialog>",
    "</dialog-info>",
    "",
  ].join("\n");
}
