import { WebSocket } from "ws";

import { directOrigin } from "../../src/phone/calls/origin";
import { asterisk } from "../../src/phone/dialects/asterisk";
import { openLine } from "../../src/phone/sip/line";
import type { Socket } from "../../src/phone/sip/wire-transport";
import { createFakeMedia } from "../../src/testing/fake-audio";
import type { PhoneSystem } from "./phone-system";

const answerMs = 5_000;

/** Layla, without a page: one command of a supervisor's, and its answer. */
export async function supervises(pbx: PhoneSystem, command: string): Promise<string> {
  const server = `ws://127.0.0.1:${pbx.port}${pbx.path}`;
  const account = { server, domain: "127.0.0.1", extension: "1005" };
  const ref = Math.random().toString(36).slice(2, 12);
  let heard: (answer: string) => void = () => undefined;
  const answer = new Promise<string>((resolve, reject) => {
    heard = resolve;
    setTimeout(() => reject(new Error(`no answer to "${command}"`)), answerMs);
  });
  const nothing = (): void => undefined;
  const line = openLine(
    { account, password: "pw1005" },
    { socketLost: nothing, registrationLost: nothing, proven: nothing },
    { offered: nothing, happened: nothing },
    {
      openSocket: (address) => new WebSocket(address, "sip") as unknown as Socket,
      media: createFakeMedia(),
      instanceId: () => crypto.randomUUID(),
      dialect: () => ({ ...asterisk, readOrigin: () => directOrigin }),
      expiresSeconds: 60,
      serversShareCalls: false,
      explainUnreachable: async (error) => error,
      messageSummary: nothing,
      heardText(from, text) {
        if (from === "cmd" && text.startsWith(`${ref} `)) heard(text.slice(ref.length).trim());
      },
      tap: { sent: nothing, received: nothing, socket: nothing },
      now: () => Date.now(),
    },
  );
  try {
    await line.connect(server);
    await line.register();
    await line.sendText("cmd", command, [`X-Ref: ${ref}`]);
    return await answer;
  } finally {
    await line.unregister().catch(nothing);
    line.close();
  }
}

/** Agents in no queue and on no break, whatever an earlier story has left behind. */
export async function putAtRest(pbx: PhoneSystem, ...extensions: readonly string[]): Promise<void> {
  for (const extension of extensions) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await supervises(pbx, `sup logout ${extension}`);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await supervises(pbx, `sup unpause ${extension}`);
  }
}
