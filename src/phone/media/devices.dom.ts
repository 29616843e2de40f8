import type { Stop } from "@/phone/store";

import type { Device } from "./devices";

/**
 * Tells which microphones and speakers there are, at once and after each change. Browsers list the default device
 * twice ("default", "communications"); those aliases are left out, since "no choice" means the default.
 */
export function watchDevices(listener: (devices: readonly Device[]) => void): Stop {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (media === undefined) {
    listener([]);
    return () => undefined;
  }
  let round = 0;
  const look = (): void => {
    round += 1;
    const mine = round;
    void media.enumerateDevices().then(
      (found) => {
        if (mine === round) listener(readDevices(found));
      },
      () => undefined,
    );
  };
  media.addEventListener("devicechange", look);
  look();
  return () => {
    round += 1;
    media.removeEventListener("devicechange", look);
  };
}

/**
 * The default one is named by its alias ("Default - Headset", in the browser's language), or comes first (W3C Media
 * Capture, `enumerateDevices`).
 */
function readDevices(found: readonly MediaDeviceInfo[]): readonly Device[] {
  const inputs = found.filter(({ kind }) => kind === "audioinput");
  const alias = inputs.find(({ deviceId }) => deviceId === "default");
  const standard = alias
    ? inputs.find(({ label }) => label !== "" && alias.label.endsWith(` - ${label}`))
    : inputs[0];
  return found.flatMap((device): readonly Device[] => {
    const { deviceId: id, kind, label } = device;
    if (id === "default" || id === "communications" || id === "") return [];
    if (kind === "videoinput") return [];
    if (kind === "audiooutput") return [{ kind: "speaker", id, label }];
    return [{ kind: "microphone", id, label, ...(device === standard && { isDefault: true }) }];
  });
}

/** Whether the microphone may be opened without asking. Firefox before 132 cannot say: it is taken for "prompt". */
export async function microphonePermission(): Promise<"granted" | "prompt" | "denied"> {
  try {
    const status = await navigator.permissions.query({ name: "microphone" });
    return status.state;
  } catch {
    return "prompt";
  }
}

/** Tells when the microphone becomes allowed, in this page or in the browser's settings. */
export function watchAllowed(listener: () => void): Stop {
  const over = new AbortController();
  void navigator.permissions.query({ name: "microphone" }).then(
    (status) => {
      const told = (): void => (status.state === "granted" ? listener() : undefined);
      status.addEventListener("change", told, { signal: over.signal });
    },
    () => undefined,
  );
  return () => over.abort();
}
