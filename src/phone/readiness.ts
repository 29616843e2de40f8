import type { Calls } from "./calls/calls";
import type { Connection } from "./connection/connection";
import type { Audio } from "./media/audio";
import type { MicrophoneState } from "./media/audio-state";
import type { MediaPort } from "./media/media-session";
import type { Settings } from "./settings/settings";
import type { ReadonlyStore, Stop } from "./store";
import type { Wakefulness } from "./wakefulness/wakefulness";

export interface ReadinessOptions {
  readonly media: MediaPort;
  readonly connection: Pick<Connection, "store">;
  readonly calls: Pick<Calls, "watch">;
  readonly audio: Pick<Audio, "store">;
  readonly settings: ReadonlyStore<Settings>;
  readonly watchNetwork: (listener: () => void) => Stop;
  /** After a sleep addresses may be others too. */
  readonly wakefulness: Pick<Wakefulness, "watch">;
}

/** A call that was just dialled needs the machine for itself. */
const afterCallMs = 1_000;

/**
 * Keeps an offer with its candidates for the next outgoing call, so that Call has only to send it. Only once the
 * microphone was asked for: before that a browser hides its addresses (mDNS), and a phone system finds nobody there.
 */
export function beginReadiness(options: ReadinessOptions): void {
  const { media, connection, calls, audio, settings } = options;
  let isReady = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wants(): boolean {
    return (
      connection.store.getState().phase === "connected" &&
      wasAsked(audio.store.getState().microphone)
    );
  }

  function again(): void {
    clearTimeout(timer);
    if (isReady) media.prepare();
  }

  function look(): void {
    if (connection.store.getState().phase === "signedOut" && isReady) {
      isReady = false;
      clearTimeout(timer);
      return media.standDown();
    }
    if (isReady || !wants()) return;
    isReady = true;
    media.prepare();
  }

  look();
  audio.store.subscribe(look);
  connection.store.subscribe((state, before) => {
    look();
    // Another socket may mean another network.
    if (state.phase === "connected" && before.phase === "recovering") again();
  });
  settings.subscribe((now, before) => {
    if (now.relayOnly !== before.relayOnly) again();
  });
  options.watchNetwork(again);
  options.wakefulness.watch(again);
  calls.watch((call) => {
    if (call.phase !== "dialing") return;
    clearTimeout(timer);
    timer = setTimeout(again, afterCallMs);
  });
}

function wasAsked(microphone: MicrophoneState): boolean {
  return ["open", "resting", "failed"].includes(microphone.phase);
}
