import type { DeviceRef } from "@/phone/settings/settings";

export type DeviceKind = "microphone" | "speaker";

export interface Device {
  readonly kind: DeviceKind;
  readonly id: string;
  /** Empty until the microphone was allowed once. */
  readonly label: string;
  /** The browser takes it where none is chosen, as far as it tells. */
  readonly isDefault?: true;
}

export interface Choice {
  /** `null`: let the browser take its default. */
  readonly device: Device | null;
  /** Whether the one that was asked for is away and another stands in. */
  readonly fellBack: boolean;
}

/** The device to use: the remembered one by id, else by label (ids change), else the browser's default. */
export function chooseDevice(
  preferred: DeviceRef | null,
  kind: DeviceKind,
  present: readonly Device[],
): Choice {
  const candidates = present.filter((device) => device.kind === kind);
  if (preferred === null) return { device: null, fellBack: false };
  const byId = candidates.find(({ id }) => id === preferred.id);
  const byLabel = candidates.find(({ label }) => label !== "" && label === preferred.label);
  const device = byId ?? byLabel ?? null;
  // Until the microphone was allowed once, browsers name no devices: then nothing is known to be missing.
  const isKnown = present.some(({ label }) => label !== "");
  return { device, fellBack: device === null && isKnown };
}
