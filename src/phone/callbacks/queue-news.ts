import type { Commands } from "@/phone/commands/commands";
import type { Directory } from "@/phone/directory/directory";
import type { RowTable } from "@/phone/storage/row-table";

import type { CallbackRow } from "./callback-row";
import type { LostCalls } from "./lost-calls";
import { newRow } from "./new-row";
import type { CallbacksOrder } from "./orders";
import { type News, readNews } from "./read-news";
import { dayMs, doneByColleague } from "./rules";

export interface QueueNewsOptions {
  readonly table: RowTable<CallbackRow>;
  readonly identify: Directory["identify"];
  readonly keyOf: (call: { readonly number: string; readonly formatted: string | null }) => string;
  readonly send: Commands["send"];
  readonly lose: LostCalls["lose"];
  readonly agent: () => string;
  readonly now: () => number;
}

export interface QueueNews {
  hear(text: string): Promise<void>;
  /** The answer to "callbacks": everything that is still open is told again after it. */
  beginAsking(answer: string): Promise<void>;
  do(order: CallbacksOrder): Promise<void>;
}

const prefix = "asked:";
/** A caller's wish is forgotten by then. */
const oldestMs = 30 * dayMs;
const mostOpen = 500;
/** After this the member who took a wish has done it or has given it back, and this page was not there to hear. */
const takenForgottenMs = dayMs;

/** The phone system's name of a callback that was asked for. */
export function askedUuid(id: string): string {
  return id.slice(prefix.length);
}

/** What the phone system and the colleagues on it have to do with the list. */
export function createQueueNews(options: QueueNewsOptions): QueueNews {
  const { table, send, agent, now } = options;
  /** What is told after it was asked for everything; `null`: that is over. */
  let asking: { readonly count: number; readonly heard: Set<string> } | null = null;

  async function whoIs(number: string) {
    const { contact, formatted } = await options.identify(number);
    const key = options.keyOf({ number, formatted });
    return { number, formatted, key, contactId: contact?.id ?? null, name: contact?.name ?? null };
  }

  async function lost({ uuid, queue, number, name }: NewsOf<"lost">): Promise<void> {
    const who = await whoIs(number);
    const call = { id: uuid, at: now(), queue, callId: null };
    await options.lose({ ...who, ...call, name: who.name ?? name });
  }

  async function called({ number, by }: NewsOf<"called">): Promise<void> {
    if (by === agent()) return;
    const { key } = await whoIs(number);
    const lostRows = (await table.all()).filter((row) => row.kind === "lost" && row.key === key);
    await Promise.all(lostRows.map(({ id }) => closeAs(id, by)));
  }

  async function closeAs(id: string, by: string): Promise<void> {
    await table.change(id, (row) => row && doneByColleague(row, by, now()));
  }

  /** Told anew with each look at the list; who has taken it is told after it. */
  async function asked({ uuid, queue, number, name, at }: NewsOf<"callback">): Promise<void> {
    const id = prefix + uuid;
    asking?.heard.add(id);
    const known = await table.get(id);
    if (known !== null && known.done !== null) {
      // Done here, and the phone system has not heard of it.
      if (known.done.by === agent()) void send(`done ${uuid}`).catch(() => undefined);
    } else if (known !== null) {
      await table.change(id, (row) => row && { ...row, owner: null });
    } else {
      const open = (await table.all()).filter(
        ({ kind, done }) => kind === "asked" && done === null,
      );
      if (open.length >= mostOpen) return;
      const who = await whoIs(number);
      const createdAt = Math.min(now(), Math.max(at, now() - oldestMs));
      const row = newRow("asked", { ...who, name: who.name ?? name, queue, callId: null });
      await table.put({ ...row, id, createdAt, dueAt: createdAt });
    }
    await endAsking();
  }

  /** Everything was told again: what was not has been done by somebody meanwhile. */
  async function endAsking(): Promise<void> {
    if (asking === null || asking.heard.size < asking.count) return;
    const { heard } = asking;
    asking = null;
    const rows = (await table.all()).filter(
      (row) => row.kind === "asked" && row.done === null && !heard.has(row.id),
    );
    const gone = rows.filter(
      ({ owner, createdAt }) =>
        owner === null || (owner !== agent() && createdAt < now() - takenForgottenMs),
    );
    await Promise.all(gone.map(({ id, owner }) => closeAs(id, owner ?? "")));
  }

  async function take(id: string): Promise<void> {
    const answer = await send(`take ${askedUuid(id)}`);
    const other = /^TAKEN ([0-9]{2,8})$/.exec(answer)?.[1];
    if (answer === "UNKNOWN") return closeAs(id, "");
    const owner = answer === "OK" ? agent() : (other ?? null);
    if (owner !== null) await table.change(id, (row) => row && { ...row, owner });
  }

  return {
    async hear(text) {
      const news = readNews(text);
      switch (news?.type) {
        case "lost":
          return lost(news);
        case "called":
          return called(news);
        case "callback":
          return asked(news);
        case "taken":
          return void (await table.change(
            prefix + news.uuid,
            (row) => row && { ...row, owner: news.by },
          ));
        case "done":
          return closeAs(prefix + news.uuid, news.by);
        case undefined:
      }
    },
    async beginAsking(answer) {
      asking = null;
      if (!/^[0-9]{1,4}$/.test(answer)) return;
      asking = { count: Number(answer), heard: new Set() };
      await endAsking();
    },
    async do({ type, id }) {
      if (!id.startsWith(prefix)) return;
      if (type === "take") return take(id);
      const answer = await send(`${type === "done" ? "done" : "back"} ${askedUuid(id)}`);
      if (type === "giveBack" && answer === "OK") {
        await table.change(id, (row) => row && { ...row, owner: null });
      }
    },
  };
}

type NewsOf<Type extends News["type"]> = Extract<News, { readonly type: Type }>;
