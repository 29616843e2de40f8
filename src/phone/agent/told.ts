import type { AgentQueue, Pause } from "./agent-state";

/** How the phone system says that this agent stands. */
export interface Told {
  readonly queues: readonly AgentQueue[];
  readonly pause: Pause | null;
}

export type ToldWhy = "own" | "missed" | "wrapup" | "supervisor" | "expired";

/** A line that came without having been asked for. */
export interface ToldChange extends Told {
  readonly by: string;
  readonly why: ToldWhy;
}

const name = /^[a-z][a-z0-9_]{0,29}$/;
const whys: readonly string[] = ["own", "missed", "wrapup", "supervisor", "expired"];
const mostQueues = 100;

/** Whether a queue or a reason may be said in a command. */
export function isName(text: string): boolean {
  return name.test(text);
}

/** `q=support:1:0;sales:0:5 p=1 r=lunch t=1732800000`, from the network; `null`: it is none. */
export function readTold(line: string, now: number): Told | null {
  const fields = fieldsOf(line);
  const queues = fields.get("q");
  const paused = fields.get("p");
  if (queues === undefined || (paused !== "0" && paused !== "1")) return null;
  const sinceMs = Number(fields.get("t") ?? 0) * 1_000;
  const reason = fields.get("r") ?? "";
  return {
    queues: queues.split(";").slice(0, mostQueues).flatMap(readQueue),
    pause:
      paused === "1"
        ? {
            reason: isName(reason) ? reason : "break",
            // Two clocks: nobody is on a break since tomorrow.
            since: sinceMs > 0 && sinceMs < now ? sinceMs : now,
          }
        : null,
  };
}

/** `state q=… by=1005 why=supervisor`. */
export function readToldChange(line: string, now: number): ToldChange | null {
  if (!line.startsWith("state ")) return null;
  const told = readTold(line, now);
  if (told === null) return null;
  const fields = fieldsOf(line);
  const why = fields.get("why") ?? "own";
  const by = fields.get("by") ?? "";
  return {
    ...told,
    by: /^[0-9]{1,20}$/.test(by) ? by : "system",
    why: whys.includes(why) ? (why as ToldWhy) : "own",
  };
}

function fieldsOf(line: string): ReadonlyMap<string, string> {
  return new Map(
    line.split(/\s+/).flatMap((word) => {
      const [, key, value] = /^([a-z]+)=(.*)$/.exec(word) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function readQueue(text: string): readonly AgentQueue[] {
  const [id = "", isIn, penalty] = text.split(":");
  if (!isName(id) || (isIn !== "0" && isIn !== "1")) return [];
  const number = Number(penalty ?? 0);
  return [{ id, isIn: isIn === "1", penalty: Number.isInteger(number) && number > 0 ? number : 0 }];
}
