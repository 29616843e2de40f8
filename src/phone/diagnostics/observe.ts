import type { CallId } from "@/phone/calls/call";
import type { CallTold } from "@/phone/calls/calls-options";
import type { ConnectionState } from "@/phone/connection/connection";
import type { AudioState } from "@/phone/media/audio-state";
import type { QualityState } from "@/phone/media/quality/call-quality";
import type { WireTap } from "@/phone/sip/wire-transport";
import type { ReadonlyStore } from "@/phone/store";
import type { SystemState } from "@/phone/system/system";

import type { Diagnostics } from "./diagnostics";

/** Hears the wire of whichever line there is. */
export function tapFor({ note }: Diagnostics): WireTap {
  return {
    sent: (text) => note({ kind: "sip", direction: "sent", text }),
    received(text) {
      // A keep-alive says that the socket lives, every few seconds.
      if (text.length > 4) note({ kind: "sip", direction: "received", text });
    },
    socket: (what, code) => note({ kind: "socket", what, facts: { code } }),
  };
}

/** Hears every event of every call. `dialogOf`: the Call-ID that a call has on the wire. */
export function tellCalls(
  { note }: Diagnostics,
  dialogOf: (id: CallId) => string | undefined,
): CallTold {
  return (event, before, after) => {
    // Names and numbers that were looked up: nothing has happened to the call.
    if (event.type === "identified") return;
    note({ kind: "callEvent", event, before, after, dialog: dialogOf(after.id) });
  };
}

export interface Observed {
  readonly connection: { readonly store: ReadonlyStore<ConnectionState> };
  readonly audio: { readonly store: ReadonlyStore<AudioState> };
  readonly system: { readonly store: ReadonlyStore<SystemState> };
  readonly quality: { readonly store: ReadonlyStore<QualityState> };
}

/** Notes what the stores go through. */
export function observe(
  { note }: Diagnostics,
  { connection, audio }: Pick<Observed, "connection" | "audio">,
): void {
  connection.store.subscribe((state, before) => {
    // While connected only the age of the proof changes.
    if (state.phase === "connected" && before.phase === "connected") return;
    note({ kind: "connectionState", state });
  });
  audio.store.subscribe((state) => note({ kind: "audioState", state }));
}

/** Gives how everything stands to the file; in a tab without the phone, as that tab knows it. */
export function describeIn(
  diagnostics: Diagnostics,
  { connection, audio, system, quality }: Observed,
): void {
  diagnostics.addSection("phone", async () =>
    (await import("./describe")).describePhone(
      connection.store.getState(),
      audio.store.getState(),
      system.store.getState(),
    ),
  );
  diagnostics.addSection("quality", async () =>
    (await import("./describe")).describeQuality(quality.store.getState()),
  );
}
