import type { StoreApi } from "zustand/vanilla";

import { readCommandText } from "@/lib/command-text";
import { isExtension, readEpoch } from "@/lib/command-words";
import { newId } from "@/lib/new-id";
import { readRights } from "@/phone/dialects/read-rights";
import { type Stop, stopAll } from "@/phone/store";
import type { Rights } from "@/phone/supervision/supervision-state";
import type { WatchList } from "@/phone/watches/list-watch";

import type { AlarmPolicy } from "./alarms";
import { type FloorOptions, noFloor } from "./floor";
import { createFloorRows } from "./floor-rows";
import type { FloorCommand, FloorState } from "./floor-state";
import { readParty } from "./read-party";

export interface FloorWork {
  do(command: FloorCommand): void;
}

/** Without a word for so long, whoever looked is gone: a tab that was closed says nothing. */
const lookMs = 60_000;
const mostLookers = 50;
/** Longer lists are too large for a phone system to send (Asterisk 22). */
const listLength = 60;
/** Each is a subscription of its own. */
const mostSingles = 60;
const mostPeople = 2_000;
const answerMs = 15_000;
const mostQuestions = 50;
/** Lists are refused, and nobody tells anything one by one either. */
const givenUpMs = 15_000;

/** One connected stretch for as long as somebody looks. */
interface Look {
  isOver: boolean;
  readonly stops: Set<Stop>;
  singles: number;
  /** When the last list was refused. */
  refusedAt: number | null;
}

export function createFloorWork(
  options: FloorOptions & { readonly watchList: WatchList },
  policy: AlarmPolicy,
  store: StoreApi<FloorState>,
): FloorWork {
  const { commands, config, connection, now, watches } = options;
  const rows = createFloorRows({ store, policy, now });
  const lookers = new Map<string, number>();
  const questions = new Map<string, { readonly extension: string; readonly at: number }>();
  let look: Look | null = null;
  let stop: Stop | null = null;
  /** Whom this user is over, in the order of the configuration. */
  let people = config.team;

  const isConnected = (): boolean => connection.store.getState().phase === "connected";
  function own(): string {
    const state = connection.store.getState();
    return "account" in state ? state.account.extension : "";
  }

  /** `null`: nobody has said. */
  async function askOver(): Promise<Rights["over"] | null> {
    if (!commands.isThere()) return null;
    return readRights(await commands.send("rights").catch(() => ""))?.over ?? null;
  }

  function choosePeople(over: Rights["over"] | null): typeof people {
    if (over === null || over === "all") return config.team.slice(0, mostPeople);
    const wanted = new Set(over);
    const named = config.team.filter(({ extension }) => wanted.has(extension));
    for (const { extension } of named) wanted.delete(extension);
    const others = Array.from(wanted, (extension) => ({ extension, name: extension }));
    return [...named, ...others].slice(0, mostPeople);
  }

  async function askHands(mine: Look): Promise<void> {
    if (!commands.isThere()) return;
    const answer = await commands.send("hands").catch(() => "");
    if (!mine.isOver && /^\d{1,5}$/.test(answer)) rows.trustHands();
  }

  /** Those of a list that there is not, one by one. */
  function watchSingly(mine: Look, refused: number): void {
    mine.refusedAt = now();
    const theirs = config.team.slice(refused * listLength, (refused + 1) * listLength);
    const others = refused === 0 ? people.filter((each) => !config.team.includes(each)) : [];
    for (const { extension } of [...theirs, ...others]) {
      const isUnknown = store.getState().agents[extension]?.state === "unknown";
      if (!rows.has(extension) || !isUnknown || mine.singles >= mostSingles) continue;
      mine.singles += 1;
      const hear = (body: string | null): void => rows.heardAgent(extension, body);
      mine.stops.add(watches.watch(extension, "presence", hear));
    }
  }

  function watchLists(mine: Look): void {
    const count = Math.ceil(Math.max(config.team.length, people.length) / listLength);
    for (let at = 0; at < count; at += 1) {
      const stopList = options.watchList(options, `floor-${at + 1}`, {
        told(resources) {
          for (const { resource, body } of resources) rows.heardAgent(resource, body);
        },
        refused: () => watchSingly(mine, at),
      });
      mine.stops.add(stopList);
    }
  }

  async function begin(): Promise<void> {
    const mine: Look = { isOver: false, stops: new Set(), singles: 0, refusedAt: null };
    look = mine;
    if (!options.isWatchable()) return rows.enter("unavailable");
    const over = await askOver();
    if (mine.isOver) return undefined;
    people = choosePeople(over);
    rows.begin(people);
    const isNobody = over !== null && people.length === 0;
    rows.enter(isNobody ? "unavailable" : "waiting");
    rows.flush();
    if (isNobody) return undefined;
    watchLists(mine);
    for (const { id } of policy.queues) {
      if (id === null) continue;
      const hear = (body: string | null): void => rows.heardQueue(id, body);
      mine.stops.add(watches.watch(`queue-${id}`, "presence", hear));
    }
    return askHands(mine);
  }

  function leave(): void {
    if (look === null) return;
    look.isOver = true;
    for (const each of look.stops) each();
    look = null;
    questions.clear();
  }

  function linkChanged(): void {
    if (isConnected()) {
      if (look === null) void begin();
      return;
    }
    leave();
    rows.forget();
    rows.enter("waiting");
    rows.flush();
  }

  function end(): void {
    leave();
    stop?.();
    stop = null;
    lookers.clear();
    rows.end();
    store.setState(noFloor, true);
  }

  function hear(line: string): void {
    const [word, extension, third, fourth] = line.slice(0, 2_000).split(/\s+/);
    if (!isExtension(extension) || look === null) return;
    if (word === "help") {
      const since = readEpoch(third, now());
      const isRaised = fourth !== undefined && fourth !== "-";
      const hand = { since: since ?? now(), reason: readCommandText(fourth ?? "") };
      rows.raise(extension, isRaised ? hand : null);
      return rows.flush();
    }
    if (word !== "told" || third === undefined) return undefined;
    const asked = questions.get(third);
    if (asked?.extension !== extension) return undefined;
    questions.delete(third);
    return rows.meet(extension, readParty(fourth));
  }

  function second(at: number): void {
    for (const [looker, said] of lookers) if (at - said > lookMs) lookers.delete(looker);
    if (lookers.size === 0) return end();
    for (const [ref, asked] of questions) if (at - asked.at > answerMs) questions.delete(ref);
    const refusedAt = look?.refusedAt ?? null;
    const isInVain = refusedAt !== null && at - refusedAt > givenUpMs;
    if (isInVain && store.getState().phase === "waiting") rows.enter("unavailable");
    return rows.flush();
  }

  function start(): void {
    rows.begin(people);
    rows.enter("waiting");
    rows.flush();
    stop = stopAll([
      commands.watch(hear),
      options.watchSeconds(second),
      connection.store.subscribe(({ phase }, before) => {
        if (phase === "signedOut") return end();
        const wasConnected = before.phase === "connected";
        if (wasConnected !== (phase === "connected")) linkChanged();
      }),
    ]);
    if (isConnected()) void begin();
  }

  function askParty(extension: string): void {
    const isAsked = look !== null && isExtension(extension) && rows.has(extension);
    if (!isAsked || questions.size >= mostQuestions) return;
    const ref = newId().replaceAll("-", "").slice(0, 12);
    questions.set(ref, { extension, at: now() });
    commands.send(`sup ask ${extension} ${ref}`).then(
      (answer) => {
        if (answer !== "OK") questions.delete(ref);
      },
      () => questions.delete(ref),
    );
  }

  return {
    do(command) {
      switch (command.type) {
        case "look":
          if (connection.store.getState().phase === "signedOut") return;
          if (lookers.size >= mostLookers && !lookers.has(command.looker)) return;
          lookers.set(command.looker, now());
          if (stop === null) start();
          return;
        case "lookAway":
          lookers.delete(command.looker);
          if (lookers.size === 0 && stop !== null) end();
          return;
        case "askParty":
          return askParty(command.extension);
        case "acknowledge":
          return rows.acknowledge(command.key, own());
      }
    },
  };
}
