import type { Conferences } from "./calls/conferences";
import type { Languages } from "./languages";
import type { Notes } from "./notes";
import type { AgentCommands } from "./queues/agent-commands";
import type { SupervisionCommands } from "./supervision/commands";
import { type Presences, readPresence } from "./watch/presences";

/** What clients ask of the switch without a call, by MESSAGE. */
export interface Commands {
  /** The result, a word or two. */
  run(user: string, command: string): string;
}

export interface CommandsWorld {
  readonly notes: Pick<Notes, "write">;
  readonly languages: Pick<Languages, "choose">;
  readonly conferences: Pick<Conferences, "kick" | "end" | "isMadeBy">;
  readonly presences: Pick<Presences, "set">;
  readonly agentCommands: AgentCommands;
  readonly supervisionCommands: SupervisionCommands;
}

const unknown = "UNKNOWN";

/** Longer ones arrive empty at Asterisk 22. */
const mostBytes = 1_023;

export function createCommands(world: CommandsWorld): Commands {
  const { notes, languages, conferences, presences, agentCommands, supervisionCommands } = world;

  function runConference(user: string, words: string): string {
    const [action = "", room = "", member = ""] = words.split(" ");
    if (!conferences.isMadeBy(user, room)) return "FORBIDDEN";
    if (action === "end") return conferences.end(user, room);
    if (action !== "kick") return unknown;
    return /^\d$/.test(member) ? conferences.kick(user, room, Number(member)) : "NOTFOUND";
  }

  function run(user: string, command: string): string {
    if (Buffer.byteLength(command) > mostBytes) return unknown;
    const [verb = "", ...rest] = command.trim().split(" ");
    const words = rest.join(" ");
    switch (verb) {
      case "note":
        // It becomes a header: what is not percent-encoded text is left out.
        notes.write(user, words.replace(/[^0-9A-Za-z%._~-]/g, ""));
        return "OK";
      case "presence": {
        const presence = readPresence(words);
        if (presence === null) return unknown;
        presences.set(user, presence);
        return "OK";
      }
      case "language":
        return languages.choose(user, words);
      case "conf":
        return runConference(user, words);
      default:
        return (
          agentCommands.run(user, verb, words) ??
          supervisionCommands.run(user, verb, words) ??
          unknown
        );
    }
  }

  return { run };
}
