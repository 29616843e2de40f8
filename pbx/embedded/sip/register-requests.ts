import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingRegisterRequest } from "sip.js/lib/core/messages/methods/register";
import type { NameAddrHeader } from "sip.js/lib/grammar/name-addr-header";

import type { Connection } from "./connection";
import type { Gate } from "./gate";
import { readSeconds } from "./headers";
import type { Binding, OfferedContact, Registrar } from "./registrar";
import { everyContact } from "./sanity";

function unquoted(value: string | null | undefined): string | null {
  return value?.replace(/^"|"$/g, "") ?? null;
}

/** null: a contact that cannot be read. */
function readContacts(message: IncomingRequestMessage): OfferedContact[] | null {
  const overall = readSeconds(message.getHeader("expires"));
  const contacts: OfferedContact[] = [];
  for (let i = 0; i < message.getHeaders("contact").length; i++) {
    const header = message.parseHeader("contact", i) as NameAddrHeader | undefined;
    if (header === undefined) return null;
    contacts.push({
      uri: header.uri,
      instanceId: unquoted(header.getParam("+sip.instance")),
      regId: header.getParam("reg-id") ?? null,
      expiresSeconds: readSeconds(header.getParam("expires")) ?? overall,
    });
  }
  return contacts;
}

function contactHeader(binding: Binding, nowMs: number): string {
  const instance = binding.instanceId === null ? "" : `;+sip.instance="${binding.instanceId}"`;
  const regId = binding.regId === null ? "" : `;reg-id=${binding.regId}`;
  const seconds = Math.max(0, Math.round((binding.expiresAtMs - nowMs) / 1000));
  return `Contact: <${binding.uri.toRaw()}>${instance}${regId};expires=${seconds}`;
}

export interface RegisterWorld {
  readonly gate: Gate;
  readonly registrar: Registrar;
  nowMs(): number;
  /** Devices have signed in, or have said that they are still there. */
  registered(bindings: readonly Binding[]): void;
}

/** Answers REGISTER: 401, 403, 400, 423, or 200 with every contact of the user. */
export function answerRegister(
  request: IncomingRegisterRequest,
  connection: Connection,
  world: RegisterWorld,
): void {
  const { gate, registrar, nowMs } = world;
  const user = gate.admit(request);
  if (user === null) return;
  const { message } = request;
  const contacts = readContacts(message);
  if (message.to.uri.user !== user.extension) return void request.reject({ statusCode: 403 });
  if (contacts === null) return void request.reject({ statusCode: 400 });

  if (contacts.some(({ uri }) => uri.toString() === everyContact)) {
    const isAlone = contacts.length === 1 && readSeconds(message.getHeader("expires")) === 0;
    if (!isAlone) return void request.reject({ statusCode: 400 }); // RFC 3261, section 10.3
    registrar.unregisterAll(user.extension);
    return void request.accept({ statusCode: 200 });
  }

  const result = registrar.register(user.extension, contacts, connection);
  if (result.status === 423) {
    const extraHeaders = [`Min-Expires: ${result.minExpiresSeconds}`];
    return void request.reject({ statusCode: 423, extraHeaders });
  }
  if (result.status === 403) return void request.reject({ statusCode: 403 });
  const bindings = registrar.bindingsOf(user.extension);
  const extraHeaders = [
    ...bindings.map((binding) => contactHeader(binding, nowMs())),
    `Date: ${new Date().toUTCString()}`,
  ];
  request.accept({ statusCode: 200, extraHeaders });
  world.registered(bindings.filter((binding) => binding.connection === connection));
}
