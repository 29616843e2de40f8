import type { StoreApi } from "zustand/vanilla";

import { readCommandText, writeCommandText } from "@/lib/command-text";
import { isExtension } from "@/lib/command-words";
import { newId } from "@/lib/new-id";
import { readRights } from "@/phone/dialects/read-rights";
import { PhoneError, type PhoneErrorCode, toProblem } from "@/phone/errors";

import { createAudit } from "./audit";
import { mayHelp } from "./rights";
import { createSpying } from "./spying";
import type { SupervisionOptions } from "./supervision";
import type {
  SentCue,
  SupervisionCommand,
  SupervisionQueries,
  SupervisionState,
} from "./supervision-state";

/** What the facade loads once somebody is signed in where supervision is possible. */
export interface SupervisionWork {
  readonly audit: SupervisionQueries["audit"];
  do(command: SupervisionCommand): Promise<void>;
  /** Connected: what may this user do? */
  begin(): Promise<void>;
  /** The page that listened to this agent is gone. */
  listenAgain(agent: string): void;
  isTakenFrom(agent: string): boolean;
  end(): void;
  /** Another page goes on with it: nothing is heard from this one any more. */
  letGo(): void;
}

type Order = Extract<SupervisionCommand, { type: "order" }>["order"];

/** Answers of the phone system that are no "done", and what they mean. */
const refusals: Readonly<Record<string, PhoneErrorCode>> = {
  FORBIDDEN: "forbidden",
  NOCALL: "noCallThere",
  NOBODY: "nobodyThere",
};
const done: readonly string[] = [
  "OK",
  "PAUSED",
  "UNPAUSED",
  "ADDED",
  "MEMBERALREADY",
  "REMOVED",
  "NOTINQUEUE",
];
const name = /^[a-z][a-z0-9_]{0,29}$/;
const mostCues = 200;
const mostQuestions = 4;
/** The customer comes at once; what comes later under this name was not asked for. */
const takingMs = 20_000;

export function createSupervisionWork(
  options: SupervisionOptions,
  store: StoreApi<SupervisionState>,
): SupervisionWork {
  const { calls, commands, now } = options;
  let taking: { readonly agent: string; readonly until: number } | null = null;

  /** Of connections and sign-outs. */
  let shift = 0;

  async function ask(command: string): Promise<void> {
    const answer = await commands.send(command);
    const [word = ""] = answer.split(/\s/, 1);
    if (done.includes(word)) return;
    const refusal = refusals[word];
    throw refusal === undefined
      ? new PhoneError("commandFailed", { answer: word.slice(0, 40) })
      : new PhoneError(refusal);
  }

  const spying = createSpying({
    ...options,
    store,
    tell: (agent, mode) => ask(`sup mode ${agent} ${mode} -`).then(() => null, toProblem),
  });
  const readAudit = createAudit(commands);

  /** Asterisk takes sockets a moment before it hears messages: after a restart one may go unanswered. */
  async function askRights(attempt = 1): Promise<string> {
    return commands.send("rights").catch((error: unknown) => {
      if (attempt === mostQuestions || !options.isConnected()) throw error;
      return askRights(attempt + 1);
    });
  }

  function requireMay(agent: string): void {
    if (!options.isConnected()) throw new PhoneError("notConnected");
    if (!mayHelp(store.getState().rights, agent)) throw new PhoneError("forbidden");
  }

  async function takeOver(agent: string, reason: string): Promise<void> {
    const own = Object.values(calls.store.getState().byId).some(
      ({ phase, purpose }) => phase !== "ended" && purpose.kind !== "supervision",
    );
    if (own) throw new PhoneError("inCall");
    const mine = { agent, until: now() + takingMs };
    taking = mine;
    try {
      await ask(`sup take ${agent} ${writeCommandText(reason)}`);
    } catch (error) {
      if (taking === mine) taking = null;
      throw error;
    }
  }

  async function sendCue(agent: string, text: string): Promise<void> {
    const word = writeCommandText(text);
    const said = readCommandText(word);
    if (said === null) return;
    const id = newId().replaceAll("-", "").slice(0, 10);
    const cue: SentCue = { id, agent, text: said, at: now(), answer: null };
    const { cues } = store.getState();
    // Before it is taken: the agent may be quicker than the answer of the phone system.
    store.setState({ cues: [cue, ...cues].slice(0, mostCues) });
    try {
      await ask(`sup cue ${agent} ${id} ${word}`);
    } catch (error) {
      store.setState((state) => ({ cues: state.cues.filter((each) => each.id !== id) }));
      throw error;
    }
  }

  /** `cue-answer <agent> <id> <got|help>` */
  function hear(line: string): void {
    const [, agent, id, answer] = /^cue-answer (\S{1,32}) (\w{1,32}) (got|help)$/.exec(line) ?? [];
    if (agent === undefined) return;
    store.setState(({ cues }) => ({
      cues: cues.map((cue) =>
        cue.id === id && cue.agent === agent ? { ...cue, answer: answer as "got" | "help" } : cue,
      ),
    }));
  }
  commands.watch(hear);

  async function perform(command: SupervisionCommand): Promise<void> {
    switch (command.type) {
      case "stop":
        return spying.stop();
      case "dismissLast":
        return store.setState({ last: null });
      case "switchTo": {
        const agent = store.getState().session?.agent;
        if (agent === undefined) return;
        // Less is always allowed.
        if (command.mode !== "monitor") requireMay(agent);
        return spying.switchTo(command.mode);
      }
      default:
        requireMay(command.agent);
    }
    switch (command.type) {
      case "spy":
        return spying.spy(command.agent, command.mode);
      case "spyNext":
        return spying.spyNext(command.agent);
      case "takeOver":
        return takeOver(command.agent, command.reason);
      case "cue":
        return sendCue(command.agent, command.text);
      case "order":
        return ask(writeOrder(command.agent, command.order, command.reason));
    }
  }

  return {
    do: perform,
    async audit(page) {
      if (!options.isConnected()) throw new PhoneError("notConnected");
      const { rights } = store.getState();
      const mayRead = rights !== null && (rights.role !== "agent" || rights.journal);
      if (!mayRead) throw new PhoneError("forbidden");
      return readAudit(Number.isInteger(page) && page > 0 ? page : 0);
    },
    async begin() {
      spying.linkUp();
      shift += 1;
      const own = shift;
      const answer = await askRights();
      // Somebody else may be signed in by now.
      if (shift === own) store.setState({ rights: readRights(answer) });
    },
    listenAgain(agent) {
      if (isExtension(agent)) spying.again(agent);
    },
    isTakenFrom(agent) {
      const isIt = taking !== null && taking.agent === agent && now() < taking.until;
      if (isIt) taking = null;
      return isIt;
    },
    letGo: spying.letGo,
    end() {
      shift += 1;
      spying.stop();
      taking = null;
    },
  };
}

function writeOrder(agent: string, order: Order, reason: string): string {
  const text = writeCommandText(reason);
  const argument = order.do === "pause" ? order.why : "queue" in order ? order.queue : null;
  if (argument !== null && !name.test(argument)) throw new PhoneError("commandFailed");
  return ["sup", order.do, agent, ...(argument === null ? [] : [argument]), text].join(" ");
}
