import type { StoreApi } from "zustand/vanilla";

import type { CallId, TalkingCall } from "@/phone/calls/call";
import type { CallsState } from "@/phone/calls/state";
import type { Stop } from "@/phone/store";

import type { QualityState } from "./call-quality";
import type { QualityCommand, QualityOptions } from "./quality";
import { hear, isSpeaking, nothingHeard } from "./speech";
import type { Tick } from "./ticks";
import { type CallWatch, createCallWatch } from "./watch-call";

/** The watches of all calls that are up. */
export interface CallWatches {
  do(command: QualityCommand): void;
}

export interface CallWatchesOptions extends QualityOptions {
  readonly store: StoreApi<QualityState>;
}

export function createCallWatches(options: CallWatchesOptions): CallWatches {
  const { calls, store, now } = options;
  const watches = new Map<CallId, CallWatch>();
  let stopTicks: Stop | null = null;
  let stopHearing: Stop | null = null;

  function talkingCall(id: CallId): TalkingCall | null {
    const call = calls.getState().byId[id];
    return call?.phase === "talking" ? call : null;
  }

  function watch(id: CallId): void {
    const told = createCallWatch({
      call: () => talkingCall(id),
      media: () => options.line()?.mediaOf(id) ?? null,
      microphone: options.microphone,
      restart: async () => options.line()?.restartPath(id),
      checkConnection: options.checkConnection,
      told: (quality) => store.setState(({ byId }) => ({ byId: { ...byId, [id]: quality } }), true),
      now,
    });
    watches.set(id, told);
    // What is counted from begins now: a path may die in its first second.
    void told.second(0);
  }

  function ticked(tick: Tick): void {
    for (const each of watches.values()) {
      if (tick.type === "second") void each.second(tick.lateMs);
      else each.happened({ type: "networkChanged", at: now() });
    }
  }

  /** Listens to the microphone only while somebody is muted: whoever talks then is heard by nobody. */
  function listenWhileMuted(): void {
    const muted = [...watches].filter(([id]) => isMutedInTalk(talkingCall(id)));
    for (const [id, each] of watches) {
      if (!muted.some(([other]) => other === id)) each.setSpeakingMuted(false);
    }
    if (muted.length === 0) {
      stopHearing?.();
      stopHearing = null;
      return;
    }
    if (stopHearing !== null) return;
    let hearing = nothingHeard;
    stopHearing = options.watchLevel((level) => {
      hearing = hear(hearing, level, now());
      for (const [id, each] of watches) {
        each.setSpeakingMuted(isMutedInTalk(talkingCall(id)) && isSpeaking(hearing, now()));
      }
    });
  }

  function forget(state: CallsState): void {
    const { byId } = store.getState();
    const kept = Object.entries(byId).filter(([id]) => id in state.byId);
    if (kept.length < Object.keys(byId).length) {
      store.setState({ byId: Object.fromEntries(kept) }, true);
    }
  }

  function follow(state: CallsState, before: CallsState): void {
    for (const id of state.order) {
      const call = state.byId[id];
      if (call?.phase === "talking" && !watches.has(id)) watch(id);
      const isBack = call?.link.state === "up" && before.byId[id]?.link.state === "recovering";
      if (isBack) watches.get(id)?.happened({ type: "linkRestored", at: now() });
    }
    for (const [id, each] of watches) {
      if (talkingCall(id) !== null) continue;
      each.stop();
      watches.delete(id);
    }
    if (watches.size > 0) stopTicks ??= options.watchTicks(ticked);
    else {
      stopTicks?.();
      stopTicks = null;
    }
    listenWhileMuted();
    forget(state);
  }

  calls.subscribe(follow);
  follow(calls.getState(), calls.getState());

  return {
    do: ({ id }) => watches.get(id)?.happened({ type: "restartAsked", at: now() }),
  };
}

/** Muted and nothing else: on hold nobody expects to be heard. */
function isMutedInTalk(call: TalkingCall | null): boolean {
  return call !== null && call.muted && call.wish.muted && !call.held && !call.wish.held;
}
