import type { IncomingMessageRequest } from "sip.js/lib/core/messages/methods/message";

import { findUser } from "./numbers";
import type { Gate } from "./sip/gate";
import { safeName, uriOf } from "./sip/headers";
import type { Binding } from "./sip/registrar";
import type { SipServer } from "./sip/server";

export interface MessagesWorld {
  readonly sip: SipServer;
  readonly gate: Gate;
  bindingsOf(extension: string): readonly Binding[];
}

/**
 * Text from user to user, to every device. 202 means "passed on", as in Asterisk: nobody waits for
 * the devices' answers.
 */
export function answerMessage(request: IncomingMessageRequest, world: MessagesWorld): void {
  const { sip } = world;
  const { message } = request;
  const sender = world.gate.admit(request);
  if (sender === null) return;
  const receiver = findUser(message.ruri?.user ?? "");
  if (receiver === null) return void request.reject({ statusCode: 404 });
  const contentType = message.getHeader("content-type") ?? "text/plain";
  if (!contentType.startsWith("text/")) return void request.reject({ statusCode: 415 });
  const bindings = world.bindingsOf(receiver.extension);
  if (bindings.length === 0) return void request.reject({ statusCode: 480 });
  request.accept({ statusCode: 202 });
  for (const binding of bindings) {
    const copy = sip.core.makeOutgoingRequestMessage(
      "MESSAGE",
      binding.uri,
      uriOf(sender.extension),
      uriOf(receiver.extension),
      { fromDisplayName: safeName(sender.name) },
      [],
      { contentDisposition: "render", contentType, content: message.body },
    );
    sip.via(binding.connection, () => sip.core.message(copy));
  }
}
