import { pause } from "@/lib/pause";
import type { Calls } from "@/phone/calls/calls";
import type { CallsState } from "@/phone/calls/state";
import type { Connection } from "@/phone/connection/connection";
import type { Dialect } from "@/phone/dialects/dialect";
import { PhoneError, toProblem } from "@/phone/errors";
import type { Audio } from "@/phone/media/audio";
import type { AudioRole } from "@/phone/media/audio-state";
import type { MediaSession } from "@/phone/media/media-session";
import type { DeviceRef, SettingsModule } from "@/phone/settings/settings";

import {
  assessBrowser,
  assessConnection,
  assessEcho,
  assessMicrophone,
  assessNotifications,
  assessPaths,
  assessStorage,
  failure,
  line,
} from "./assess";
import type { CheckPort } from "./check-port";
import type { CheckName, LineResult } from "./result";

/** What a signed-in line lets be tried on it (`sip/line.ts`). */
interface TestLine {
  timeRoundTrip(): Promise<number>;
  testCall(target: string, media: MediaSession, signal: AbortSignal): Promise<void>;
}

/** What only the tab that has the phone can try. */
export interface Trial {
  readonly dialect: () => Pick<Dialect, "echoNumber">;
  readonly line: () => TestLine | null;
}

/** What the steps use of the phone. */
export interface StepContext {
  readonly port: CheckPort;
  readonly connection: Pick<Connection, "store">;
  readonly calls: Pick<Calls, "store">;
  readonly audio: Pick<Audio, "store" | "do">;
  readonly settings: Pick<SettingsModule, "store">;
  /** `null`: another tab has the phone. */
  readonly trial: () => Trial | null;
  /** What another line has found, so far. */
  readonly found: (name: CheckName) => LineResult | null;
  /** Whether a person has heard what was played. */
  readonly ask: (name: CheckName, signal: AbortSignal) => Promise<boolean>;
}

export type Step = (context: StepContext, signal: AbortSignal) => Promise<LineResult>;

/** Long enough for a word, and for a person to see that they should say one. */
const listenMs = 3_000;
const roundTrips = 5;
const gatherMs = 5_000;
/** So long the echo call lasts once it is answered. */
const echoMs = 4_500;
const answerMs = 8_000;

const hasLiveCall = ({ byId }: CallsState): boolean =>
  Object.values(byId).some((call) => call.phase !== "ended");

/** The device that is used for a role now; `null`: the browser's default. */
function deviceOf({ settings, audio }: StepContext, role: AudioRole): DeviceRef | null {
  const chosen = settings.store.getState()[role];
  return audio.store.getState().fellBack.includes(role) ? null : chosen;
}

const microphone: Step = async (context, signal) => {
  const isSignedIn = context.connection.store.getState().phase === "connected";
  const { phase } = context.audio.store.getState().microphone;
  const isHere = context.trial() !== null;
  if (isSignedIn && isHere && phase !== "open" && phase !== "opening")
    await context.audio.do({ type: "openMicrophone" });
  const facts = await context.port.listen(
    deviceOf(context, "microphone")?.id ?? null,
    listenMs,
    signal,
  );
  const fellBack = context.audio.store.getState().fellBack.includes("microphone");
  return assessMicrophone(facts, { fellBack });
};

async function trySound(
  role: "speaker" | "ringer",
  context: StepContext,
  signal: AbortSignal,
): Promise<LineResult> {
  const { settings, calls, audio, port } = context;
  const { speechVolumePercent, ringVolumePercent } = settings.store.getState();
  const volume = (role === "ringer" ? ringVolumePercent : speechVolumePercent) / 100;
  // The customer would hear it, or the agent instead of the customer.
  if (hasLiveCall(calls.store.getState())) return line("skipped", "soundInCall");
  if (volume === 0) return line("failed", "soundOff");
  const isSame = deviceOf(context, "ringer")?.id === deviceOf(context, "speaker")?.id;
  if (role === "ringer" && isSame) {
    const speaker = context.found("speaker");
    return speaker === null || speaker.verdict === "ok" ? line("ok", "soundSame") : speaker;
  }
  const device = deviceOf(context, role);
  const speakerId = device?.id ?? null;
  const microphoneId = deviceOf(context, "microphone")?.id ?? null;
  const isHeard = await port.playTones({ speakerId, microphoneId, volume }, signal);
  if (!isHeard && !(await context.ask(role, signal))) return line("failed", "soundNotHeard");
  if (audio.store.getState().fellBack.includes(role)) return line("warning", "soundStandIn");
  const named = device === null ? {} : { device: device.label };
  return { ...line("ok", isHeard ? "soundHeard" : "soundConfirmed"), ...named };
}

/** `null` when a question can be asked of the phone system. */
function whyNotConnected({ connection }: StepContext): LineResult | null {
  const { phase } = connection.store.getState();
  if (phase === "connected") return null;
  return phase === "recovering" ? line("failed", "connectionAway") : line("skipped", "afterSignIn");
}

function lineOf({ trial }: StepContext): TestLine {
  const now = trial()?.line() ?? null;
  if (now === null) throw new PhoneError("notConnected");
  return now;
}

const connection: Step = async (context, signal) => {
  const reason = whyNotConnected(context);
  if (reason !== null) return reason;
  if (context.trial() === null) return line("skipped", "inOtherTab");
  const times: number[] = [];
  for (let count = 0; count < roundTrips; count += 1) {
    signal.throwIfAborted();
    times.push(await lineOf(context).timeRoundTrip());
  }
  return assessConnection(times);
};

const echo: Step = async (context, signal) => {
  const reason = whyNotConnected(context);
  if (reason !== null) return reason;
  if (hasLiveCall(context.calls.store.getState())) return line("skipped", "echoInCall");
  const trial = context.trial();
  if (trial === null) return line("skipped", "inOtherTab");
  const target = trial.dialect().echoNumber;
  if (target === null) return line("skipped", "echoNotSetUp");
  const over = new AbortController();
  const end = (): void => over.abort(new PhoneError("timedOut"));
  const probe = context.port.openEcho();
  // A call that comes in has the line to itself, and nobody is left talking to a phone that is signed out.
  const stops = [
    context.calls.store.subscribe((state) => hasLiveCall(state) && end()),
    context.connection.store.subscribe(({ phase }) => phase !== "connected" && end()),
    context.port.watchLeaving(end),
  ];
  signal.addEventListener("abort", end);
  const patience = setTimeout(end, answerMs);
  try {
    await lineOf(context).testCall(target, probe.session, over.signal);
    clearTimeout(patience);
    return assessEcho(await probe.measure(echoMs, over.signal));
  } catch (error) {
    if (hasLiveCall(context.calls.store.getState())) return line("skipped", "echoInCall");
    const problem = toProblem(error);
    if (problem.code !== "pbxRefused") throw error;
    return line("failed", "echoRefused", { status: problem.detail["status"] ?? 0 });
  } finally {
    clearTimeout(patience);
    for (const stop of stops) stop();
    end();
    probe.close();
  }
};

export interface StepPlan {
  readonly name: CheckName;
  readonly run: Step;
  /** How long it may take; a person who is asked may take their time beside it. */
  readonly timeoutMs: number;
}

/** What is heard comes one after the other, what goes over the network too; both go on at once. */
export const plans: readonly (readonly StepPlan[])[] = [
  [
    { name: "microphone", run: microphone, timeoutMs: 60_000 },
    {
      name: "speaker",
      run: (context, signal) => trySound("speaker", context, signal),
      timeoutMs: 300_000,
    },
    {
      name: "ringer",
      run: (context, signal) => trySound("ringer", context, signal),
      timeoutMs: 300_000,
    },
  ],
  [
    { name: "connection", run: connection, timeoutMs: 20_000 },
    {
      name: "paths",
      run: async ({ port }, signal) => assessPaths(await port.gatherPaths(gatherMs, signal)),
      timeoutMs: 10_000,
    },
    { name: "echo", run: echo, timeoutMs: 20_000 },
  ],
  [
    {
      name: "notifications",
      run: async ({ port }) => assessNotifications(port.notifications()),
      timeoutMs: 5_000,
    },
    {
      name: "storage",
      run: async ({ port }) => assessStorage(await port.readStorage()),
      timeoutMs: 10_000,
    },
    {
      name: "browser",
      run: async ({ port }) => assessBrowser(port.readBrowser()),
      timeoutMs: 5_000,
    },
  ],
];

/** A step's outcome, whatever happens in it. */
export async function runStep(
  { run, timeoutMs }: StepPlan,
  context: StepContext,
  signal: AbortSignal,
): Promise<LineResult> {
  const over = new AbortController();
  const stop = (): void => over.abort(signal.reason);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const late = pause(timeoutMs, over.signal).then(
    () => failure({ code: "timedOut", detail: {} }),
    () => line("skipped", "interrupted"),
  );
  try {
    return await Promise.race([run(context, over.signal), late]);
  } catch (error) {
    if (signal.aborted) return line("skipped", "interrupted");
    return failure(toProblem(error));
  } finally {
    signal.removeEventListener("abort", stop);
    over.abort(new DOMException("the step is over", "AbortError"));
  }
}
