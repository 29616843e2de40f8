import { commandUser } from "./numbers";
import { type Identity, safeName, uriOf } from "./sip/headers";
import type { Binding } from "./sip/registrar";
import type { SipServer } from "./sip/server";

/** Lines of text to users. */
export interface Texts {
  /** To every device; nobody waits for their answers. */
  send(from: Identity, user: string, text: { contentType: string; content: string }): void;
  /** The switch itself tells something. */
  tell(user: string, line: string): void;
}

const theSwitch: Identity = { number: commandUser, name: "" };

export function createTexts(
  sip: SipServer,
  bindingsOf: (extension: string) => readonly Binding[],
): Texts {
  const send: Texts["send"] = (from, user, text) => {
    for (const binding of bindingsOf(user)) {
      const message = sip.core.makeOutgoingRequestMessage(
        "MESSAGE",
        binding.uri,
        uriOf(from.number),
        uriOf(user),
        { fromDisplayName: safeName(from.name) },
        [],
        { contentDisposition: "render", ...text },
      );
      sip.via(binding.connection, () => sip.core.message(message));
    }
  };
  return {
    send,
    tell: (user, line) => send(theSwitch, user, { contentType: "text/plain", content: line }),
  };
}
