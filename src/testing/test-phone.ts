import { newId } from "@/lib/new-id";
import type { Call } from "@/phone/calls/call";
import type { CallCommand } from "@/phone/calls/events";
import { selectAll } from "@/phone/calls/select";
import { type Config, defaultConfig } from "@/phone/config/config";
import type { Account } from "@/phone/connection/account";
import { createDiagnostics } from "@/phone/diagnostics/diagnostics";
import { createMemoryTrace } from "@/phone/diagnostics/trace-table";
import type { Tick } from "@/phone/media/quality/ticks";
import { createPhone, type Phone } from "@/phone/phone";
import type { Ports } from "@/phone/ports";
import type { ReportRows } from "@/phone/reports/report";
import { createReporter } from "@/phone/reports/reporter";
import type { Settings } from "@/phone/settings/settings";
import type { AccountTables } from "@/phone/storage/account-tables";
import { createMemoryTables } from "@/phone/storage/memory-tables";

import { createFakeAudio, createFakeMedia, type FakeAudio, type FakeMedia } from "./fake-audio";
import { createFakeCheck, type FakeCheck } from "./fake-check";
import { createFakeFiles } from "./fake-files";
import { createFakePbx, type FakePbx } from "./fake-pbx";
import { createFakeStorage, createFakeVault } from "./fake-vault";
import { until } from "./until";

/** An agent at a real phone: real engine, real sip.js; the wire, the sound and the storage are fakes. */
export interface TestPhone {
  readonly phone: Phone;
  readonly pbx: FakePbx;
  readonly audio: FakeAudio;
  readonly media: FakeMedia;
  readonly check: FakeCheck;
  readonly ports: Ports;
  readonly session: ReturnType<typeof createFakeStorage>;
  readonly lasting: ReturnType<typeof createFakeStorage>;
  network(): void;
  /** A second is over for whoever watches calls. */
  ticks(tick?: Tick): void;
  /** How many watch the seconds. */
  ticking(): number;
  signsIn(password?: string, remember?: boolean): Promise<void>;
  dials(target: string): void;
  /** A command to the newest call, or to the call with this number. */
  does(command: CallCommand, number?: string): void;
  call(number?: string): Call | null;
  /** Waits for the newest call, or the one with this number, to be in a phase. */
  expects(phase: Call["phase"], number?: string): Promise<Call>;
  waitsFor(condition: (call: Call) => boolean, what: string, number?: string): Promise<Call>;
}

export const testAccount: Account = {
  server: "wss://pbx.test/ws",
  domain: "pbx.test",
  extension: "1001",
};

export interface TestPhoneOptions {
  readonly config?: Partial<Config>;
  readonly ports?: Partial<Ports>;
  readonly pbx?: FakePbx;
}

export function testPhone(options: TestPhoneOptions = {}): TestPhone {
  const pbx = options.pbx ?? createFakePbx();
  const audio = createFakeAudio([{ kind: "microphone", id: "mic", label: "Desk microphone" }]);
  const media = createFakeMedia();
  const check = createFakeCheck(media);
  const session = createFakeStorage();
  const lasting = createFakeStorage();
  const tickers = new Set<(tick: Tick) => void>();
  let tables = createMemoryTables();
  const networkListeners = new Set<() => void>();
  let kept: Settings | null = null;
  const ports: Ports = {
    config: { ...defaultConfig, region: "FI", ...options.config },
    page: { protocol: "https:", host: "phone.test" },
    openSocket: (server) => pbx.wire.openSocket(server),
    media,
    audio,
    openCheck: async () => check,
    signIn: { vault: createFakeVault(), session, lasting },
    settings: {
      read: () => kept,
      write: (settings) => void (kept = settings),
      watch: () => () => undefined,
    },
    openTables: async () => (tables = createMemoryTables()),
    openReporter: async () => createReporter(() => readAll(tables)),
    openFiles: async () => createFakeFiles(),
    instanceId: newId(),
    livingInstances: async () => [],
    watchNetwork(listener) {
      networkListeners.add(listener);
      return () => networkListeners.delete(listener);
    },
    loadTicks: async () => (listener) => {
      tickers.add(listener);
      return () => tickers.delete(listener);
    },
    explainUnreachable: async (error) => error,
    diagnostics: createDiagnostics({
      openTable: async () => createMemoryTrace(),
      now: () => Date.now(),
    }),
    now: () => Date.now(),
    ...options.ports,
  };
  const phone = createPhone(ports);
  const find = (number?: string): Call | null => {
    const calls = selectAll(phone.calls.store.getState());
    return calls.findLast((call) => number === undefined || call.party.number === number) ?? null;
  };

  const agent: TestPhone = {
    phone,
    pbx,
    audio,
    media,
    check,
    ports,
    session,
    lasting,
    network() {
      for (const listener of networkListeners) listener();
    },
    ticking: () => tickers.size,
    ticks(tick = { type: "second", lateMs: 0 }) {
      for (const ticked of tickers) ticked(tick);
    },
    async signsIn(password = pbx.password, remember = false) {
      await phone.connection.do({ type: "signIn", account: testAccount, password, remember });
    },
    dials: (target) => phone.calls.do({ type: "dial", target }),
    does(command, number) {
      const call = find(number);
      if (call === null) throw new Error("there is no call");
      phone.calls.do({ ...command, id: call.id });
    },
    call: find,
    expects: (phase, number) => agent.waitsFor((call) => call.phase === phase, phase, number),
    async waitsFor(condition, what, number) {
      const met = (): boolean => {
        const call = find(number);
        return call !== null && condition(call);
      };
      await until(met, what).catch((error: unknown) => {
        throw new Error(`${String(error)}; the call is ${JSON.stringify(find(number))}`);
      });
      const call = find(number);
      if (call === null) throw new Error("there is no call");
      return call;
    },
  };
  return agent;
}

/** What a worker reads out of IndexedDB. */
async function readAll({ history, shifts }: AccountTables): Promise<ReportRows> {
  const calls = await history.search({ words: [], missedOnly: false, limit: Infinity });
  return {
    calls,
    shifts: await shifts.all(),
    callsSince: calls.at(-1)?.startedAt ?? null,
    shiftsSince: null,
  };
}

/** A phone that is signed in. */
export async function signedInPhone(options: TestPhoneOptions = {}): Promise<TestPhone> {
  const agent = testPhone(options);
  await agent.signsIn();
  return agent;
}

/** A phone in a call that it has made to 1002, with both ends of the call. */
export async function inCall(options: TestPhoneOptions = {}) {
  const agent = await signedInPhone(options);
  agent.dials("1002");
  await until(() => agent.pbx.calls.length === 1, "an INVITE");
  agent.pbx.calls[0]?.answer();
  await agent.expects("talking");
  const [there] = agent.pbx.calls;
  const [media] = agent.media.sessions;
  if (there === undefined || media === undefined) throw new Error("no call");
  return { agent, there, media };
}
