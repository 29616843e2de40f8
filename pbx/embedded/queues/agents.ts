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

/** Who is signed on to which queue, and who is on a break. It lasts for as long as the switch runs. */
export interface Agents {
  login(extension: string, queue: string, change: StateChange): string;
  logout(extension: string, queue: string, change: StateChange): string;
  /** Out of every queue. */
  logoutAll(extension: string, change: StateChange): string;
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

  function login(extension: string, queue: string, change: StateChange): string {
    if (!mayJoin(extension).some(({ name }) => name === queue)) return "FORBIDDEN";
    const own = signedOn.get(extension) ?? new Set();
    if (own.has(queue)) return "MEMBERALREADY";
    signedOn.set(extension, own.add(queue));
    changed(extension, change);
    return "ADDED";
  }

  /** A break ends with the last queue. */
  function leave(extension: string, gone: readonly string[], change: StateChange): string {
    const own = signedOn.get(extension) ?? new Set();
    const left = gone.filter((queue) => own.delete(queue));
    if (left.length === 0) return "NOTINQUEUE";
    if (own.size === 0) {
      signedOn.delete(extension);
      pauses.delete(extension);
    }
    changed(extension, change);
    return "REMOVED";
  }

  function pause(extension: string, reason: string, change: StateChange): string {
    if (pauses.get(extension)?.reason !== reason) {
      pauses.set(extension, { reason, sinceSeconds: world.nowSeconds() });
      changed(extension, change);
    }
    return queuesOf(extension).size > 0 ? "PAUSED" : "NOTINQUEUE";
  }

  function unpause(extension: string, change: StateChange): string {
    if (pauses.delete(extension)) changed(extension, change);
    return queuesOf(extension).size > 0 ? "UNPAUSED" : "NOTINQUEUE";
  }

  return {
    login,
    logout: (extension, queue, change) => leave(extension, [queue], change),
    logoutAll: (extension, change) => leave(extension, [...queuesOf(extension)], change),
    pause,
    unpause,
    isIn: (extension, queue) => queuesOf(extension).has(queue),
    pauseOf: (extension) => pauses.get(extension) ?? null,
    stateLine,
    mayJoin,
  };
}
