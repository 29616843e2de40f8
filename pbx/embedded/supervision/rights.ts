import { findUser, type User, users } from "../numbers";

/** What somebody may do to others. */
export interface UserRights {
  readonly role: User["role"];
  /** Whom they may help, by extension. */
  readonly over: "all" | readonly string[];
}

/** When agents are told that somebody listens to them. */
export type TellAgents = "always" | "whispered" | "afterwards" | "never";

export interface RightsOptions {
  /** Instead of what `numbers.ts` says, by extension. */
  readonly rights: Readonly<Record<string, UserRights>>;
  readonly tellAgents: TellAgents;
  /** Agents may read who has listened to them, and what else has been done to them. */
  readonly agentJournal: boolean;
}

export interface Rights extends RightsOptions {
  of(extension: string): UserRights;
  /** Nobody is over themselves, and agents are over nobody. */
  isOver(supervisor: string | null, agent: string): boolean;
  /** Whoever may help this agent. */
  supervisorsOf(agent: string): readonly string[];
}

const none: UserRights = { role: "agent", over: [] };

export function createRights(options: RightsOptions): Rights {
  const { rights, tellAgents, agentJournal } = options;

  function of(extension: string): UserRights {
    if (Object.hasOwn(rights, extension)) return rights[extension] ?? none;
    const user = findUser(extension);
    return user === null ? none : { role: user.role, over: user.over ?? [] };
  }

  function isOver(supervisor: string | null, agent: string): boolean {
    if (supervisor === null || supervisor === agent || findUser(agent) === null) return false;
    const { role, over } = of(supervisor);
    return role !== "agent" && (over === "all" || over.includes(agent));
  }

  return {
    rights,
    tellAgents,
    agentJournal,
    of,
    isOver,
    supervisorsOf: (agent) =>
      users.map(({ extension }) => extension).filter((each) => isOver(each, agent)),
  };
}

/** The answer to the command `rights`. */
export function rightsWords(rights: Rights, extension: string): string {
  const { role, over } = rights.of(extension);
  const words = over === "all" ? over : over.join(",") || "-";
  const shown = role === "agent" ? "-" : words;
  return `role=${role} over=${shown} tell=${rights.tellAgents} journal=${rights.agentJournal ? 1 : 0}`;
}
