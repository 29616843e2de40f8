import type { Call } from "./phone";

/** The same formula whether the phone called or was called (RFC 3891: to-tag is the switch's). */
export function replacesOf(call: Call): string {
  const { dialog } = call.session;
  if (dialog === undefined) throw new Error("no dialog");
  return `Replaces: ${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
}
