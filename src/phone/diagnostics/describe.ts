import type { Call } from "@/phone/calls/call";
import type { Account } from "@/phone/connection/account";
import type { ConnectionState } from "@/phone/connection/connection";
import type { Problem } from "@/phone/errors";
import type { AudioState } from "@/phone/media/audio-state";
import type { QualityState } from "@/phone/media/quality/call-quality";
import type { SystemState } from "@/phone/system/system";

import type { Noted } from "./entry";

type Told = Readonly<Record<string, unknown>>;
type CallEventNoted = Extract<Noted, { kind: "callEvent" }>;

/** What of an event is a code or a flag; where it leads and what is said in it is nobody's business. */
const tellable = ["reason", "sipStatus", "progress", "held", "open", "wished", "behind", "into"];

export function describeCallEvent({ event, before, after, dialog }: CallEventNoted): Told {
  const details = event as Told;
  return {
    call: after.id,
    direction: after.direction,
    before: before?.phase,
    after: after.phase,
    dialog,
    ...Object.fromEntries(tellable.map((name) => [name, details[name]])),
    ...explain((details["problem"] ?? null) as Problem | null),
    ...describeLink(after),
  };
}

function describeLink({ link }: Call): Told {
  return link.state === "up" ? {} : { link: link.state };
}

export function describeConnection(state: ConnectionState): Told {
  return {
    phase: state.phase,
    ...describeServer("account" in state ? state.account : null),
    attempt: "attempt" in state ? state.attempt : undefined,
    waits: "nextAttemptAt" in state ? state.nextAttemptAt !== null : undefined,
    ...explain("problem" in state ? state.problem : null),
  };
}

/** Where it leads: a wrong address is seen by whoever knows the right one. */
function describeServer(account: Account | null): Told {
  if (account === null) return {};
  try {
    const { protocol, hostname, port } = new URL(account.server);
    return {
      host: hostname,
      port: port === "" ? undefined : Number(port),
      secure: protocol === "wss:",
    };
  } catch {
    return {};
  }
}

/** Which devices there are by number: a headset may carry its owner's name. */
export function describeAudio(state: AudioState): Told {
  const { devices, microphone, fellBack, soundBlocked, problem } = state;
  const count = (kind: "microphone" | "speaker"): number =>
    devices.filter((device) => device.kind === kind).length;
  return {
    microphone: microphone.phase,
    microphones: count("microphone"),
    speakers: count("speaker"),
    soundBlocked,
    ...Object.fromEntries(fellBack.map((role) => [`${role}Away`, true])),
    ...explain(microphone.phase === "failed" ? microphone.problem : problem),
  };
}

/** How everything stands now. */
export function describePhone(
  connection: ConnectionState,
  audio: AudioState,
  system: SystemState,
): Told {
  const { name, ...abilities } = system;
  const product = connection.phase === "connected" ? connection.pbx : null;
  return {
    product,
    dialect: name,
    ...describeConnection(connection),
    ...describeAudio(audio),
    ...abilities,
  };
}

/** The code, and the numbers that say more; never an address or a text. */
function explain(problem: Problem | null): Told {
  if (problem === null) return {};
  const { status, code } = problem.detail;
  return { problem: problem.code, status, closeCode: code };
}

/** How the calls of this moment sound; those before are in the history. */
export function describeQuality({ byId }: QualityState): Readonly<Record<string, unknown>> {
  const calls = Object.values(byId).map(({ path, grade, findings, summary }) => ({
    ...summary,
    path: path.state,
    grade,
    findings: findings.map(({ kind }) => kind),
  }));
  return { calls };
}
