import type { FakePbx } from "./fake-pbx";

interface Member {
  isIn: boolean;
  readonly penalty: number;
}

/** The queues of a phone system as one agent has them, and its command channel (`cmd`). */
export interface FakeQueues {
  /** Commands of the agent's state as they came, oldest first. */
  readonly heard: readonly string[];
  readonly state: {
    readonly queues: Readonly<Record<string, Member>>;
    reason: string | null;
    pausedAt: number;
  };
  /** How many times the state was asked for. */
  asked: number;
  /** Answers to commands by their first word, instead of the usual ones; `null`: none at all. */
  readonly answers: Map<string, string | null>;
  /** Tells no phone of what it has not asked for. */
  isSilent: boolean;
  isIn(queue: string): boolean;
  /** Somebody else changes it, and the agent's phones are told. */
  changes(by: string, why: string, change: () => void): void;
  /** Pauses as it does at the end of a call of a queue with wrap-up. */
  wrapsUp(): void;
  /** It was started anew and knows nothing of before. */
  forgets(): void;
}

/** Teaches a fake phone system the commands of agents, as pbx/asterisk has them. */
export function serveQueues(
  pbx: FakePbx,
  penalties: Readonly<Record<string, number>> = { support: 0, sales: 5 },
): FakeQueues {
  const members: Record<string, Member> = Object.fromEntries(
    Object.entries(penalties).map(([id, penalty]) => [id, { isIn: false, penalty }]),
  );
  const heard: string[] = [];
  const state: FakeQueues["state"] = { queues: members, reason: null, pausedAt: 0 };

  function line(): string {
    const queues = Object.entries(members).map(
      ([id, { isIn, penalty }]) => `${id}:${isIn ? 1 : 0}:${penalty}`,
    );
    const isPaused = state.reason !== null;
    return `q=${queues.join(";")} p=${isPaused ? 1 : 0} r=${state.reason ?? ""} t=${state.pausedAt}`;
  }

  function tell(by: string, why: string): void {
    if (!queues.isSilent) pbx.message("cmd", `state ${line()} by=${by} why=${why}`);
  }

  function pause(reason: string): void {
    state.reason = reason;
    state.pausedAt = Math.floor(Date.now() / 1_000);
  }

  function perform(command: string): string {
    const [word = "", argument = ""] = command.split(" ");
    const member = members[argument];
    const isAnywhere = Object.values(members).some(({ isIn }) => isIn);
    switch (word) {
      case "login":
        if (member === undefined) return "FORBIDDEN";
        if (member.isIn) return "MEMBERALREADY";
        member.isIn = true;
        return "ADDED";
      case "logout":
        if (member?.isIn !== true) return "NOTINQUEUE";
        member.isIn = false;
        return "REMOVED";
      case "pause":
        pause(argument);
        return isAnywhere ? "PAUSED" : "NOTINQUEUE";
      case "unpause":
        state.reason = null;
        state.pausedAt = 0;
        return isAnywhere ? "UNPAUSED" : "NOTINQUEUE";
      default:
        return "UNKNOWN";
    }
  }

  const before = pbx.onRequest;
  pbx.onRequest = (request) => {
    before(request);
    if (request.method !== "MESSAGE" || !request.uri.startsWith("sip:cmd@")) return;
    const ref = request.header("x-ref") ?? "";
    const command = request.body.trim();
    // After the 200 to the request.
    queueMicrotask(() => {
      if (command === "state") {
        queues.asked += 1;
        return pbx.message("cmd", `${ref} ${line()}`);
      }
      if (!/^(?:login|logout|pause|unpause)\b/.test(command)) {
        return pbx.message("cmd", `${ref} UNKNOWN`);
      }
      heard.push(command);
      const told = queues.answers.get(command.split(" ", 1)[0] ?? "");
      if (told === null) return;
      const answer = told ?? perform(command);
      if (told === undefined) tell("1001", "own");
      pbx.message("cmd", `${ref} ${answer}`);
    });
  };

  const queues: FakeQueues = {
    heard,
    state,
    asked: 0,
    answers: new Map(),
    isSilent: false,
    isIn: (queue) => members[queue]?.isIn === true,
    changes(by, why, change) {
      change();
      tell(by, why);
    },
    wrapsUp: () => queues.changes("system", "wrapup", () => pause("wrapup")),
    forgets() {
      for (const member of Object.values(members)) member.isIn = false;
      state.reason = null;
      state.pausedAt = 0;
    },
  };
  return queues;
}
