import { createStore } from "zustand/vanilla";

import { cleanName } from "@/lib/clean-name";
import { newId } from "@/lib/new-id";
import type { CallsState } from "@/phone/calls/state";
import type { Directory } from "@/phone/directory/directory";
import { PhoneError, type Problem, toProblem } from "@/phone/errors";
import type { RowTable } from "@/phone/storage/row-table";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { CallbackRow } from "./callback-row";
import type { CallbackChange, CallbackPromise, CallbacksCommand } from "./commands";
import { newRow } from "./new-row";
import type { CallbacksOrder } from "./orders";
import { isToRemind, isWaiting, sortDone, sortOpen } from "./rules";

export interface CallbacksState {
  /** The longest due first; `null` until they are read. */
  readonly open: readonly CallbackRow[] | null;
  /** Of the last seven days, the latest first. */
  readonly done: readonly CallbackRow[];
  /** How many are to be done now and are nobody else's; lost calls are not counted. */
  readonly waiting: number;
  /** What to remind of now; nothing while a call rings. */
  readonly reminders: readonly CallbackRow[];
  readonly problem: Problem | null;
}

export interface Callbacks {
  readonly store: ReadonlyStore<CallbacksState>;
  /** Resolves to whether it worked; if not, `problem` says why. */
  do(command: CallbacksCommand): Promise<boolean>;
}

export interface CallbacksOptions {
  readonly table: RowTable<CallbackRow>;
  readonly identify: Directory["identify"];
  readonly keyOf: (call: { readonly number: string; readonly formatted: string | null }) => string;
  readonly calls: ReadonlyStore<CallsState>;
  readonly dial: (target: string) => void;
  /** To the phone, whichever tab has it. */
  readonly order: (order: CallbacksOrder) => Promise<void>;
  readonly agent: () => string;
  /** On time in a hidden page too: that is where one wants to be reminded. */
  readonly watchSeconds: (listener: (at: number) => void) => Stop;
  readonly now: () => number;
}

const minuteMs = 60_000;
const longestReason = 500;
const longestWhy = 200;
/** Who takes what a caller has asked for is about to call. */
const takenRemindMs = 15 * minuteMs;

export function createCallbacks(options: CallbacksOptions): Callbacks {
  const { table, agent, now } = options;
  const store = createStore<CallbacksState>(() => ({
    open: null,
    done: [],
    waiting: 0,
    reminders: [],
    problem: null,
  }));
  let stopSeconds: Stop | null = null;

  /** What is true of the list at this moment. */
  function look(at: number): void {
    const { open, waiting, reminders } = store.getState();
    const rows = open ?? [];
    const isRinging = Object.values(options.calls.getState().byId).some(
      ({ phase }) => phase === "ringing",
    );
    const count = rows.filter((row) => isWaiting(row, agent(), at)).length;
    const due = isRinging ? [] : rows.filter((row) => isToRemind(row, agent(), at));
    const isSame = due.length === reminders.length && due.every((row, i) => row === reminders[i]);
    if (count !== waiting || !isSame) {
      store.setState({ waiting: count, reminders: isSame ? reminders : due });
    }
  }

  /** Seconds are counted only while there is something to wait for. */
  function waitOrRest(rows: readonly CallbackRow[]): void {
    const isPending = rows.some(({ remindAt, dueAt }) => remindAt !== null || dueAt > now());
    if (isPending) stopSeconds ??= options.watchSeconds(look);
    else {
      stopSeconds?.();
      stopSeconds = null;
    }
  }

  function read(rows: readonly CallbackRow[]): void {
    const open = sortOpen(rows);
    store.setState({ open, done: sortDone(rows, now()) });
    waitOrRest(open);
    look(now());
  }

  table.watch(read, (error) => store.setState({ problem: toProblem(error) }));
  options.calls.subscribe(() => look(now()));

  async function promise(wish: CallbackPromise): Promise<void> {
    const { number } = wish;
    const { contact, formatted } = await options.identify(number);
    const key = options.keyOf({ number, formatted });
    const name = cleanName(wish.name) ?? contact?.name ?? null;
    await table.put({
      ...newRow("promised", { ...wish, formatted, key, name }),
      id: newId(),
      createdAt: now(),
      dueAt: wish.dueAt,
      remindAt: wish.dueAt,
      owner: wish.owner,
      reason: wish.reason.trim().slice(0, longestReason),
    });
  }

  async function edit(id: string, become: (row: CallbackRow) => CallbackRow): Promise<void> {
    await table.change(id, (row) => (row === null || row.done !== null ? null : become(row)));
  }

  /** A lost call that is given a date is a promise like any other. */
  function changed(row: CallbackRow, { dueAt, owner, reason }: CallbackChange): CallbackRow {
    return {
      ...row,
      kind: row.kind === "lost" ? "promised" : row.kind,
      dueAt,
      remindAt: dueAt,
      owner: row.kind === "asked" ? row.owner : owner,
      reason: reason.trim().slice(0, longestReason),
    };
  }

  async function remove(id: string, why: string): Promise<void> {
    const word = why.trim().slice(0, longestWhy);
    await edit(id, (row) => ({
      ...row,
      done: { at: now(), by: agent(), how: "removed", why: word },
    }));
    if ((await table.get(id))?.kind === "asked") await options.order({ type: "done", id });
  }

  /** Only the phone system can say whether nobody else was quicker. */
  async function giveTo(id: string, owner: string | null): Promise<void> {
    const before = await table.get(id);
    if (before === null || before.done !== null) return;
    const remindAt = owner === null ? null : now() + takenRemindMs;
    if (before.kind !== "asked") {
      await edit(id, (row) => ({ ...row, owner }));
      return;
    }
    await options.order({ type: owner === null ? "giveBack" : "take", id });
    const after = await table.get(id);
    if (after !== null && after.done === null && after.owner === before.owner) {
      throw new PhoneError("commandFailed");
    }
    if (after?.owner === owner) await edit(id, (row) => ({ ...row, remindAt }));
  }

  async function call(id: string): Promise<void> {
    const row = await table.get(id);
    if (row === null) return;
    await edit(id, (each) => ({ ...each, calledAt: now(), remindAt: null }));
    options.dial(row.number);
  }

  async function act(command: CallbacksCommand): Promise<void> {
    switch (command.type) {
      case "promise":
        return promise(command.promise);
      case "change":
        return edit(command.id, (row) => changed(row, command.change));
      case "remove":
        return remove(command.id, command.why);
      case "call":
        return call(command.id);
      case "take":
        return giveTo(command.id, agent());
      case "giveBack":
        return giveTo(command.id, null);
      case "snooze":
        return edit(command.id, (row) => ({
          ...row,
          remindAt: now() + command.minutes * minuteMs,
        }));
      case "dismissReminder":
        return edit(command.id, (row) => ({ ...row, remindAt: null }));
      case "dismissProblem":
    }
  }

  return {
    store,
    async do(command) {
      try {
        await act(command);
        store.setState({ problem: null });
        return true;
      } catch (error) {
        store.setState({ problem: toProblem(error) });
        return false;
      }
    },
  };
}
