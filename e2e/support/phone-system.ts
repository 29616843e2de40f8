import { clientConfig } from "../../pbx/embedded/client-config";
import type { SwitchControl, SwitchSnapshot } from "../../pbx/embedded/control";
import type { SwitchOptions } from "../../pbx/embedded/options";
import { queues } from "../../pbx/embedded/queues/table";
import { startSwitch } from "../../pbx/embedded/worker-host";

/** What the stories see of a phone system at work. */
export interface PhoneSystemSnapshot extends Pick<SwitchSnapshot, "customers" | "outside"> {
  readonly legs: readonly { readonly user: string | null; readonly digits: string }[];
  readonly registrations: readonly { readonly user: string; readonly contact: string }[];
}

/** What the stories need of a phone system, whichever it is. */
export interface PhoneSystem extends Pick<
  SwitchControl,
  "port" | "customerCalls" | "customerDoes" | "endCalls" | "close"
> {
  readonly name: "embedded" | "asterisk";
  /** Where its WebSocket is. */
  readonly path: string;
  /** What `/config.json` says. */
  readonly config: object;
  snapshot(): Promise<PhoneSystemSnapshot>;
  /** Queues that customers wait in, with the name that stands on their calls. */
  readonly queues: readonly { readonly number: string; readonly name: string }[];
  /** An agent begins or ends to take calls of a queue. */
  serves(extension: string, queue: string, isServing: boolean): Promise<void>;
  /** How long the message is that is being spoken into a mailbox; 0 while there is none, and without voicemail. */
  recordedMs(mailbox: string): Promise<number>;
  /** It dies as in a crash, and comes up again at the same port. */
  restart(): Promise<void>;
  /**
   * No packet of sound gets through to it or from it, until what this resolves with is called. On Asterisk the whole
   * path is gone, ICE's own packets too.
   */
  loseSound(): Promise<() => Promise<void>>;
  /** How loud a tone is in what a customer hears; with the embedded switch anybody's by extension. */
  levelHeard(party: string, toneHz: number): Promise<number>;
}

/** The embedded switch, with the patience of a test. */
export interface EmbeddedSystem
  extends
    PhoneSystem,
    Pick<SwitchControl, "levels" | "setVoiceMessages" | "addFault" | "clearFaults"> {}

export function isEmbedded(pbx: PhoneSystem): pbx is EmbeddedSystem {
  return pbx.name === "embedded";
}

/** A real Asterisk. */
export interface AsteriskSystem extends PhoneSystem {
  /** UDP port where its trunk is listened for, if it was given one. */
  readonly trunkPort: number;
  /** Of this run: `log/`, `etc/`. */
  readonly folder: string;
  /** The output of a command of Asterisk's command line. */
  cli(command: string): Promise<string>;
}

export function isAsterisk(pbx: PhoneSystem): pbx is AsteriskSystem {
  return pbx.name === "asterisk";
}

export async function startEmbedded(options: Partial<SwitchOptions> = {}): Promise<EmbeddedSystem> {
  const all = {
    quiet: true,
    rtpTimeoutMs: 8_000,
    rtpTimeoutOnHoldMs: 8_000,
    transferorWaitMs: 3_000,
    earlyMediaMs: 1_500,
    earlyMediaTalkMs: 500,
    parkingMs: 12_000,
    ...options,
  };
  let control = await startSwitch(all);
  const { port } = control;
  return {
    port,
    customerCalls: (order) => control.customerCalls(order),
    customerDoes: (id, action) => control.customerDoes(id, action),
    setVoiceMessages: (user, fresh) => control.setVoiceMessages(user, fresh),
    snapshot: () => control.snapshot(),
    endCalls: () => control.endCalls(),
    levels: (query) => control.levels(query),
    addFault: (rule) => control.addFault(rule),
    clearFaults: () => control.clearFaults(),
    async restart() {
      await control.close();
      control = await startSwitch({ ...all, port });
    },
    async loseSound() {
      await control.addFault({ on: "rtp", lossPercent: 100 });
      return () => control.clearFaults();
    },
    close: () => control.close(),
    name: "embedded",
    path: "/sip",
    config: clientConfig,
    queues: queues.map(({ number, names }) => ({ number, name: names.en })),
    async serves(extension, number, isServing) {
      const name = queues.find((queue) => queue.number === number)?.name ?? "";
      await control.setServing(extension, name, isServing);
    },
    recordedMs: async () => 0,
    async levelHeard(leg, toneHz) {
      const query = { leg, side: "sent", frequenciesHz: [toneHz] } as const;
      const [db = -120] = await control.levels(query).catch(() => [-120]);
      return db;
    },
  };
}
