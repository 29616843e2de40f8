import type { OwnPhone } from "../../src/phone/phone";
import type { SipLine } from "../../src/phone/sip/line";
import { type CheckPhone, createCheckPhone, until } from "../../tools/check-pbx/check-phone";
import type { PhoneSystem } from "./phone-system";

/** A phone without a browser, and what it says to the phone system and is told by it beside calls. */
export interface DeskPhone extends CheckPhone {
  /** Sends a command and gives the answer. */
  asks(command: string): Promise<string>;
  /** Every line that was told without being asked for, oldest first. */
  told(): readonly string[];
  /** The next line that begins so, after what `told` said when this was called last for it. */
  isTold(start: string): Promise<string>;
  /** Head fields of the newest INVITE that came. */
  invited(header: string): string | null;
  countInvited(): number;
}

let refs = 0;

/** Texts from "cmd" in the order they came. */
function texts(received: readonly string[]): readonly string[] {
  return received
    .filter((message) => message.startsWith("MESSAGE ") && /^From:.*sip:cmd@/im.test(message))
    .map((message) => message.slice(message.indexOf("\r\n\r\n") + 4).trim());
}

export async function signInDeskPhone(pbx: PhoneSystem, extension: string): Promise<DeskPhone> {
  const phone = createCheckPhone({
    account: { server: `ws://127.0.0.1:${pbx.port}${pbx.path}`, domain: "127.0.0.1", extension },
    password: `pw${extension}`,
    config: { dialect: "asterisk" },
  });
  await phone.signsIn();
  const { trial } = phone.phone as OwnPhone;
  const seen = new Map<string, number>();
  const isAnswer = (line: string): boolean => /^ask\d+ /.test(line);
  const told = (): readonly string[] =>
    texts(phone.received).filter((line) => !isAnswer(line) && !/^[0-9a-f]{12} /.test(line));
  const invites = (): readonly string[] =>
    phone.received.filter((message) => message.startsWith("INVITE "));
  return {
    ...phone,
    async asks(command) {
      refs += 1;
      const ref = `ask${refs}`;
      await (trial.line() as SipLine | null)?.sendText("cmd", command, [`X-Ref: ${ref}`]);
      const answer = (): string | undefined =>
        texts(phone.received).find((line) => line.startsWith(`${ref} `));
      await until(() => answer() !== undefined, `an answer to ${command}`);
      return (answer() ?? "").slice(ref.length + 1);
    },
    told,
    async isTold(start) {
      const all = (): readonly string[] => told().filter((line) => line.startsWith(start));
      const before = seen.get(start) ?? 0;
      await until(
        () => all().length > before,
        () => `${extension} is told ${start}; was told ${told().join(" | ")}`,
      );
      seen.set(start, before + 1);
      return all()[before] ?? "";
    },
    invited(header) {
      const head = invites().at(-1) ?? "";
      return new RegExp(`^${header}:\\s*(.*?)\\r?$`, "im").exec(head)?.[1] ?? null;
    },
    countInvited: () =>
      new Set(invites().map((head) => /^Call-ID:\s*(.*)$/im.exec(head)?.[1])).size,
  };
}
