import type { IncomingMessageRequest } from "sip.js/lib/core/messages/methods/message";

import type { Commands } from "./commands";
import { commandUser, findUser, type User } from "./numbers";
import type { Gate } from "./sip/gate";
import type { Binding } from "./sip/registrar";
import type { Texts } from "./texts";

export interface MessagesWorld {
  readonly gate: Gate;
  readonly texts: Texts;
  readonly commands: Commands;
  bindingsOf(extension: string): readonly Binding[];
}

/**
 * Text from user to user, to every device, and commands. 202 means "passed on", as in Asterisk: nobody
 * waits for the devices' answers.
 */
export function answerMessage(request: IncomingMessageRequest, world: MessagesWorld): void {
  const { message } = request;
  const sender = world.gate.admit(request);
  if (sender === null) return;
  const to = message.ruri?.user ?? "";
  const contentType = message.getHeader("content-type") ?? "text/plain";
  const receiver = to === commandUser ? null : findUser(to);
  if (to !== commandUser && receiver === null) return void request.reject({ statusCode: 404 });
  if (!contentType.startsWith("text/")) return void request.reject({ statusCode: 415 });
  if (receiver === null) return answerCommand(request, sender, world);
  if (world.bindingsOf(receiver.extension).length === 0) {
    return void request.reject({ statusCode: 480 });
  }
  request.accept({ statusCode: 202 });
  const { extension, name } = sender;
  const text = { contentType, content: message.body };
  world.texts.send({ number: extension, name }, receiver.extension, text);
}

/** The first word of the answer is the X-Ref of the request, so that the client knows what is answered. */
function answerCommand(
  request: IncomingMessageRequest,
  { extension }: User,
  { commands, texts }: MessagesWorld,
): void {
  const reference = (request.message.getHeader("x-ref") ?? "")
    .replace(/[^0-9A-Za-z]/g, "")
    .slice(0, 64);
  request.accept({ statusCode: 202 });
  texts.tell(extension, `${reference} ${commands.run(extension, request.message.body)}`);
}
