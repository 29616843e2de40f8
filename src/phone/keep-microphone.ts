import { lazily } from "@/lib/lazily";
import { log } from "@/lib/log";

import type { Keeper, KeeperParts } from "./microphone-keeper";
import type { Ports } from "./ports";

/** When the microphone is open and when it rests; loaded with the first connection, just before it is opened. */
export function keepMicrophone(
  { audio: { permission }, config }: Pick<Ports, "audio" | "config">,
  parts: KeeperParts,
): Keeper {
  const { audio } = parts;
  let isOn = false;
  let keeper: Keeper | null = null;
  const load = lazily(async () => {
    const { createKeeper } = await import("./microphone-keeper");
    return (keeper = createKeeper({ ...parts, permission, policy: config.microphone }));
  });
  return {
    begin(asks) {
      isOn = true;
      load().then(
        (loaded) => (isOn ? loaded.begin(asks) : undefined),
        (error: unknown) => {
          log("warn", "audio", "the microphone is kept, whatever is set", { error: String(error) });
          if (isOn) void audio.warmUp();
        },
      );
    },
    end() {
      isOn = false;
      keeper?.end();
      audio.coolDown();
    },
  };
}
