import { createStore } from "zustand/vanilla";

import { log } from "@/lib/log";
import { toProblem } from "@/phone/errors";
import type { DeviceRef, Settings } from "@/phone/settings/settings";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { AudioPort } from "./audio-port";
import {
  type AudioCommand,
  type AudioRole,
  type AudioState,
  type MicrophoneState,
  type Rest,
  roles,
} from "./audio-state";
import { chooseDevice, type Device } from "./devices";
import { createOpener } from "./opener";
import { chooseProcessing, isSameProcessing } from "./processing";

/** Whether a microphone is in use: what is said now can be heard. */
export function isMicrophoneLive(state: AudioState): boolean {
  return openMicrophone(state) !== null;
}

/** The label of the microphone that is in use, or `null`. */
export function openMicrophone({ microphone }: AudioState): string | null {
  return microphone.phase === "opening" || microphone.phase === "open" ? microphone.label : null;
}

export interface Audio {
  readonly store: ReadonlyStore<AudioState>;
  do(command: AudioCommand): Promise<void>;
  watchLevel(listener: (level: number) => void): Stop;
  /** Opens the microphone if the person need not be asked; for the start of a shift. */
  warmUp(): Promise<void>;
  /** A press of Answer or Call may ask, if nobody has been asked yet. */
  openForCall(): Promise<void>;
  /** Closes it between calls; what was slow to open is closed too. */
  rest(because: Rest, label: string | null): void;
  /** End of a shift: the microphone's light goes out. */
  coolDown(): void;
}

export interface AudioOptions {
  readonly port: AudioPort;
  readonly settings: ReadonlyStore<Settings>;
  readonly changeSettings: (change: Partial<Settings>) => void;
  /** Between attempts to have a microphone again that is plugged in and cannot be had; for tests. */
  readonly retryMs?: number;
}

const standInRetryMs = 10_000;

export function createAudio(options: AudioOptions): Audio {
  const { port, settings, changeSettings } = options;
  const store = createStore<AudioState>(() => ({
    devices: [],
    canChooseSpeaker: port.canChooseSpeaker,
    microphone: { phase: "closed", waits: false },
    fellBack: [],
    mutedOutside: false,
    soundBlocked: false,
    replaced: null,
    problem: null,
  }));
  /** The newest wish wins: a device that is slow to open must not replace one chosen after it. */
  let openings = 0;
  /** The microphone that is open or being opened; `null` for the browser's default. */
  let target: string | null = null;
  let lastDefaultLabel = "";
  /** The default microphone that went away; when it is back, the default is opened anew. */
  let lostLabel: string | null = null;

  const opener = createOpener({
    port,
    retryMs: options.retryMs ?? standInRetryMs,
    returned(device) {
      log("info", "audio", "the chosen microphone is back");
      opened(device?.label ?? "");
    },
  });

  /** Microphones that may stand in for the one that is wanted. */
  function others(): readonly string[] {
    const { devices } = store.getState();
    return devices.flatMap(({ id, kind }) => (kind === "microphone" && id !== target ? [id] : []));
  }

  function pick(role: AudioRole) {
    const preferred = settings.getState()[role];
    const kind = role === "microphone" ? "microphone" : "speaker";
    return chooseDevice(preferred, kind, store.getState().devices);
  }

  async function openMicrophone(): Promise<void> {
    openings += 1;
    const mine = openings;
    const { device } = pick("microphone");
    store.setState({ microphone: { phase: "opening", label: port.microphoneLabel() } });
    target = device?.id ?? null;
    try {
      const label = await openAsRemembered(device?.label ?? lastDefaultLabel, mine);
      if (mine === openings) opened(label);
      // Signed out meanwhile: the light goes out all the same.
      else if (!wantsMicrophone()) port.closeMicrophone();
    } catch (error) {
      if (mine !== openings) return;
      const problem = toProblem(error);
      const label = port.microphoneLabel();
      if (label === null) store.setState({ microphone: { phase: "failed", problem } });
      else store.setState({ microphone: { phase: "open", label }, problem });
    }
  }

  function tellFellBack(): void {
    const isAway = (role: AudioRole): boolean =>
      pick(role).fellBack || (role === "microphone" && opener.isStandIn());
    store.setState({ fellBack: roles.filter(isAway) });
  }

  function opened(label: string): void {
    store.setState({ microphone: { phase: "open", label } });
    tellFellBack();
    if (target !== null || lostLabel === null) return;
    const from = lostLabel;
    if (label !== from) return store.setState({ replaced: { from, to: label } });
    lostLabel = null;
    store.setState({ replaced: null });
  }

  /**
   * Opens `target` with the processing that is remembered for it. Which device the default is shows only once it is
   * open: if another processing belongs to it, it is opened once more.
   */
  async function openAsRemembered(expected: string, mine: number): Promise<string> {
    const deviceId = target;
    const processing = chooseProcessing(settings.getState(), expected);
    const label = (await opener.open({ deviceId, processing }, others()))?.label ?? expected;
    if (deviceId === null) lastDefaultLabel = label;
    const fitting = chooseProcessing(settings.getState(), label);
    if (mine === openings && !isSameProcessing(fitting, processing)) {
      await opener.open({ deviceId, processing: fitting }, others());
    }
    return label;
  }

  async function applyOutput(role: "speaker" | "ringer"): Promise<void> {
    const deviceId = pick(role).device?.id ?? null;
    try {
      await (role === "speaker" ? port.setSpeaker(deviceId) : port.setRinger(deviceId));
    } catch (error) {
      store.setState({ problem: toProblem(error) });
    }
  }

  function applyVolumes(): void {
    const { speechVolumePercent, ringVolumePercent } = settings.getState();
    port.setVolumes({ speech: speechVolumePercent / 100, ring: ringVolumePercent / 100 });
  }

  const phaseNow = (): MicrophoneState["phase"] => store.getState().microphone.phase;
  const wantsMicrophone = (): boolean => phaseNow() !== "closed" && phaseNow() !== "resting";

  function close(microphone: MicrophoneState): void {
    openings += 1;
    opener.stop();
    target = null;
    lostLabel = null;
    port.closeMicrophone();
    store.setState({ microphone, replaced: null });
    tellFellBack();
  }

  async function warmUp(): Promise<void> {
    if (phaseNow() === "open" || phaseNow() === "opening") return;
    const before = openings;
    const permission = await port.permission();
    // Opened, released or signed out meanwhile.
    if (before !== openings) return;
    if (permission === "granted") return openMicrophone();
    if (!wantsMicrophone()) store.setState({ microphone: { phase: "closed", waits: true } });
  }

  /** Something was plugged in or out: everything moves to where it should be now. */
  function devicesChanged(devices: readonly Device[]): void {
    store.setState({ devices });
    tellFellBack();
    void applyOutput("speaker");
    void applyOutput("ringer");
    const isBack =
      target === null && lostLabel !== null && devices.some(({ label }) => label === lostLabel);
    const moved = isBack || (pick("microphone").device?.id ?? null) !== target;
    if (phaseNow() === "failed" || (wantsMicrophone() && moved)) void openMicrophone();
    else opener.tryAgain();
  }

  port.watchDevices(devicesChanged);
  port.watchMicrophoneLost(() => {
    log("warn", "audio", "the microphone went away");
    const { microphone } = store.getState();
    if (microphone.phase === "open" && target === null) lostLabel = microphone.label;
    if (wantsMicrophone()) void openMicrophone();
  });
  port.watchMicrophoneMuted((mutedOutside) => store.setState({ mutedOutside }));
  port.watchAllowed(() => {
    const { microphone } = store.getState();
    const waits = microphone.phase === "closed" && microphone.waits;
    if (waits || microphone.phase === "failed") void openMicrophone();
  });
  port.watchBlocked((soundBlocked) => store.setState({ soundBlocked }));
  settings.subscribe((now, before) => {
    if (
      now.speechVolumePercent !== before.speechVolumePercent ||
      now.ringVolumePercent !== before.ringVolumePercent
    ) {
      applyVolumes();
    }
  });
  applyVolumes();

  async function choose(role: AudioRole, device: DeviceRef | null): Promise<void> {
    changeSettings({ [role]: device });
    store.setState(({ fellBack }) => ({ fellBack: fellBack.filter((other) => other !== role) }));
    if (role === "microphone") return wantsMicrophone() ? openMicrophone() : undefined;
    return applyOutput(role);
  }

  return {
    store,
    watchLevel: (listener) => port.watchLevel(listener),
    warmUp,
    async openForCall() {
      if (!wantsMicrophone()) await openMicrophone();
    },
    rest: (because, label) => close({ phase: "resting", because, label }),
    coolDown() {
      close({ phase: "closed", waits: false });
      store.setState({ problem: null });
    },
    async do(command) {
      switch (command.type) {
        case "openMicrophone":
          return openMicrophone();
        case "releaseMicrophone":
          return close({ phase: "resting", because: "released", label: port.microphoneLabel() });
        case "makeReady":
          return warmUp();
        case "expectCall": {
          const { microphone } = store.getState();
          const isIdle = microphone.phase === "resting" && microphone.because === "idle";
          return isIdle ? warmUp() : undefined;
        }
        case "choose":
          return choose(command.role, command.device);
        case "setProcessing": {
          const { microphone } = store.getState();
          const label = microphone.phase === "open" ? microphone.label : "";
          const { processingByDevice } = settings.getState();
          changeSettings({
            processingByDevice: { ...processingByDevice, [label]: command.processing },
          });
          return wantsMicrophone() ? openMicrophone() : undefined;
        }
        case "test":
          return port.playTest(command.role).catch((error: unknown) => {
            store.setState({ problem: toProblem(error) });
          });
        case "unblockSound":
          return port.unblock();
        case "dismissProblem":
          store.setState({ problem: null, replaced: null });
      }
    },
  };
}
