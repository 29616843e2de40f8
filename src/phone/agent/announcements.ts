import { log } from "@/lib/log";
import type { Commands } from "@/phone/commands/commands";
import type { Config } from "@/phone/config/config";
import type { ConnectionState } from "@/phone/connection/connection";
import type { Settings } from "@/phone/settings/settings";
import type { ReadonlyStore } from "@/phone/store";

/** `null`: as the phone system speaks of its own accord. */
type Chosen = Settings["announcements"];

export interface AnnouncementsOptions {
  readonly config: Pick<Config, "whole">;
  readonly settings: ReadonlyStore<Settings>;
  readonly connection: ReadonlyStore<ConnectionState>;
  readonly commands: Pick<Commands, "isThere" | "send">;
}

const languages = ["en", "ar", "fi"] as const;

/** `config.json` may decide it for everybody (`agent.announcements`). */
function chooseAnnouncements({ whole }: Pick<Config, "whole">, chosen: Chosen): Chosen {
  const { agent } = whole as { readonly agent?: { readonly announcements?: unknown } | null };
  return languages.find((language) => language === agent?.announcements) ?? chosen;
}

/**
 * Tells the phone system in which language it is to speak to the agent: when the phone is connected, since a phone system
 * may have forgotten, and when it is chosen. One that cannot do so goes on as before.
 */
export function tellAnnouncements(options: AnnouncementsOptions): void {
  const { config, settings, connection, commands } = options;
  const isConnected = (): boolean => connection.getState().phase === "connected";
  const chosen = (): Chosen => chooseAnnouncements(config, settings.getState().announcements);
  let last = chosen();

  function tell(language: Chosen): void {
    if (!isConnected() || !commands.isThere()) return;
    commands.send(`language ${language ?? "-"}`).catch((error: unknown) => {
      log("warn", "agent", "the language was not taken", { error: String(error) });
    });
  }

  connection.subscribe((state, before) => {
    if (state.phase === before.phase || state.phase !== "connected") return;
    if (chosen() !== null) tell(chosen());
  });
  settings.subscribe(() => {
    if (chosen() === last) return;
    last = chosen();
    tell(last);
  });
}
