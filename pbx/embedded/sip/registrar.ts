import type { URI } from "sip.js/lib/grammar/uri";

import type { RegistrationSnapshot } from "../control";
import type { Cancel, Timers } from "../timers";
import type { Connection } from "./connection";

/** One contact of a REGISTER; `expires` null: the request's own or the default. */
export interface OfferedContact {
  readonly uri: URI;
  readonly instanceId: string | null;
  readonly regId: string | null;
  readonly expiresSeconds: number | null;
}

export interface Binding {
  readonly user: string;
  readonly uri: URI;
  readonly instanceId: string | null;
  readonly regId: string | null;
  readonly connection: Connection;
  readonly expiresAtMs: number;
}

export interface RegistrarLimits {
  readonly minExpiresSeconds: number;
  readonly defaultExpiresSeconds: number;
  readonly maxExpiresSeconds: number;
  readonly maxContacts: number;
}

type RegisterResult =
  | { readonly status: 200 }
  | { readonly status: 423; readonly minExpiresSeconds: number }
  | { readonly status: 403 };

export interface Registrar {
  /** Adds, refreshes and removes; all or nothing. */
  register(
    user: string,
    contacts: readonly OfferedContact[],
    connection: Connection,
  ): RegisterResult;
  unregisterAll(user: string): void;
  /** A contact goes with its WebSocket, as in Asterisk. */
  connectionClosed(connection: Connection): void;
  bindingsOf(user: string): readonly Binding[];
  snapshot(): RegistrationSnapshot[];
}

type Entry = Binding & { cancelExpiry: Cancel };

/** The same device (RFC 5626: instance and reg-id), or the same address. */
function isSame(binding: Binding, contact: OfferedContact): boolean {
  if (contact.instanceId !== null && binding.instanceId !== null) {
    return binding.instanceId === contact.instanceId && binding.regId === contact.regId;
  }
  return binding.uri.toString() === contact.uri.toString();
}

/** `changed` is told whenever a contact comes or goes. */
export function createRegistrar(
  limits: RegistrarLimits,
  timers: Timers,
  nowMs: () => number,
  changed: () => void = () => undefined,
): Registrar {
  const bindings = new Map<string, Entry[]>();
  const of = (user: string) => bindings.get(user) ?? [];

  function remove(user: string, isGone: (entry: Entry) => boolean): void {
    const kept = of(user).filter((entry) => {
      const gone = isGone(entry);
      if (gone) entry.cancelExpiry();
      return !gone;
    });
    if (kept.length === 0) bindings.delete(user);
    else bindings.set(user, kept);
    changed();
  }

  function add(
    user: string,
    contact: OfferedContact,
    seconds: number,
    connection: Connection,
  ): void {
    const { uri, instanceId, regId } = contact;
    const expiresAtMs = nowMs() + seconds * 1000;
    const cancelExpiry = timers.after(seconds * 1000, () =>
      remove(user, (candidate) => candidate === entry),
    );
    const entry = { user, uri, instanceId, regId, connection, expiresAtMs, cancelExpiry };
    bindings.set(user, [...of(user), entry]);
    changed();
  }

  function secondsOf({ expiresSeconds }: OfferedContact): number {
    return Math.min(expiresSeconds ?? limits.defaultExpiresSeconds, limits.maxExpiresSeconds);
  }

  return {
    register(user, contacts, connection) {
      const kept = contacts.filter((contact) => secondsOf(contact) > 0);
      if (kept.some((contact) => secondsOf(contact) < limits.minExpiresSeconds)) {
        return { status: 423, minExpiresSeconds: limits.minExpiresSeconds };
      }
      const others = of(user).filter(
        (entry) => !contacts.some((contact) => isSame(entry, contact)),
      );
      if (kept.length > 0 && others.length + kept.length > limits.maxContacts) {
        return { status: 403 };
      }
      for (const contact of contacts) {
        remove(user, (entry) => isSame(entry, contact));
        if (secondsOf(contact) > 0) add(user, contact, secondsOf(contact), connection);
      }
      return { status: 200 };
    },
    unregisterAll: (user) => remove(user, () => true),
    connectionClosed(connection) {
      for (const user of bindings.keys()) remove(user, (entry) => entry.connection === connection);
    },
    bindingsOf: of,
    snapshot: () =>
      [...bindings.values()].flat().map((binding) => ({
        user: binding.user,
        contact: binding.uri.toString(),
        instanceId: binding.instanceId,
        regId: binding.regId,
        expiresInSeconds: Math.round((binding.expiresAtMs - nowMs()) / 1000),
      })),
  };
}
