import { newId } from "@/lib/new-id";
import { PhoneError } from "@/phone/errors";
import type { Stop } from "@/phone/store";
import { within } from "@/phone/within";

/** A way to ask the phone system for things that are no call: one line by MESSAGE, answered by one line. */
export interface Commands {
  /** Whether this phone system takes any. */
  isThere(): boolean;
  /**
   * Resolves with the answer, such as `OK`. Rejects with `commandFailed` (refused, unknown, no answer) or
   * `notConnected`.
   */
  send(command: string): Promise<string>;
  /** Like `send`, and anything but `OK` is `commandFailed`. */
  order(command: string): Promise<void>;
  /** Takes a line that came from a user of the phone system, as it came: hostile. */
  hear(from: string, text: string): void;
  /** What the phone system tells without being asked. */
  watch(listener: (text: string) => void): Stop;
}

export interface CommandsOptions {
  /** Whom commands are written to; `null`: this phone system takes none. */
  readonly user: () => string | null;
  readonly sendText: (to: string, text: string, headers: readonly string[]) => Promise<void>;
}

/** A body above 1,023 bytes arrives empty at Asterisk 22, without an error. */
const mostBytes = 1_000;
const answerTimeoutMs = 5_000;
/** Letters and digits are what the dialplan lets through. */
const refLength = 12;

export function createCommands({ user, sendText }: CommandsOptions): Commands {
  const waiting = new Map<string, (answer: string) => void>();
  const listeners = new Set<(text: string) => void>();

  async function send(command: string): Promise<string> {
    const to = user();
    const isShort = new TextEncoder().encode(command).length <= mostBytes;
    if (to === null || !isShort) throw new PhoneError("commandFailed");
    const ref = newId().replaceAll("-", "").slice(0, refLength);
    try {
      const answer = new Promise<string>((resolve) => waiting.set(ref, resolve));
      await sendText(to, command, [`X-Ref: ${ref}`]);
      return await within(answer, answerTimeoutMs, "commandFailed");
    } finally {
      waiting.delete(ref);
    }
  }

  return {
    isThere: () => user() !== null,
    send,
    async order(command) {
      const answer = await send(command);
      if (answer !== "OK") throw new PhoneError("commandFailed", { answer: answer.slice(0, 40) });
    },
    hear(from, text) {
      if (from !== user()) return;
      const [, ref = "", answer = ""] = /^\s*(\S+)(?:\s+([^]*))?$/.exec(text.slice(0, 2_000)) ?? [];
      const answered = waiting.get(ref);
      if (answered !== undefined) return answered(answer.trim());
      for (const listener of listeners) listener(text.trim());
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
