import { createStore } from "zustand/vanilla";

import { log } from "@/lib/log";
import type { PhoneSound } from "@/phone/calls/choose-sound";
import { type Problem, toProblem } from "@/phone/errors";
import type { DeviceRef, Processing, Settings } from "@/phone/settings/settings";
import type { ReadonlyStore, Stop } from "@/phone/store";

import { chooseDevice, type Device } from "./devices";
import { chooseProcessing, isSameProcessing } from "./processing";

export type AudioRole = "microphone" | "speaker" | "ringer";

export interface MicrophoneRequest {
  /** `null` for the browser's default. */
  readonly deviceId: string | null;
  readonly processing: Processing;
}

/** What the engine needs of the machine's sound. Rejections are `PhoneError`s with a microphone or speaker code. */
export interface AudioPort {
  /** Tells what is plugged in, at once and after every change. */
  watchDevices(listener: (devices: readonly Device[]) => void): Stop;
  /** Whether a speaker can be chosen in this browser at all. */
  readonly canChooseSpeaker: boolean;
  /** Whether the microphone may be opened without asking the person. */
  permission(): Promise<"granted" | "prompt" | "denied">;
  /**
   * Opens the warm microphone, or moves it: calls that are up get the new one without renegotiation. When it rejects,
   * the one before goes on if it still lives.
   */
  openMicrophone(request: MicrophoneRequest): Promise<Device | null>;
  /** The label of the microphone that is open now, or `null`. */
  microphoneLabel(): string | null;
  closeMicrophone(): void;
  /** The microphone ended by itself: unplugged, or its permission withdrawn. */
  watchMicrophoneLost(listener: () => void): Stop;
  /** The level of the warm microphone, 0 to 1, some ten times a second; nothing while it is closed. */
  watchLevel(listener: (level: number) => void): Stop;
  setSpeaker(deviceId: string | null): Promise<void>;
  setRinger(deviceId: string | null): Promise<void>;
  setVolumes(volumes: { readonly speech: number; readonly ring: number }): void;
  /** The sound that is to be heard from now on, or `null`. */
  play(sound: PhoneSound | null): void;
  /** Tells what of `play` is really heard: a refused sound, or one that is still loading, is `null`. */
  watchSounding(listener: (sound: PhoneSound | null) => void): Stop;
  /** A short sound to hear whether it can be heard. */
  playTest(role: "speaker" | "ringer"): Promise<void>;
  /** The browser refuses to sound until a key or button is pressed. */
  watchBlocked(listener: (blocked: boolean) => void): Stop;
  /** Tries again what was refused; call it from a press. */
  unblock(): Promise<void>;
}

export type MicrophoneState =
  /** `waits`: the browser would ask the person, so a press is wanted. */
  | { readonly phase: "closed"; readonly waits: boolean }
  /** `label`: the one that goes on until the new one is open. */
  | { readonly phase: "opening"; readonly label: string | null }
  | { readonly phase: "open"; readonly label: string }
  | { readonly phase: "failed"; readonly problem: Problem };

/** Whether a microphone is in use: what is said now can be heard. */
export function isMicrophoneLive({ microphone }: AudioState): boolean {
  if (microphone.phase === "opening") return microphone.label !== null;
  return microphone.phase === "open";
}

export interface AudioState {
  readonly devices: readonly Device[];
  readonly canChooseSpeaker: boolean;
  readonly microphone: MicrophoneState;
  /** Roles whose chosen device is away, so that another stands in. */
  readonly fellBack: readonly AudioRole[];
  /** Sound waits for a press. */
  readonly soundBlocked: boolean;
  /** A microphone that nobody chose went away, and the browser's default is another one now. */
  readonly replaced: { readonly from: string; readonly to: string } | null;
  /** Why the last change of a device failed. */
  readonly problem: Problem | null;
}

export type AudioCommand =
  | { readonly type: "openMicrophone" }
  | { readonly type: "choose"; readonly role: AudioRole; readonly device: DeviceRef | null }
  | { readonly type: "setProcessing"; readonly processing: Processing }
  | { readonly type: "test"; readonly role: "speaker" | "ringer" }
  | { readonly type: "unblockSound" }
  | { readonly type: "dismissProblem" };

export interface Audio {
  readonly store: ReadonlyStore<AudioState>;
  do(command: AudioCommand): Promise<void>;
  watchLevel(listener: (level: number) => void): Stop;
  /** Opens the microphone if the person need not be asked; for the start of a shift. */
  warmUp(): Promise<void>;
  /** A press of Answer or Call may ask, if nobody has been asked yet. */
  openForCall(): Promise<void>;
  /** End of a shift: the microphone's light goes out. */
  coolDown(): void;
}

export interface AudioOptions {
  readonly port: AudioPort;
  readonly settings: ReadonlyStore<Settings>;
  readonly changeSettings: (change: Partial<Settings>) => void;
}

export function createAudio({ port, settings, changeSettings }: AudioOptions): Audio {
  const store = createStore<AudioState>(() => ({
    devices: [],
    canChooseSpeaker: port.canChooseSpeaker,
    microphone: { phase: "closed", waits: false },
    fellBack: [],
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

  function opened(label: string): void {
    store.setState({ microphone: { phase: "open", label } });
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
    const label = (await openOrDefault({ deviceId, processing }))?.label ?? expected;
    if (deviceId === null) lastDefaultLabel = label;
    const fitting = chooseProcessing(settings.getState(), label);
    if (mine === openings && !isSameProcessing(fitting, processing)) {
      await openOrDefault({ deviceId, processing: fitting });
    }
    return label;
  }

  /** A device may go between being listed and being opened: any other is better than none. */
  async function openOrDefault(request: MicrophoneRequest): Promise<Device | null> {
    try {
      return await port.openMicrophone(request);
    } catch (error) {
      const isGone = toProblem(error).code === "microphoneMissing" && request.deviceId !== null;
      if (!isGone) throw error;
      return port.openMicrophone({ ...request, deviceId: null });
    }
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

  const wantsMicrophone = (): boolean => store.getState().microphone.phase !== "closed";

  /** Something was plugged in or out: everything moves to where it should be now. */
  function devicesChanged(devices: readonly Device[]): void {
    store.setState({ devices });
    const roles: readonly AudioRole[] = ["microphone", "speaker", "ringer"];
    store.setState({ fellBack: roles.filter((role) => pick(role).fellBack) });
    void applyOutput("speaker");
    void applyOutput("ringer");
    const { phase } = store.getState().microphone;
    const isBack =
      target === null && lostLabel !== null && devices.some(({ label }) => label === lostLabel);
    const moved = isBack || (pick("microphone").device?.id ?? null) !== target;
    if (phase === "failed" || (phase !== "closed" && moved)) void openMicrophone();
  }

  port.watchDevices(devicesChanged);
  port.watchMicrophoneLost(() => {
    log("warn", "audio", "the microphone went away");
    const { microphone } = store.getState();
    if (microphone.phase === "open" && target === null) lostLabel = microphone.label;
    if (wantsMicrophone()) void openMicrophone();
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
    async warmUp() {
      const { phase } = store.getState().microphone;
      if (phase === "open" || phase === "opening") return;
      if ((await port.permission()) === "granted") return openMicrophone();
      if (!wantsMicrophone()) store.setState({ microphone: { phase: "closed", waits: true } });
    },
    async openForCall() {
      if (store.getState().microphone.phase === "closed") await openMicrophone();
    },
    coolDown() {
      openings += 1;
      target = null;
      lostLabel = null;
      port.closeMicrophone();
      store.setState({
        microphone: { phase: "closed", waits: false },
        replaced: null,
        problem: null,
      });
    },
    async do(command) {
      switch (command.type) {
        case "openMicrophone":
          return openMicrophone();
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
