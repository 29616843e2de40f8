import type { CallCommands, CallPort } from "./calls/perform";
import { type Commands, createCommands } from "./commands/commands";
import type { Dialect } from "./dialects/dialect";
import { PhoneError } from "./errors";
import type { MediaPort } from "./media/media-session";
import type { SipLine } from "./sip/line";

type SendText = SipLine["sendText"];

/** Texts over whichever line there is, and the commands among them. */
export function commandsOf(
  current: () => Pick<SipLine, "sendText"> | null,
  dialect: () => Dialect,
): { readonly sendText: SendText; readonly commands: Commands } {
  async function sendText(...text: Parameters<SendText>): Promise<void> {
    const line = current();
    if (line === null) throw new PhoneError("notConnected");
    await line.sendText(...text);
  }
  return { sendText, commands: createCommands({ user: () => dialect().commandUser, sendText }) };
}

/** What calls ask by command (docs/pbx/asterisk.md, Commands). */
export function callCommands({ order }: Commands): CallCommands {
  return {
    // Half a surrogate pair throws: the transfer then goes without the note, and says so.
    note: async (text) => order(`note ${encodeURIComponent(text).replaceAll(/[!'()*]/g, toHex)}`),
    removeMember: (room, digit) => order(`conf kick ${room} ${digit}`),
    endConference: (room) => order(`conf end ${room}`),
  };
}

/** What `encodeURIComponent` leaves as it is and a dialplan takes away. */
function toHex(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

/** Media whose new sessions go over the relay while the agent wants it. */
export function relayedMedia(media: MediaPort, relayOnly: () => boolean): MediaPort {
  return { createSession: (prepared) => media.createSession(prepared, relayOnly()) };
}

/** A call port that leads to whichever line there is; without one every request is "not connected". */
export function followingPort(current: () => SipLine["calls"] | null): CallPort {
  const port = async (): Promise<SipLine["calls"]> => {
    const now = current();
    if (now === null) throw new PhoneError("notConnected");
    return now;
  };
  return {
    invite: async (id, target, shownNumber) => (await port()).invite(id, target, { shownNumber }),
    accept: async (id) => (await port()).accept(id),
    takeOver: async (id) => (await port()).takeOver(id),
    reject: async (id, because) => (await port()).reject(id, because),
    redirect: async (id, target) => (await port()).redirect(id, target),
    hangUp: async (id) => (await port()).hangUp(id),
    setHold: async (id, held) => (await port()).setHold(id, held),
    setMicrophone: (id, open) => current()?.setMicrophone(id, open),
    sendDigits: async (id, digits) => (await port()).sendDigits(id, digits),
    refer: async (id, target) => (await port()).refer(id, target),
    referTo: async (id, to, targetName) => (await port()).referTo(id, to, targetName),
  };
}
