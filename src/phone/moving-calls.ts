import { log } from "@/lib/log";

import type { CallId } from "./calls/call";
import type { Calls } from "./calls/calls";
import { selectAll, selectLiveCount } from "./calls/select";
import { readToldCall, tellCall } from "./calls/told-call";
import type { ElsewhereOptions } from "./elsewhere/elsewhere";
import type { History } from "./history/history";
import { loseCall } from "./recovery/lost-call";
import type { SipLine } from "./sip/line";

export interface MovingCallsOptions {
  readonly calls: Pick<Calls, "store" | "sink" | "restore">;
  readonly history: Pick<History, "get" | "annotate">;
  readonly line: () => SipLine | null;
  /** How long the phone system keeps a call for whoever takes it over. */
  readonly keptMs: number;
  readonly now: () => number;
}

/** How calls go to another phone of the agent's, and come from there. */
export function movingCalls({
  calls,
  history,
  line,
  keptMs,
  now,
}: MovingCallsOptions): Pick<
  ElsewhereOptions,
  "liveCount" | "calls" | "goElsewhere" | "stay" | "receive" | "noteOf" | "keepNote"
> {
  /** A call that has been here before may have a note, with which the one that comes may begin. */
  async function addNote(id: CallId, note: string): Promise<void> {
    const own = (await history.get(id))?.work.note ?? "";
    const isMore = note.startsWith(own);
    await history.annotate(id, { note: isMore ? note : `${own}\n${note}` });
  }

  const all = () => selectAll(calls.store.getState());
  return {
    liveCount: () => selectLiveCount(calls.store.getState()),
    calls: () =>
      all().flatMap((call) => {
        const dialog = line()?.dialogOf(call.id) ?? null;
        const told = dialog === null ? null : tellCall(call, dialog);
        return told === null ? [] : [told];
      }),
    goElsewhere(going) {
      for (const { id } of going) calls.sink.happened(id, { type: "leaving" });
    },
    stay() {
      for (const { id, link } of all()) {
        if (link.state === "leaving") calls.sink.happened(id, { type: "linkRestored" });
      }
    },
    receive(coming) {
      const keptUntil = now() + keptMs;
      line()?.expect(coming.map((told) => loseCall(readToldCall(told), told.dialog, keptUntil)));
      calls.restore(coming.map(readToldCall));
    },
    noteOf: async (id) => (await history.get(id))?.work.note ?? "",
    keepNote(id, note) {
      // The call's row is being written already.
      void addNote(id, note).catch((error: unknown) =>
        log("warn", "elsewhere", "a note that came was not kept", { error: String(error) }),
      );
    },
  };
}
