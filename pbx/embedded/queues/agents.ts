import { notSet, type Presences } from "../watch/presences";
import type { Queue } from "./table";

/** Why an agent's state is another one now. */
export type StateCause = "own" | "missed" | "wrapup" | "supervisor";

/** Who has changed it, and why. */
export interface StateChange {
  /** An extension, or "system". */
  readonly by: string;
  readonly why: StateCause;
}

export interface Pause {
  readonly reason: string;
  readonly sinceSeconds: number;
}

/**
 * Who is signed on to which queue, and who is on a break, for as long as the switch runs. A break ends by `unpause` and by
 * nothing else. Every phone of an agent is told after each command, whether it has changed anything or not.
 */
export interface Agents {
  login(extension: string, queue: string, change: StateChange): string;
  logout(extension: string, queue: string, change: StateChange): string;
  /** Out of every queue. */
  logoutAll(extension: string, change: StateChange): void;
  pause(extension: string, reason: string, change: StateChange): string;
  unpause(extension: string, change: StateChange): string;
  isIn(extension: string, queue: string): boolean;
  pauseOf(extension: string): Pause | null;
  /** Everything at once, as the command `state` answers it. */
  stateLine(extension: string): string;
  /** Queues that somebody may sign on to. */
  mayJoin(extension: string): readonly Queue[];
}

export interface AgentsWorld {
  readonly queues: readonly Queue[];
  readonly presences: Pick<Presences, "set">;
  /** To every phone of an agent. */
  tell(extension: string, line: string): void;
  changed(): void;
  nowSeconds(): number;
}

/** The switch itself. */
export const system = "system";

export function createAgents(world: AgentsWorld): Agents {
  const { queues, presences } = world;
  const signedOn = new Map<string, Set<string>>();
  const pauses = new Map<string, Pause>();

  const mayJoin = (extension: string): readonly Queue[] =>
    queues.filter(({ members }) => Object.hasOwn(members, extension));
  const queuesOf = (extension: string): ReadonlySet<string> => signedOn.get(extension) ?? new Set();

  function stateLine(extension: string): string {
    const own = queuesOf(extension);
    const pause = pauses.get(extension);
    const list = mayJoin(extension).map(
      ({ name, members }) => `${name}:${own.has(name) ? 1 : 0}:${members[extension] ?? 0}`,
    );
    const paused = pause === undefined ? 0 : 1;
    const { reason = "", sinceSeconds = 0 } = pause ?? {};
    return `q=${list.join(";")} p=${paused} r=${reason} t=${sinceSeconds}`;
  }

  /** Colleagues see it, and every phone of the agent is told. */
  function changed(extension: string, { by, why }: StateChange): void {
    const pause = pauses.get(extension);
    if (pause !== undefined) {
      presences.set(extension, { type: "away", subtype: "pause", text: pause.reason });
    } else {
      const type = queuesOf(extension).size > 0 ? "available" : "unavailable";
      presences.set(extension, { ...notSet, type });
    }
    world.tell(extension, `state ${stateLine(extension)} by=${by} why=${why}`);
    world.changed();
  }

  /** A break goes on. */
  function login(extension: string, queue: string, change: StateChange): string {
    if (!mayJoin(extension).some(({ name }) => name === queue)) return "FORBIDDEN";
    const own = signedOn.get(extension) ?? new Set();
    const isNew = !own.has(queue);
    signedOn.set(extension, own.add(queue));
    changed(extension, change);
    return isNew ? "ADDED" : "MEMBERALREADY";
  }

  function logout(extension: string, queue: string, change: StateChange): string {
    const wasIn = signedOn.get(extension)?.delete(queue) === true;
    changed(extension, change);
    return wasIn ? "REMOVED" : "NOTINQUEUE";
  }

  function logoutAll(extension: string, change: StateChange): void {
    signedOn.delete(extension);
    changed(extension, change);
  }

  function pause(extension: string, reason: string, change: StateChange): string {
    pauses.set(extension, { reason, sinceSeconds: world.nowSeconds() });
    changed(extension, change);
    return queuesOf(extension).size > 0 ? "PAUSED" : "NOTINQUEUE";
  }

  function unpause(extension: string, change: StateChange): string {
    pauses.delete(extension);
    changed(extension, change);
    return queuesOf(extension).size > 0 ? "UNPAUSED" : "NOTINQUEUE";
  }

  return {
    login,
    logout,
    logoutAll,
    pause,
    unpause,
    isIn: (extension, queue) => queuesOf(extension).has(queue),
    pauseOf: (extension) => pauses.get(extension) ?? null,
    stateLine,
    mayJoin,
  };
}
