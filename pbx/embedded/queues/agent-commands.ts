import type { Presences } from "../watch/presences";
import type { StateChange } from "./agents";
import type { Queues } from "./queues";
import { numberWord, reasonWord } from "./words";

/** Commands of agents about queues. */
export interface AgentCommands {
  /** null: it is none of them. */
  run(extension: string, verb: string, words: string): string | null;
}

export interface AgentCommandsWorld {
  readonly queues: Pick<Queues, "agents" | "callbacks" | "surveys" | "colleaguesOf">;
  readonly presences: Pick<Presences, "of">;
  tell(extension: string, line: string): void;
}

const unknown = "UNKNOWN";

export function createAgentCommands(world: AgentCommandsWorld): AgentCommands {
  const { queues, presences, tell } = world;
  const { agents, callbacks, surveys, colleaguesOf } = queues;

  /** After the answer, which is sent first. */
  function tellNext(extension: string, lines: readonly string[]): void {
    queueMicrotask(() => {
      for (const line of lines) tell(extension, line);
    });
  }

  function openCallbacks(extension: string): string {
    const names = agents.mayJoin(extension).map(({ name }) => name);
    const { count, lines } = callbacks.open(names);
    tellNext(extension, lines);
    return `${count}`;
  }

  function called(extension: string, words: string): string {
    const number = numberWord(words.replace(/[^+0-9]/g, ""));
    if (number === "-") return unknown;
    const line = `called ${number} ${extension} ${Math.floor(Date.now() / 1000)}`;
    for (const colleague of colleaguesOf(extension)) tell(colleague, line);
    return "OK";
  }

  function status(extension: string): string {
    const { type, subtype, text } = presences.of(extension);
    const paused = agents.pauseOf(extension) === null ? 0 : 1;
    return `paused=${paused} presence=${type} subtype=${subtype} message=${text}`;
  }

  function run(extension: string, verb: string, words: string): string | null {
    const own: StateChange = { by: extension, why: "own" };
    switch (verb) {
      case "login":
        return agents.login(extension, words, own);
      case "logout":
        return agents.logout(extension, words, own);
      case "pause":
        return agents.pause(extension, reasonWord(words), own);
      case "unpause":
        return agents.unpause(extension, own);
      case "state":
        queueMicrotask(() => surveys.tellAgain(extension));
        return agents.stateLine(extension);
      case "status":
        return status(extension);
      case "called":
        return called(extension, words);
      case "callbacks":
        return openCallbacks(extension);
      case "take":
      case "done":
      case "back":
        return callbacks[verb](extension, words);
      default:
        return null;
    }
  }

  return { run };
}
