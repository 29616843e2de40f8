import type { Calls } from "./calls/calls";
import { selectAll, selectLiveCount } from "./calls/select";
import { readToldCall, tellCall } from "./calls/told-call";
import type { ElsewhereOptions } from "./elsewhere/elsewhere";
import { loseCall } from "./recovery/lost-call";
import type { SipLine } from "./sip/line";

export interface MovingCallsOptions {
  readonly calls: Pick<Calls, "store" | "sink" | "restore">;
  readonly line: () => SipLine | null;
  /** How long the phone system keeps a call for whoever takes it over. */
  readonly keptMs: number;
  readonly now: () => number;
}

/** How calls go to another phone of the agent's, and come from there. */
export function movingCalls({
  calls,
  line,
  keptMs,
  now,
}: MovingCallsOptions): Pick<
  ElsewhereOptions,
  "liveCount" | "calls" | "goElsewhere" | "stay" | "receive"
> {
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
  };
}
