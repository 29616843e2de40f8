import { type AgentState, modeOf } from "./agent/agent-state";
import { selectLiveCount } from "./calls/select";
import type { CallsState } from "./calls/state";
import { type Audio, openMicrophone } from "./media/audio";
import type { AudioPort } from "./media/audio-port";
import type { Rest } from "./media/audio-state";
import type { Device } from "./media/devices";
import { expectedMicrophone, type KeepPolicy, whyNotKept } from "./media/keeping";
import type { DeviceRef, Settings } from "./settings/settings";
import type { ReadonlyStore } from "./store";

/** The microphone over a shift: open for each call, and between calls for as long as it is kept ready. */
export interface Keeper {
  /** Connected, or on the way there. `asks`: a person has just signed in, and may be asked for the microphone. */
  begin(asks: boolean): void;
  /** Signed out. */
  end(): void;
}

export interface KeeperParts {
  readonly audio: Pick<Audio, "store" | "do" | "warmUp" | "rest" | "coolDown">;
  readonly settings: { readonly store: ReadonlyStore<Settings> };
  readonly calls: { readonly store: ReadonlyStore<CallsState> };
  readonly agent: { readonly store: ReadonlyStore<AgentState> };
}

export interface KeeperOptions extends KeeperParts {
  readonly permission: AudioPort["permission"];
  readonly policy: KeepPolicy;
}

/** Two calls in a row do not open it twice. */
const afterCallMs = 10_000;
/** Opened by a press, to be tried. */
const triedMs = 60_000;
const minuteMs = 60_000;

const isReady = (state: AgentState): boolean =>
  state.phase === "known" && modeOf(state) === "ready";

export function createKeeper(options: KeeperOptions): Keeper {
  const { audio, policy, permission } = options;
  const settings = options.settings.store;
  const calls = options.calls.store;
  let isOn = false;
  let closing: ReturnType<typeof setTimeout> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  /** It is open, or opens, for a call and not for a try. */
  let isForCall = false;
  /** Which microphone was opened, with these devices and this choice: a list does not always tell the default. */
  let seen: { label: string; devices: readonly Device[]; chosen: DeviceRef | null } | null = null;

  const microphone = () => audio.store.getState().microphone;
  const hasCalls = (): boolean => selectLiveCount(calls.getState()) > 0;

  function labelNow(): string | null {
    const state = audio.store.getState();
    const chosen = settings.getState().microphone;
    const label = openMicrophone(state);
    if (label !== null) seen = { label, devices: state.devices, chosen };
    return seen?.devices === state.devices && seen.chosen === chosen
      ? seen.label
      : expectedMicrophone(state, settings.getState());
  }

  /** Why it should be closed now; `null`: it should be open. */
  function whyRest(): Rest | null {
    if (hasCalls()) return null;
    const because = whyNotKept(policy, settings.getState(), labelNow());
    if (because !== null) return because;
    const now = microphone();
    const isPaused = now.phase === "resting" && ["released", "idle"].includes(now.because);
    return isPaused ? now.because : null;
  }

  /**
   * What nobody has asked for must not lead to a question at the next call: where Firefox is not told to remember, a
   * permission is for one opening.
   */
  async function rest(because: Rest): Promise<void> {
    const isOurs = because === "handsFree" || because === "idle";
    const isOpen = microphone().phase === "open";
    if (isOurs && isOpen && (await permission()) !== "granted") return;
    const isWanted = because === "idle" ? whyRest() === null && !hasCalls() : whyRest() === because;
    if (!isOn || !isWanted) return;
    isForCall = false;
    audio.rest(because, labelNow());
  }

  function stopClosing(): void {
    clearTimeout(closing);
    closing = undefined;
  }

  /** Brings the microphone to where it should be; an open one that should not be closes after a moment. */
  function look(waitMs: number): void {
    if (!isOn) return;
    const because = whyRest();
    const now = microphone();
    if (because === null) {
      stopClosing();
      isForCall = hasCalls();
      if (now.phase === "resting") void audio.warmUp();
    } else if (now.phase === "resting") {
      stopClosing();
      if (now.because !== because) audio.rest(because, labelNow());
    } else if (now.phase === "open" || now.phase === "opening") {
      if (waitMs === 0) stopClosing();
      closing ??= setTimeout(() => {
        closing = undefined;
        const still = whyRest();
        if (still !== null) void rest(still);
      }, waitMs);
    }
  }

  /** A call is likely, or has just been: from now on it counts as idle. */
  function stir(): void {
    clearTimeout(idle);
    if (!isOn || hasCalls() || policy.releaseAfterMinutes === null) return;
    idle = setTimeout(
      () => (microphone().phase === "open" ? void rest("idle") : undefined),
      policy.releaseAfterMinutes * minuteMs,
    );
  }

  audio.store.subscribe((state, before) => {
    if (state.microphone === before.microphone && state.devices === before.devices) return;
    look(isForCall ? afterCallMs : triedMs);
    if (state.microphone.phase === "open" && before.microphone.phase !== "open") stir();
  });
  settings.subscribe((now, before) => {
    const isOther =
      now.keepMicrophone !== before.keepMicrophone || now.keepByDevice !== before.keepByDevice;
    look(isOther ? 0 : triedMs);
  });
  calls.subscribe((state, before) => {
    const count = selectLiveCount(state);
    if ((count === 0) === (selectLiveCount(before) === 0)) return;
    look(afterCallMs);
    stir();
  });
  options.agent.store.subscribe((state, before) => {
    if (!isReady(state) || isReady(before)) return;
    void audio.do({ type: "expectCall" });
    stir();
  });

  return {
    begin(asks) {
      isOn = true;
      void start(asks);
      stir();
    },
    end() {
      isOn = false;
      stopClosing();
      clearTimeout(idle);
    },
  };

  async function start(asks: boolean): Promise<void> {
    const because = whyRest();
    const { phase } = microphone();
    if (because === null && asks) return audio.do({ type: "openMicrophone" });
    if (because === null || phase === "failed") return audio.warmUp();
    if (phase === "open" || phase === "opening") return look(afterCallMs);
    // Once, at the sign-in: a call that rings is no moment for a question.
    if (!asks || (await permission()) === "granted") return rest(because);
    return isOn ? audio.do({ type: "openMicrophone" }) : undefined;
  }
}
