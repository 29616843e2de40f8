import { spyModes } from "../media/hearing";
import type { Audit, Deed } from "./audit";
import type { Hands } from "./hands";
import type { Hearers } from "./hearers";
import type { Orders } from "./orders";
import { type Rights, rightsWords } from "./rights";
import type { TakeOvers } from "./take-overs";
import { idWord, passedWord, textWord } from "./words";

/** Commands of supervisors, and of agents to them. */
export interface SupervisionCommands {
  /** null: it is none of them. */
  run(extension: string, verb: string, words: string): string | null;
}

export interface SupervisionCommandsWorld {
  readonly rights: Rights;
  readonly audit: Audit;
  readonly hands: Hands;
  readonly hearers: Pick<Hearers, "listens" | "isListening">;
  readonly takeOvers: Pick<TakeOvers, "start">;
  readonly orders: Orders;
  isRegistered(extension: string): boolean;
  tell(extension: string, line: string): void;
  /** What an agent's phone says of itself, for whoever watches. */
  setDesk(extension: string, summary: string): void;
}

const unknown = "UNKNOWN";
const forbidden = "FORBIDDEN";

const longestSummary = 300;

export function createSupervisionCommands(world: SupervisionCommandsWorld): SupervisionCommands {
  const { rights, audit, hands, hearers, orders, tell } = world;

  /** After the answer, which is sent first: so many, and a line for each. */
  function list(extension: string, count: number, lines: readonly string[]): string {
    queueMicrotask(() => {
      for (const line of lines) tell(extension, line);
    });
    return `${count}`;
  }

  function help(agent: string, word: string): string {
    if (word === "-") hands.lower(agent);
    else hands.raise(agent, textWord(word));
    return "OK";
  }

  function listHands(supervisor: string): string {
    if (rights.of(supervisor).role === "agent") return forbidden;
    const lines = hands.of((agent) => rights.isOver(supervisor, agent));
    return list(supervisor, lines.length, lines);
  }

  function readAudit(reader: string, word: string): string {
    const isAgent = rights.of(reader).role === "agent";
    if (isAgent && !rights.agentJournal) return forbidden;
    if (!/^\d{0,4}$/.test(word)) return unknown;
    const mayRead = ({ agent }: Deed): boolean =>
      rights.isOver(reader, agent) || (rights.agentJournal && agent === reader);
    const { count, lines } = audit.read(mayRead, Number(word));
    return list(reader, count, lines);
  }

  /** An agent's phone answers a supervisor. */
  function answer(supervisor: string, agent: string, line: string | null): string {
    if (!rights.isOver(supervisor, agent)) return forbidden;
    if (line === null) return unknown;
    tell(supervisor, line);
    return "OK";
  }

  function answerCue(agent: string, [supervisor = "", word, how = ""]: readonly string[]): string {
    const id = idWord(word);
    const isAnswer = id !== null && ["got", "help"].includes(how);
    return answer(supervisor, agent, isAnswer ? `cue-answer ${agent} ${id} ${how}` : null);
  }

  function answerAsked(agent: string, [supervisor = "", word, said]: readonly string[]): string {
    const [ref, text] = [idWord(word), passedWord(said)];
    const isAnswer = ref !== null && text !== null;
    return answer(supervisor, agent, isAnswer ? `told ${agent} ${ref} ${text}` : null);
  }

  /** To the phones of an agent, which may have something to answer. */
  function ask(agent: string, line: string | null): string {
    if (line === null) return unknown;
    if (!world.isRegistered(agent)) return "NOBODY";
    tell(agent, line);
    return "OK";
  }

  function cue(supervisor: string, agent: string, [word, said]: readonly string[]): string {
    const [id, text] = [idWord(word), textWord(said)];
    const isCue = id !== null && text !== null;
    const result = ask(agent, isCue ? `cue ${supervisor} ${id} ${text}` : null);
    if (result === "OK") audit.write({ supervisor, agent, act: "cue", detail: id, text });
    return result;
  }

  /** With whom the agent talks: their phone answers by `tell`. */
  function askParty(supervisor: string, agent: string, [word]: readonly string[]): string {
    const ref = idWord(word);
    const result = ask(agent, ref === null ? null : `ask ${supervisor} ${ref}`);
    if (result === "OK") audit.write({ supervisor, agent, act: "ask", detail: null, text: null });
    return result;
  }

  function setDesk(extension: string, words: string): void {
    const summary = words.replace(/[^0-9A-Za-z=&._-]/g, "").slice(0, longestSummary);
    world.setDesk(extension, summary === "-" ? "" : summary);
  }

  function announce(supervisor: string, agent: string, [word, text]: readonly string[]): string {
    if (word === "end") return "OK"; // told when it has ended
    const mode = spyModes.find((candidate) => candidate === word);
    if (mode === undefined) return unknown;
    if (!hearers.isListening(supervisor, agent)) return "NOCALL";
    hearers.listens(supervisor, agent, mode, textWord(text));
    return "OK";
  }

  function supervise(supervisor: string, words: string): string {
    const [act = "", agent = "", ...rest] = words.split(" ");
    if (!rights.isOver(supervisor, agent)) return forbidden;
    switch (act) {
      case "mode":
        return announce(supervisor, agent, rest);
      case "take":
        if (!world.isRegistered(supervisor)) return "NOCALL";
        return world.takeOvers.start({ supervisor, agent, text: textWord(rest[0]) });
      case "cue":
        return cue(supervisor, agent, rest);
      case "ask":
        return askParty(supervisor, agent, rest);
      default:
        return orders.run(supervisor, act, agent, rest) ?? unknown;
    }
  }

  function run(extension: string, verb: string, words: string): string | null {
    switch (verb) {
      case "rights":
        return rightsWords(rights, extension);
      case "desk":
        setDesk(extension, words);
        return "OK";
      case "help":
        return help(extension, words);
      case "hands":
        return listHands(extension);
      case "audit":
        return readAudit(extension, words);
      case "cue-answer":
        return answerCue(extension, words.split(" "));
      case "tell":
        return answerAsked(extension, words.split(" "));
      case "sup":
        return supervise(extension, words);
      default:
        return null;
    }
  }

  return { run };
}
