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
        if (mine === round) listener(found.flatMap(readDevice));
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

function readDevice({ deviceId, kind, label }: MediaDeviceInfo): readonly Device[] {
  if (deviceId === "default" || deviceId === "communications" || deviceId === "") return [];
  if (kind === "videoinput") return [];
  return [{ kind: kind === "audioinput" ? "microphone" : "speaker", id: deviceId, label }];
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
