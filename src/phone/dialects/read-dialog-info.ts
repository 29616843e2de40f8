import { cleanName } from "@/lib/clean-name";
import { findElements, findText, unescapeXml } from "@/lib/read-xml";

/** What dialog-info (RFC 4235) says: the strongest state of all dialogs, and who rings. */
export interface DialogReading {
  readonly state: "idle" | "ringing" | "busy";
  /** Who calls, while it rings. */
  readonly caller: { readonly number: string; readonly name: string | null } | null;
}

export function readDialogInfo(xml: string): DialogReading {
  const dialogs = findElements(xml, "dialog").map(({ attributes, inner }) => ({
    isIncoming: attributes["direction"] !== "initiator",
    state: findText(inner, "state")?.toLowerCase() ?? "",
    caller: readCaller(inner),
  }));
  const ringing = dialogs.find(({ state, isIncoming }) => state === "early" && isIncoming);
  if (ringing !== undefined) return { state: "ringing", caller: ringing.caller };
  const isBusy = dialogs.some(({ state }) => state !== "" && state !== "terminated");
  return { state: isBusy ? "busy" : "idle", caller: null };
}

function readCaller(dialog: string): DialogReading["caller"] {
  const [remote] = findElements(dialog, "remote");
  const [identity] = findElements(remote?.inner ?? "", "identity");
  if (identity === undefined) return null;
  const address = unescapeXml(identity.inner).trim();
  const user = /^sips?:([^@;>]*)/i.exec(address)?.[1] ?? "";
  const number = decode(user)
    .replace(/[^\w+*#.-]/g, "")
    .slice(0, 64);
  const name = cleanName(identity.attributes["display"]);
  return { number, name: name === number ? null : name };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
