// Everything with a number: who can sign in, what can be dialled. The Asterisk configuration mirrors
// this table, and where the two differ that folder wins.

import { queueMenu, queues } from "./queues/table";

/** Domain of every address and the host in Contact; clients do not look it up. */
export const domain = "127.0.0.1";
export const realm = "hamsa";
/** Clients know the switch by the first word. */
export const switchName = "Hamsa-Switch/1.0";

type UserRole = "agent" | "supervisor" | "administrator";

export interface User {
  readonly extension: string;
  readonly name: string;
  readonly password: string;
  readonly role: UserRole;
  /** Whom a supervisor or an administrator may help, by extension; nobody unless it is said. */
  readonly over?: "all" | readonly string[];
}

export const users: readonly User[] = [
  { extension: "1001", name: "Aino Virtanen", password: "pw1001", role: "agent" },
  { extension: "1002", name: "Omar Haddad", password: "pw1002", role: "agent" },
  { extension: "1003", name: "Sara Nasser", password: "pw1003", role: "agent" },
  { extension: "1004", name: "Mikko Laine", password: "pw1004", role: "agent" },
  {
    extension: "1005",
    name: "Layla Mansour",
    password: "pw1005",
    role: "supervisor",
    over: "all",
  },
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

/** Places a call can be parked in. */
export const parkingSlots: readonly string[] = Array.from({ length: 20 }, (_, at) => `${701 + at}`);

/** Whom commands are written to, and who tells what becomes of them. */
export const commandUser = "cmd";

/** Numbers of the site that may be shown outside; the first one is, unless another is asked for. */
export const callerNumbers = [
  { number: "+358912340000", label: "Switchboard" },
  { number: "+358912340500", label: "Support" },
] as const;

const emergencyNumbers: readonly string[] = ["112"];

export type Plan =
  | { readonly kind: "user"; readonly user: User }
  | { readonly kind: "service"; readonly service: Service }
  | { readonly kind: "refuse"; readonly status: number }
  /** A conference that anybody may dial into. */
  | { readonly kind: "room"; readonly room: string }
  /** A conference of one's own, by a name nobody guesses; member 0 is who makes it. */
  | { readonly kind: "conference"; readonly room: string; readonly member: number }
  | { readonly kind: "park"; readonly slot: string }
  | { readonly kind: "fetch"; readonly slot: string }
  /** Takes a call that rings at an extension, or (null) at any colleague's. */
  | { readonly kind: "pickup"; readonly extension: string | null }
  /** Listens to the call that an agent has now. */
  | { readonly kind: "spy"; readonly extension: string }
  | { readonly kind: "outside"; readonly number: string }
  | { readonly kind: "queue"; readonly queue: string }
  /** A spoken menu in front of the queues. */
  | { readonly kind: "queueMenu" }
  | { readonly kind: "unknown" };

export type QueuePlan = Extract<Plan, { kind: "queue" | "queueMenu" }>;

export function isQueuePlan(plan: Plan): plan is QueuePlan {
  return plan.kind === "queue" || plan.kind === "queueMenu";
}

const unknown: Plan = { kind: "unknown" };

export function findUser(extension: string): User | null {
  return users.find((user) => user.extension === extension) ?? null;
}

/** Patterns of numbers, and what the part in brackets leads to. */
const patterns: readonly (readonly [RegExp, (part: string) => Plan])[] = [
  // 9nnn answers with SIP status nnn, so that every way a call can fail can be tried.
  [/^9([4-6]\d\d)$/, (status) => ({ kind: "refuse", status: Number(status) })],
  [/^(80\d)$/, (room) => ({ kind: "room", room })],
  [
    /^\*55(\d{9})$/,
    (digits) => ({ kind: "conference", room: digits.slice(0, 8), member: Number(digits.slice(8)) }),
  ],
  [/^\*(7\d\d)$/, (slot) => (parkingSlots.includes(slot) ? { kind: "park", slot } : unknown)],
  [/^(7\d\d)$/, (slot) => (parkingSlots.includes(slot) ? { kind: "fetch", slot } : unknown)],
  [/^\*\*(\d{2,})$/, (extension) => ({ kind: "pickup", extension })],
  [/^\*8$/, () => ({ kind: "pickup", extension: null })],
  [/^\*23(\d{2,})$/, (extension) => ({ kind: "spy", extension })],
  [/^(0\d{4,}|\+\d{4,})$/, (number) => ({ kind: "outside", number })],
];

/** What a number stands for. */
export function planFor(number: string): Plan {
  const user = findUser(number);
  if (user !== null) return { kind: "user", user };
  const service = services.find((candidate) => candidate.number === number);
  if (service !== undefined) return { kind: "service", service };
  const queue = queues.find((candidate) => candidate.number === number);
  if (queue !== undefined) return { kind: "queue", queue: queue.name };
  if (number === queueMenu.number) return { kind: "queueMenu" };
  if (emergencyNumbers.includes(number)) return { kind: "outside", number };
  for (const [pattern, read] of patterns) {
    const found = pattern.exec(number);
    if (found !== null) return read(found[1] ?? "");
  }
  return unknown;
}

/** What dialling a number leads to. */
export function planForCaller(number: string): Plan {
  const plan = planFor(number);
  return plan.kind === "park" ? unknown : plan;
}

/** Where REFER sends a call: codes that take a call make no sense for somebody who is sent there. */
export function planForTransfer(number: string): Plan {
  const plan = planFor(number);
  return ["fetch", "pickup", "spy"].includes(plan.kind) ? unknown : plan;
}

/** The number that is shown outside: the one asked for if it is the site's, and never another one in an emergency. */
export function shownOutside(dialled: string, wished: string | null): string {
  const isEmergency = emergencyNumbers.includes(dialled);
  const chosen = isEmergency ? undefined : callerNumbers.find(({ number }) => number === wished);
  return (chosen ?? callerNumbers[0]).number;
}
