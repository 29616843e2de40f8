import * as v from "valibot";
import { createStore } from "zustand/vanilla";

import type { ReadonlyStore, Stop } from "@/phone/store";

/** A device as it is remembered: ids change when a browser forgets a site, labels do not. */
const deviceRef = v.object({ id: v.string(), label: v.string() });
const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

const processing = v.object({
  echoCancellation: v.boolean(),
  noiseSuppression: v.boolean(),
  autoGainControl: v.boolean(),
});

const settingsSchema = v.object({
  language: v.fallback(v.nullable(v.picklist(["en", "ar", "fi"])), null),
  digits: v.fallback(v.picklist(["latn", "arab"]), "latn"),
  theme: v.fallback(v.picklist(["system", "light", "dark"]), "system"),
  textSize: v.fallback(v.picklist(["normal", "large"]), "normal"),
  microphone: v.fallback(v.nullable(deviceRef), null),
  speaker: v.fallback(v.nullable(deviceRef), null),
  ringer: v.fallback(v.nullable(deviceRef), null),
  speechVolumePercent: v.fallback(percent, 100),
  ringVolumePercent: v.fallback(percent, 70),
  /** By the microphone's label: a headset and the laptop's own microphone want different things. */
  processingByDevice: v.fallback(v.record(v.string(), processing), {}),
  /** The microphone stays open between calls, so that a call starts at once. */
  keepMicrophone: v.fallback(v.boolean(), true),
  /** By label as well: whether that of a Bluetooth headset does, too. */
  keepByDevice: v.fallback(v.record(v.string(), v.boolean()), {}),
  /** The number to show outside, one of `callerNumbers` of the configuration; `null`: the first. */
  shownNumber: v.fallback(v.nullable(v.string()), null),
  /** New calls go over the TURN server, if the configuration has one. */
  relayOnly: v.fallback(v.boolean(), false),
  /** Answer by itself when the phone system asks for it. */
  autoAnswer: v.fallback(v.boolean(), false),
  /** Signing in means being ready in the queues of last time. */
  readyAtSignIn: v.fallback(v.boolean(), false),
  /** In which language the phone system speaks to the agent; `null`: as it does of its own accord. */
  announcements: v.fallback(v.nullable(v.picklist(["en", "ar", "fi"])), null),
  /** What supervisors write is said aloud as well. */
  readCuesAloud: v.fallback(v.boolean(), false),
  holdReminderSeconds: v.fallback(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_600)),
    60,
  ),
});

export type Settings = v.InferOutput<typeof settingsSchema>;
export type DeviceRef = v.InferOutput<typeof deviceRef>;
export type Processing = v.InferOutput<typeof processing>;

/** What browsers do by default, and what most laptops need. */
export const defaultProcessing: Processing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** Settings from whatever was stored: each bad or missing field falls back alone. */
export function readSettings(stored: unknown): Settings {
  const fields = typeof stored === "object" && stored !== null ? stored : {};
  const blank = Object.fromEntries(Object.keys(settingsSchema.entries).map((key) => [key, null]));
  return v.parse(settingsSchema, { ...blank, ...fields });
}

export type SettingsCommand = { readonly type: "change"; readonly change: Partial<Settings> };

/** Where settings are kept. Both are synchronous: settings are read before the first paint. */
export interface SettingsStorage {
  /** What was written last, or `null`; may be anything, since a person can edit it. */
  read(): unknown;
  /** May fail silently: settings then last until the page is closed. */
  write(settings: Settings): void;
  /** Tells what another tab has written. */
  watch(listener: (stored: unknown) => void): Stop;
}

export interface SettingsModule {
  readonly store: ReadonlyStore<Settings>;
  do(command: SettingsCommand): void;
}

export function createSettings(storage: SettingsStorage): SettingsModule {
  const store = createStore<Settings>(() => readSettings(storage.read()));
  storage.watch((stored) => store.setState(readSettings(stored), true));
  return {
    store,
    do({ change }) {
      // What another tab has changed meanwhile stays.
      const current = storage.read() ?? store.getState();
      store.setState(readSettings({ ...readSettings(current), ...change }), true);
      storage.write(store.getState());
    },
  };
}
