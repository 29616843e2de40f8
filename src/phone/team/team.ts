import { createStore } from "zustand/vanilla";

import { cleanName } from "@/lib/clean-name";
import { foldWords } from "@/lib/fold-text";
import { allWords, type Words } from "@/lib/words";
import { type DialogReading, readDialogInfo } from "@/phone/dialects/read-dialog-info";
import { type PresenceReading, readPresence, readReason } from "@/phone/dialects/read-presence";
import type { ReadonlyStore, Stop } from "@/phone/store";
import type { Watches } from "@/phone/watches/watches";

export interface Colleague {
  readonly extension: string;
  readonly name: string;
}

/** `away`: they have said so themselves. `unknown`: nobody has told yet, or the phone system does not. */
export type ColleagueState = "unknown" | "offline" | "free" | "ringing" | "busy" | "away";

/** How a colleague stands, as data. */
export interface ColleagueStatus {
  readonly state: ColleagueState;
  /** Why they are away, in their own word. */
  readonly reason: string | null;
  /** Who calls them, while it rings there. */
  readonly caller: DialogReading["caller"];
}

export interface NamedQueue {
  readonly number: string;
  /** The phone system's own name of it. */
  readonly id?: string | null | undefined;
  readonly name: Words;
}

export interface TeamState {
  readonly byExtension: Readonly<Record<string, ColleagueStatus>>;
}

export interface Team {
  readonly store: ReadonlyStore<TeamState>;
  /** Everybody, in the order of the configuration. */
  readonly people: readonly Colleague[];
  /** By name: those whose name or extension has every word of `text` at the beginning of a word; all of them for no text. */
  find(text: string, limit: number): readonly Colleague[];
  /** Queues that a call may be sent to, found in the same way. */
  findQueues(text: string): readonly NamedQueue[];
  /** Of a colleague or a queue; a queue's id will do. */
  nameOf(number: string): Words | null;
  /** Keeps their states up to date for as long as somebody looks at them. */
  watch(extensions: readonly string[]): Stop;
}

export interface TeamOptions {
  readonly people: readonly Colleague[];
  readonly queues: readonly NamedQueue[];
  readonly watches: Pick<Watches, "watch">;
  readonly isWatchable: () => boolean;
}

export const unknownStatus: ColleagueStatus = { state: "unknown", reason: null, caller: null };

/** What both documents say together. Presence tells idle from absent, dialog-info who rings. */
export function chooseStatus(
  presence: PresenceReading | null,
  dialog: DialogReading | null,
): ColleagueStatus {
  if (dialog?.state === "ringing") return { state: "ringing", reason: null, caller: dialog.caller };
  if (dialog?.state === "busy") return { ...unknownStatus, state: "busy" };
  if (presence === null) return unknownStatus;
  if (presence.note === "ringing") return { ...unknownStatus, state: "ringing" };
  if (presence.note === "on the phone" || presence.note === "on hold") {
    return { ...unknownStatus, state: "busy" };
  }
  if (!presence.isReachable) return { ...unknownStatus, state: "offline" };
  const reason = cleanName(readReason(presence.text));
  // Whoever is in no queue is unavailable without a word of their own: for a colleague's call they are there.
  const isAway =
    ["away", "xa", "dnd"].includes(presence.type ?? "") ||
    (presence.type === "unavailable" && reason !== null);
  return isAway ? { state: "away", reason, caller: null } : { ...unknownStatus, state: "free" };
}

interface Followed {
  presence: PresenceReading | null;
  dialog: DialogReading | null;
  watchers: number;
  stop: Stop;
}

/** Asterisk 22 tells of one ring twice, and may leave out the second time who calls. */
function stillRinging(before: DialogReading | null, now: DialogReading): DialogReading {
  const isSame = before?.state === "ringing" && now.state === "ringing" && now.caller === null;
  return isSame ? before : now;
}

export function createTeam({ people, queues, watches, isWatchable }: TeamOptions): Team {
  const store = createStore<TeamState>(() => ({ byExtension: {} }));
  const followed = new Map<string, Followed>();
  // Not before somebody is looked for: the first comparison of names takes 13 ms (Chromium 156), and this is made while the
  // page opens.
  let sorted: readonly Colleague[] | null = null;
  const colleagues = (): readonly Colleague[] =>
    (sorted ??= people.toSorted((one, other) => one.name.localeCompare(other.name)));
  const words = new Map<string, readonly string[]>();

  function matches(text: string, number: string, name: string): boolean {
    const own = words.get(name) ?? foldWords(name);
    words.set(name, own);
    return foldWords(text).every((word) => [...own, number].some((each) => each.startsWith(word)));
  }

  function tell(extension: string, { presence, dialog }: Followed): void {
    const status = chooseStatus(presence, dialog);
    store.setState(({ byExtension }) => ({ byExtension: { ...byExtension, [extension]: status } }));
  }

  function follow(extension: string): Followed {
    const one: Followed = { presence: null, dialog: null, watchers: 0, stop: () => undefined };
    const stops = [
      watches.watch(extension, "presence", (body) => {
        one.presence = body === null ? null : readPresence(body);
        tell(extension, one);
      }),
      watches.watch(extension, "dialog", (body) => {
        one.dialog = body === null ? null : stillRinging(one.dialog, readDialogInfo(body));
        tell(extension, one);
      }),
    ];
    one.stop = () => {
      for (const stop of stops) stop();
    };
    return one;
  }

  function leave(extension: string): void {
    const one = followed.get(extension);
    if (one === undefined) return;
    one.watchers -= 1;
    if (one.watchers > 0) return;
    one.stop();
    followed.delete(extension);
    store.setState(({ byExtension }) => {
      const { [extension]: _, ...rest } = byExtension;
      return { byExtension: rest };
    });
  }

  return {
    store,
    people,
    find: (text, limit) =>
      colleagues()
        .filter(({ extension, name }) => matches(text, extension, name))
        .slice(0, limit),
    findQueues: (text) =>
      queues.filter(({ number, name }) => matches(text, number, allWords(name))),
    nameOf: (number) =>
      people.find((each) => each.extension === number)?.name ??
      queues.find(({ id, number: own }) => own === number || id === number)?.name ??
      null,
    watch(extensions) {
      if (!isWatchable()) return () => undefined;
      const mine = [...new Set(extensions)];
      for (const extension of mine) {
        const one = followed.get(extension) ?? follow(extension);
        one.watchers += 1;
        followed.set(extension, one);
      }
      let isStopped = false;
      return () => {
        if (isStopped) return;
        isStopped = true;
        for (const extension of mine) leave(extension);
      };
    },
  };
}
