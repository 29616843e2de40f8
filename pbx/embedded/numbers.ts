// Everything with a number: who can sign in, what can be dialled. The Asterisk configuration mirrors
// this table, and where the two differ that folder wins.

/** Domain of every address and the host in Contact; clients do not look it up. */
export const domain = "127.0.0.1";
export const realm = "hamsa";
/** Clients know the switch by the first word. */
export const switchName = "Hamsa-Switch/1.0";

type UserRole = "agent" | "supervisor";

export interface User {
  readonly extension: string;
  readonly name: string;
  readonly password: string;
  readonly role: UserRole;
}

export const users: readonly User[] = [
  { extension: "1001", name: "Aino Virtanen", password: "pw1001", role: "agent" },
  { extension: "1002", name: "Omar Haddad", password: "pw1002", role: "agent" },
  { extension: "1003", name: "Sara Nasser", password: "pw1003", role: "agent" },
  { extension: "1004", name: "Mikko Laine", password: "pw1004", role: "agent" },
  { extension: "1005", name: "Layla Mansour", password: "pw1005", role: "supervisor" },
];

type ServiceKind = "echo" | "tone" | "music" | "earlyMedia" | "menu";

export interface Service {
  readonly number: string;
  readonly kind: ServiceKind;
  readonly name: string;
}

export const services: readonly Service[] = [
  { number: "600", kind: "echo", name: "Echo" },
  { number: "601", kind: "tone", name: "Tone of 1004 Hz" },
  { number: "602", kind: "music", name: "Music" },
  { number: "603", kind: "earlyMedia", name: "Early media" },
  { number: "604", kind: "menu", name: "Menu" },
];

/** Keys that end the spoken menu. */
export const menuEndKeys: readonly string[] = ["#", "9"];

/** 9nnn answers with SIP status nnn, so that every way a call can fail can be tried. */
const refusal = /^9([4-6]\d\d)$/;

export type Plan =
  | { readonly kind: "user"; readonly user: User }
  | { readonly kind: "service"; readonly service: Service }
  | { readonly kind: "refuse"; readonly status: number }
  | { readonly kind: "unknown" };

export function findUser(extension: string): User | null {
  return users.find((user) => user.extension === extension) ?? null;
}

/** What dialling a number leads to. */
export function planFor(number: string): Plan {
  const user = findUser(number);
  if (user !== null) return { kind: "user", user };
  const service = services.find((candidate) => candidate.number === number);
  if (service !== undefined) return { kind: "service", service };
  const status = refusal.exec(number)?.[1];
  return status === undefined ? { kind: "unknown" } : { kind: "refuse", status: Number(status) };
}
