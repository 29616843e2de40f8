import { readCommandText } from "@/lib/command-text";
import { isExtension } from "@/lib/command-words";
import type { Commands } from "@/phone/commands/commands";
import { PhoneError } from "@/phone/errors";

import type { AuditLine, SupervisionQueries } from "./supervision-state";

const pageSize = 50;
/** The lines come one by one; when none has come for so long, no more will. */
const silenceMs = 1_500;
const word = /^[A-Za-z][\w-]{0,31}$/;

/** `audit 1732800000 1005 1001 pause lunch Please%20rest`, from the network; `null`: it is none. */
function readAuditLine(line: string): AuditLine | null {
  const [kind, epoch = "", supervisor = "", agent = "", act = "", detail = "-", text = "-"] =
    line.split(/\s+/);
  const isKnown = isExtension(supervisor) && isExtension(agent) && word.test(act);
  if (kind !== "audit" || !/^\d{1,11}$/.test(epoch) || !isKnown) return null;
  return {
    at: Number(epoch) * 1_000,
    supervisor,
    agent,
    act,
    detail: readCommandText(detail),
    text: readCommandText(text),
  };
}

/** Reads the list of the phone system, one page at a time: its lines do not say whose question they answer. */
export function createAudit(
  commands: Pick<Commands, "send" | "watch">,
): SupervisionQueries["audit"] {
  let last: Promise<unknown> = Promise.resolve();

  async function read(page: number): ReturnType<SupervisionQueries["audit"]> {
    const lines: AuditLine[] = [];
    let expected = pageSize;
    let finish: () => void = () => undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waitOn = (): void => {
      clearTimeout(timer);
      timer = setTimeout(finish, silenceMs);
    };
    const complete = new Promise<void>((resolve) => (finish = resolve));
    const stop = commands.watch((text) => {
      const line = readAuditLine(text);
      if (line === null || lines.length === pageSize) return;
      lines.push(line);
      if (lines.length >= expected) finish();
      else if (timer !== undefined) waitOn();
    });
    try {
      const answer = await commands.send(page === 0 ? "audit" : `audit ${page}`);
      if (answer === "FORBIDDEN") throw new PhoneError("forbidden");
      if (!/^\d{1,9}$/.test(answer)) throw new PhoneError("commandFailed");
      const count = Number(answer);
      // `count` is of all pages; of one page alone where it is too small for that.
      const isOfAll = count > page * pageSize;
      expected = Math.min(pageSize, isOfAll ? count - page * pageSize : count);
      if (lines.length < expected) {
        waitOn();
        await complete;
      }
      return { count, lines };
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  return (page) => {
    const asked = last.then(() => read(page));
    last = asked.catch(() => undefined);
    return asked;
  };
}
