import type { Entry, NoteEntry, SipEntry, Way } from "./entry";

/** One arrow of the ladder. */
export interface Arrow {
  readonly kind: "arrow";
  readonly key: number;
  readonly entry: SipEntry;
  /** Since the arrow before it. */
  readonly deltaMs: number;
  /** The same message has been there before. */
  readonly isRepeated: boolean;
  /** A request that nobody has answered, though there was time. */
  readonly isUnanswered: boolean;
}

/** What stands between arrows because it explains them: a page that begins, a socket that closes. */
export interface Divider {
  readonly kind: "divider";
  readonly key: number;
  readonly entry: NoteEntry;
}

export type Rung = Arrow | Divider;

/** All messages with one Call-ID. */
export interface Dialog {
  readonly call: string;
  /** Of the request that opened it. */
  readonly method: string;
  readonly direction: Way;
  readonly at: number;
  readonly count: number;
}

/** Timer F (RFC 3261 section 17.1.2.2): whoever waits longer waits for nothing. */
const answerWithinMs = 32_000;

const isSip = (entry: Entry): entry is SipEntry => entry.kind === "sip";
const isDivider = (entry: Entry): entry is NoteEntry =>
  entry.kind === "socket" || (entry.kind === "page" && ["started", "left"].includes(entry.what));

/** The ladder of these dialogs, or of everything with `null`. `now`: until when an answer may have come. */
export function buildLadder(
  entries: readonly Entry[],
  calls: ReadonlySet<string> | null,
  now: number,
): readonly Rung[] {
  const answered = findAnswered(entries);
  const seen = new Set<string>();
  const rungs: Rung[] = [];
  let lastAt: number | null = null;
  for (const [key, entry] of entries.entries()) {
    if (isSip(entry) && (calls === null || calls.has(entry.call))) {
      const { direction, text, at } = entry;
      const isRequest = entry.status === null && entry.method !== "" && entry.method !== "ACK";
      const isRepeated = seen.has(`${direction} ${text}`);
      seen.add(`${direction} ${text}`);
      const deltaMs: number = lastAt === null ? 0 : at - lastAt;
      lastAt = at;
      const isLate = now - at > answerWithinMs;
      const isUnanswered = isRequest && !isRepeated && isLate && !answered.has(questionOf(entry));
      rungs.push({ kind: "arrow", key, entry, deltaMs, isRepeated, isUnanswered });
    } else if (isDivider(entry) && (calls === null || lastAt !== null)) {
      rungs.push({ kind: "divider", key, entry });
    }
  }
  return calls === null ? rungs : withoutTail(rungs);
}

/** What came after the last of these messages has nothing to do with them. */
function withoutTail(rungs: readonly Rung[]): readonly Rung[] {
  return rungs.slice(0, rungs.findLastIndex(({ kind }) => kind === "arrow") + 1);
}

/** A CANCEL has the branch and number of its INVITE: the method tells them apart. */
function questionOf({ direction, status, transaction, method }: SipEntry): string {
  const asker = status === null ? direction : direction === "sent" ? "received" : "sent";
  return `${asker} ${method} ${transaction}`;
}

function findAnswered(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(
    entries
      .filter((entry) => isSip(entry) && entry.status !== null)
      .map((entry) => questionOf(entry as SipEntry)),
  );
}

/** Newest first. */
export function listDialogs(entries: readonly Entry[]): readonly Dialog[] {
  const dialogs = new Map<string, Dialog>();
  for (const entry of entries) {
    if (!isSip(entry) || entry.call === "") continue;
    const { call, method, direction, at } = entry;
    const known = dialogs.get(call) ?? { call, method, direction, at, count: 0 };
    dialogs.set(call, { ...known, count: known.count + 1 });
  }
  return [...dialogs.values()].toReversed();
}

/** Counted over everything that is kept. */
export interface TraceStatistics {
  readonly pages: number;
  readonly sent: number;
  readonly received: number;
  readonly repeated: number;
  readonly unanswered: number;
  readonly calls: number;
  readonly socketsOpened: number;
  readonly socketsClosed: number;
  /** From a request of ours to the first answer; `null` without any. */
  readonly answerMedianMs: number | null;
  readonly answerSlowestMs: number | null;
}

export function countTrace(entries: readonly Entry[], now: number): TraceStatistics {
  const arrows = buildLadder(entries, null, now).filter((rung) => rung.kind === "arrow");
  const waits = measureAnswers(entries);
  const count = (kind: Entry["kind"], what: string): number =>
    entries.filter((entry) => !isSip(entry) && entry.kind === kind && entry.what === what).length;
  return {
    pages: count("page", "started"),
    sent: arrows.filter(({ entry }) => entry.direction === "sent").length,
    received: arrows.filter(({ entry }) => entry.direction === "received").length,
    repeated: arrows.filter(({ isRepeated }) => isRepeated).length,
    unanswered: arrows.filter(({ isUnanswered }) => isUnanswered).length,
    calls: count("call", "begun"),
    socketsOpened: count("socket", "opened"),
    socketsClosed: count("socket", "closed"),
    answerMedianMs: waits[Math.floor((waits.length - 1) / 2)] ?? null,
    answerSlowestMs: waits.at(-1) ?? null,
  };
}

/** Shortest first. */
function measureAnswers(entries: readonly Entry[]): readonly number[] {
  const askedAt = new Map<string, number>();
  const waits: number[] = [];
  for (const entry of entries) {
    if (!isSip(entry)) continue;
    const question = questionOf(entry);
    const since = askedAt.get(question);
    if (entry.status === null) {
      if (entry.direction === "sent" && since === undefined) askedAt.set(question, entry.at);
    } else if (since !== undefined) {
      waits.push(entry.at - since);
      askedAt.delete(question);
    }
  }
  return waits.toSorted((one, other) => one - other);
}
