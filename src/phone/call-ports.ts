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
  return {
    createSession: (order) => media.createSession({ ...order, relayOnly: relayOnly() }),
    prepare: () => media.prepare(relayOnly()),
    standDown: media.standDown,
  };
}

/** A call port that leads to whichever line there is; without one every request is "not connected". */
export function followingPort(current: () => SipLine["calls"] | null): CallPort {
  /** At once, and not a turn later: what is sent before the screen is drawn anew leaves ten milliseconds earlier. */
  function on<T>(ask: (port: SipLine["calls"]) => Promise<T>): Promise<T> {
    const now = current();
    return now === null ? Promise.reject(new PhoneError("notConnected")) : ask(now);
  }
  return {
    invite: (id, target, shownNumber) => on((port) => port.invite(id, target, { shownNumber })),
    accept: (id) => on((port) => port.accept(id)),
    takeOver: (id) => on((port) => port.takeOver(id)),
    reject: (id, because) => on((port) => port.reject(id, because)),
    redirect: (id, target) => on((port) => port.redirect(id, target)),
    hangUp: (id) => on((port) => port.hangUp(id)),
    setHold: (id, held) => on((port) => port.setHold(id, held)),
    setMicrophone: (id, open) => current()?.setMicrophone(id, open),
    sendDigits: (id, digits) => on((port) => port.sendDigits(id, digits)),
    refer: (id, target) => on((port) => port.refer(id, target)),
    referTo: (id, to, targetName) => on((port) => port.referTo(id, to, targetName)),
  };
}
