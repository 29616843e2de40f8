import type { CallTold } from "@/phone/calls/calls-options";
import type { ConnectionState } from "@/phone/connection/connection";
import type { Problem } from "@/phone/errors";
import type { AudioState } from "@/phone/media/audio";
import type { WireTap } from "@/phone/sip/wire-transport";
import type { ReadonlyStore } from "@/phone/store";
import type { SystemState } from "@/phone/system/system";

import type { Diagnostics } from "./diagnostics";

/** Hears the wire of whichever line there is. */
export function tapFor({ note }: Diagnostics): WireTap {
  return {
    sent: (text) => note({ kind: "sip", direction: "sent", text }),
    received(text) {
      // A keep-alive says that the socket lives, every few seconds.
      if (text.length > 4) note({ kind: "sip", direction: "received", text });
    },
    socket: (what, code) => note({ kind: "socket", what, facts: { code } }),
  };
}

/** What of an event is a code or a flag; where it leads and what is said in it is nobody's business. */
const tellable = ["reason", "sipStatus", "progress", "held", "open", "wished", "behind", "into"];

/** Hears every event of every call. `dialogOf`: the Call-ID that a call has on the wire. */
export function tellCalls(
  { note }: Diagnostics,
  dialogOf: (id: Parameters<CallTold>[0]) => string | undefined,
): CallTold {
  return (id, event, before, after, details) => {
    // Names and numbers that were looked up: nothing has happened to the call.
    if (event === "identified") return;
    const told = Object.fromEntries(tellable.map((name) => [name, details[name]]));
    const phases = {
      call: id,
      direction: after.direction,
      before: before?.phase,
      after: after.phase,
    };
    const problem = explain((details["problem"] ?? null) as Problem | null);
    const facts = { ...phases, dialog: dialogOf(id), ...told, ...problem };
    note({ kind: "call", what: event, facts });
  };
}

export interface Observed {
  readonly connection: { readonly store: ReadonlyStore<ConnectionState> };
  readonly audio: { readonly store: ReadonlyStore<AudioState> };
  readonly system: { readonly store: ReadonlyStore<SystemState> };
}

/** Notes what the stores go through, and gives their present state to the file. */
export function observe(diagnostics: Diagnostics, { connection, audio, system }: Observed): void {
  const { note } = diagnostics;
  connection.store.subscribe((state, before) => {
    if ("account" in state && !("account" in before && before.account === state.account)) {
      note({ kind: "account", account: state.account });
    }
    const facts = describeConnection(state);
    if (JSON.stringify(facts) === JSON.stringify(describeConnection(before))) return;
    note({ kind: "connection", what: state.phase, facts });
  });
  audio.store.subscribe((state, before) => {
    const facts = describeAudio(state);
    if (JSON.stringify(facts) === JSON.stringify(describeAudio(before))) return;
    note({ kind: "sound", what: state.microphone.phase, facts });
  });
  diagnostics.addSection("connection", () => describeConnection(connection.store.getState()));
  diagnostics.addSection("phoneSystem", () => {
    const state = connection.store.getState();
    const { name, ...abilities } = system.store.getState();
    return { product: state.phase === "connected" ? state.pbx : null, dialect: name, ...abilities };
  });
  diagnostics.addSection("sound", () => describeAudio(audio.store.getState()));
}

function describeConnection(state: ConnectionState) {
  const problem = "problem" in state ? state.problem : null;
  const attempt = "attempt" in state ? state.attempt : undefined;
  const waits = "nextAttemptAt" in state ? state.nextAttemptAt !== null : undefined;
  return { phase: state.phase, attempt, waits, ...explain(problem) };
}

/** Which devices there are by number: a headset may carry its owner's name. */
function describeAudio({ devices, microphone, fellBack, soundBlocked, problem }: AudioState) {
  const count = (kind: "microphone" | "speaker"): number =>
    devices.filter((device) => device.kind === kind).length;
  const away = Object.fromEntries(fellBack.map((role) => [`${role}Away`, true]));
  return {
    microphone: microphone.phase,
    microphones: count("microphone"),
    speakers: count("speaker"),
    soundBlocked,
    ...away,
    ...explain(microphone.phase === "failed" ? microphone.problem : problem),
  };
}

/** The code, and the numbers that say more; never an address or a text. */
function explain(problem: Problem | null): Readonly<Record<string, unknown>> {
  if (problem === null) return {};
  const { status, code } = problem.detail;
  return { problem: problem.code, status, closeCode: code };
}
