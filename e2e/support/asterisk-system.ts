import { randomUUID } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

import { clientConfig } from "../../pbx/asterisk/client-config";
import { callAsCustomer } from "../../pbx/asterisk/customers";
import { readSiteFile } from "../../pbx/asterisk/generate.mjs";
import { startAsterisk } from "../../pbx/asterisk/run.mjs";
import type { Site, SiteOutside } from "../../pbx/asterisk/site.mjs";
import type { CustomerOrder, CustomerOutcome, CustomerSnapshot } from "../../pbx/embedded/control";
import { createSilence, createTone, type Source } from "../../pbx/embedded/media/sounds";
import { startAudioSocketServer, type Voice } from "./audio-socket";
import type { AsteriskSystem, PhoneSystemSnapshot } from "./phone-system";
import { dropUdp } from "./udp-drop";

interface Customer {
  readonly order: CustomerOrder;
  readonly voice: Voice;
  hasHungUp: boolean;
}

export interface AsteriskOptions {
  readonly ringSeconds?: number;
  /** Where the telephone company is; without one Asterisk plays its part. */
  readonly trunk?: SiteOutside["trunk"];
  /** What else is different from site.json. */
  readonly change?: (site: Site) => Site;
}

/** A range of ports of this process alone, well below those that the system gives out: its sound is dropped by port. */
const portsPerRun = 200;
const firstPort = 20_000;
const ranges = 60;

/** 16 bits at 8 kHz. */
const wavBytesPerMs = 16;

/** Q.850 causes of a call that nobody took. */
const outcomes: Readonly<Record<string, CustomerOutcome>> = {
  "1": "unknownNumber",
  "17": "busy",
  "19": "noAnswer",
  "20": "unavailable",
  "21": "declined",
};

/** A real Asterisk of its own; its customers speak and hear through AudioSocket. */
export async function startAsteriskSystem({
  ringSeconds = 30,
  trunk = null,
  change = (site) => site,
}: AsteriskOptions = {}): Promise<AsteriskSystem> {
  // A story that fails leaves calls behind: they end with their sound.
  const timeouts = { ringSeconds, parkingSeconds: 12, rtpSeconds: 8, rtpOnHoldSeconds: 8 };
  const read = readSiteFile();
  const site = change({ ...read, timeouts, outside: { ...read.outside, trunk } });
  const rtpStart = firstPort + (process.pid % ranges) * portsPerRun;
  const rtpEnd = rtpStart + portsPerRun - 1;
  const asterisk = await startAsterisk({
    rtpStart,
    rtpEnd,
    site,
    say: (text) => process.stdout.write(`${text}\n`),
  });
  const { cli } = asterisk;
  const sounds = await startAudioSocketServer();
  const loadSound = async (): Promise<void> => {
    for (const name of ["res_audiosocket", "app_audiosocket"]) await cli(`module load ${name}.so`);
  };
  await loadSound();
  const customers = new Map<string, Customer>();

  const channels = async (): Promise<readonly string[]> =>
    (await cli("core show channels concise")).split("\n").flatMap((line) => line.split("!", 1));

  async function snapshotOf(
    id: string,
    customer: Customer,
    names: readonly string[],
  ): Promise<CustomerSnapshot> {
    const { order, hasHungUp } = customer;
    const answer = await cli(`database get customer/${id} outcome`);
    const said = /Value: (?:(ANSWERED)|cause (\d+))/.exec(answer);
    const isUp = names.some((name) => name.startsWith(`Local/${id}@`));
    const refused = hasHungUp ? "abandoned" : (outcomes[said?.[2] ?? ""] ?? "failed");
    return {
      id,
      to: order.to,
      name: order.name,
      number: order.number,
      outcome: said === null ? "ringing" : said[1] === undefined ? refused : "answered",
      endedBy: null,
      leg: isUp ? id : null,
      digits: "",
    };
  }

  async function readDigits(names: readonly string[]): Promise<PhoneSystemSnapshot["legs"]> {
    const log = await readFile(join(asterisk.folder, "log/dtmf.log"), "utf8").catch(() => "");
    const pressed = [...log.matchAll(/DTMF end '(.)' received on (PJSIP\/\S+?),/g)];
    return names
      .filter((name) => name.startsWith("PJSIP/"))
      .map((name) => ({
        user: /^PJSIP\/(\w+)-/.exec(name)?.[1] ?? null,
        digits: pressed.flatMap(([, digit, channel]) => (channel === name ? [digit] : [])).join(""),
      }));
  }

  return {
    name: "asterisk",
    port: asterisk.port,
    path: "/ws",
    trunkPort: asterisk.trunkPort,
    folder: asterisk.folder,
    cli,
    config: { ...clientConfig(site), server: "/sip", region: "FI" },
    async customerCalls(order) {
      const id = `c${customers.size + 1}`;
      const uuid = randomUUID();
      const voice = sounds.expect(uuid, sourceOf(order));
      customers.set(id, { order, voice, hasHungUp: false });
      const speak = `application AudioSocket ${uuid},127.0.0.1:${sounds.port}`;
      await callAsCustomer(cli, id, order, speak);
      return { id };
    },
    async customerDoes(id, action) {
      const customer = customers.get(id);
      if (customer === undefined) throw new Error(`there is no customer ${id}`);
      if (action.type !== "hangUp") throw new Error(`customers cannot ${action.type} here`);
      customer.hasHungUp = true;
      const own = (await channels()).filter((name) => name.startsWith(`Local/${id}@`));
      for (const name of own) await cli(`channel request hangup ${name}`);
    },
    async snapshot() {
      const names = await channels();
      const contacts = await cli("pjsip show contacts");
      const registrations = [...contacts.matchAll(/Contact:\s+(\d+)\/(sip:\S+)/g)];
      const outside = await cli("database get outside last");
      const [, number, from] = /Value: (\S+) (\S+)/.exec(outside) ?? [];
      return {
        outside: number === undefined || from === undefined ? [] : [{ number, from }],
        customers: await Promise.all(
          [...customers].map(([id, customer]) => snapshotOf(id, customer, names)),
        ),
        legs: await readDigits(names),
        registrations: registrations.map(([, user = "", contact = ""]) => ({ user, contact })),
      };
    },
    async endCalls() {
      await cli("channel request hangup all");
    },
    queues: site.queues.map(({ number, label }) => ({ number, name: label })),
    async serves(extension, number, isServing) {
      const name = site.queues.find((queue) => queue.number === number)?.name ?? "";
      const member = `Local/${extension}@queue-member`;
      const details = `penalty 0 as ${extension} state_interface PJSIP/${extension}`;
      await cli(
        isServing
          ? `queue add member ${member} to ${name} ${details}`
          : `queue remove member ${member} from ${name}`,
      );
    },
    async recordedMs(mailbox) {
      const folder = join(asterisk.folder, "spool/voicemail/default", mailbox, "tmp");
      const names = await readdir(folder).catch(() => []);
      const sizes = names
        .filter((name) => name.endsWith(".wav"))
        .map(async (name) => (await stat(join(folder, name))).size);
      return Math.max(0, ...(await Promise.all(sizes))) / wavBytesPerMs;
    },
    levelHeard: async (party, toneHz) => customers.get(party)?.voice.levelDb(toneHz) ?? -120,
    async restart() {
      await asterisk.restart();
      await loadSound();
    },
    loseSound: async () => dropUdp([`${rtpStart}-${rtpEnd}`]),
    async close() {
      await asterisk.stop();
      await sounds.close();
    },
  };
}

function sourceOf({ voice }: CustomerOrder): Source {
  return "toneHz" in voice ? createTone(voice.toneHz) : createSilence();
}
