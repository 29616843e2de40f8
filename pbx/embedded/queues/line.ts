import { keepAlone, type Lone } from "../calls/alone";
import type { Attempt, AttemptEvents, AttemptOrder } from "../calls/attempt";
import type { Bridges } from "../calls/bridges";
import type { CallKind } from "../calls/call-kind";
import type { LegBook } from "../calls/owner";
import type { Languages } from "../languages";
import { type Cause, causes } from "../legs/cause";
import type { Leg } from "../legs/leg";
import type { Clips } from "../media/clips";
import { createHoldMusic, createSilence } from "../media/sounds";
import type { QueuePlan } from "../numbers";
import type { Cancel, Timers } from "../timers";
import { positionClips, queueClips } from "./clips";
import type { Waiting } from "./distribution";
import { callbackKey, type Queue } from "./table";
import { createVoice, type Voice } from "./voice";
import { numberWord } from "./words";

/** Somebody who waits in a queue. */
export interface Caller extends Waiting {
  readonly settings: Queue;
  readonly party: Lone;
  readonly kind: CallKind;
  readonly voice: Voice;
  /** Unix time. */
  readonly sinceSeconds: number;
  /** The agent whose phone rings, and its ringing. */
  ringing: { readonly extension: string; readonly attempt: Attempt } | null;
  stopPatience: Cancel;
}

/** What becomes of callers; each is told once. */
export interface LineEvents {
  /** Has left, and nobody has answered. */
  lost(caller: Caller): void;
  wantsCallback(caller: Caller): void;
  answered(caller: Caller, agent: Leg): void;
  /** The agent has not taken it, or could not. */
  refused(caller: Caller, extension: string, cause: Cause): void;
  /** The agent's phone has sent the call on to a queue. */
  sentOn(leg: Leg, plan: QueuePlan, kind: CallKind): void;
  /** Somebody has come, has gone, or is being called. */
  changed(): void;
}

/** Callers who wait, in all queues. */
export interface Line {
  enter(leg: Leg, queue: Queue, kind: CallKind): void;
  /** Says one thing and hangs up. */
  dismiss(leg: Leg, clip: string, kind: CallKind): void;
  /** The same for somebody who waits. */
  sendAway(caller: Caller, clip: string): void;
  offer(caller: Caller, extension: string): void;
  /** The longest-waiting first. */
  in(queue: string): readonly Caller[];
  all(): readonly Caller[];
}

export interface LineWorld {
  readonly book: LegBook;
  readonly bridges: Bridges;
  readonly clips: Clips;
  readonly languages: Pick<Languages, "of">;
  readonly timers: Timers;
  nowMs(): number;
  startAttempt(order: AttemptOrder, events: AttemptEvents): Attempt;
}

/** Pause between announcements. */
const announceMs = 30_000;

export function createLine(world: LineWorld, events: LineEvents): Line {
  const { clips, languages } = world;
  const callers = new Set<Caller>();
  const inQueue = (queue: string): readonly Caller[] =>
    [...callers].filter((caller) => caller.queue === queue);

  /** Nobody's phone rings for them any more, and they are in no line. */
  function take(caller: Caller, cause: Cause): boolean {
    if (!callers.delete(caller)) return false;
    caller.ringing?.attempt.cancel(cause);
    caller.ringing = null;
    caller.stopPatience();
    caller.party.release();
    return true;
  }

  function announce({ settings, voice }: Caller, place: number): void {
    const { announcePosition, callback } = settings;
    voice.say([
      ...(announcePosition ? positionClips(place) : []),
      ...(callback ? [queueClips.offer] : []),
    ]);
  }

  function pressed(caller: Caller, key: string): void {
    if (!caller.settings.callback || key !== callbackKey) return;
    const { leg } = caller.party;
    if (numberWord(leg.identity.number) === "-") return caller.voice.say([queueClips.noNumber]);
    if (!take(caller, causes.cancelled)) return;
    events.wantsCallback(caller);
    dismiss(leg, queueClips.callback, caller.kind);
    events.changed();
  }

  function sendAway(caller: Caller, clip: string): void {
    if (!take(caller, causes.cancelled)) return;
    events.lost(caller);
    dismiss(caller.party.leg, clip, caller.kind);
    events.changed();
  }

  function enter(leg: Leg, settings: Queue, kind: CallKind): void {
    const { name, number, label, longestWaitSeconds } = settings;
    const voice = createVoice({
      clips,
      language: languages.of(leg.user),
      between: createHoldMusic(),
      quiet(quietMs) {
        if (quietMs >= announceMs) announce(caller, inQueue(name).indexOf(caller) + 1);
      },
    });
    const party = keepAlone(world, leg, {
      kind,
      hears: voice,
      shown: { number, name: label },
      pressed: (key) => pressed(caller, key),
      ended() {
        if (!take(caller, causes.cancelled)) return;
        events.lost(caller);
        events.changed();
      },
    });
    const caller: Caller = {
      queue: name,
      settings,
      party,
      kind,
      voice,
      enteredMs: world.nowMs(),
      sinceSeconds: Math.floor(Date.now() / 1000),
      ringing: null,
      stopPatience: world.timers.after(longestWaitSeconds * 1000, () =>
        sendAway(caller, queueClips.late),
      ),
    };
    callers.add(caller);
    announce(caller, inQueue(name).length);
    events.changed();
  }

  function dismiss(leg: Leg, clip: string, kind: CallKind): void {
    const voice = createVoice({
      clips,
      language: languages.of(leg.user),
      between: createSilence(),
      quiet: () => party.leg.end(causes.normal),
    });
    voice.say([clip]);
    const ended = (): void => undefined;
    const party = keepAlone(world, leg, { kind, hears: voice, shown: null, ended });
  }

  function answered(caller: Caller, agent: Leg): void {
    const { party, kind, enteredMs } = caller;
    caller.ringing = null;
    if (!take(caller, causes.elsewhere)) return;
    const waitedSeconds = (world.nowMs() - enteredMs) / 1000;
    world.bridges.join([party.leg, agent], { ...kind, waitedSeconds });
    party.leg.showPeer(agent.identity);
    events.answered(caller, agent);
    events.changed();
  }

  function offer(caller: Caller, extension: string): void {
    const { kind, party, settings, enteredMs } = caller;
    const waitedSeconds = (world.nowMs() - enteredMs) / 1000;
    const attempt = world.startAttempt(
      {
        number: extension,
        caller: party.leg.identity,
        kind: { ...kind, waitedSeconds },
        headers: [],
        wishedNumber: null,
        ringTimeoutMs: settings.ringSeconds * 1000,
      },
      {
        ringing: () => undefined,
        earlyMedia: () => undefined,
        answered: (agent) => answered(caller, agent),
        queued(plan) {
          caller.ringing = null;
          if (take(caller, causes.elsewhere)) events.sentOn(party.leg, plan, kind);
        },
        failed(cause) {
          caller.ringing = null;
          events.refused(caller, extension, cause);
          events.changed();
        },
      },
    );
    caller.ringing = { extension, attempt };
  }

  return { enter, dismiss, sendAway, offer, in: inQueue, all: () => [...callers] };
}
