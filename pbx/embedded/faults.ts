import type { FaultRule, MessageFault } from "./control";

// Faults work on raw text: sip.js is on both ends in most tests, and an error both sides share would
// not show in objects.

export interface SipText {
  readonly method: string;
  /** null for a request. */
  readonly status: number | null;
}

/** Reads just enough of a SIP message to match a rule; null when it is not one. */
export function readSipText(text: string): SipText | null {
  const status = /^SIP\/2\.0 (\d{3}) /.exec(text)?.[1];
  if (status === undefined) {
    const method = /^([A-Z]+) \S+ SIP\/2\.0\r?\n/.exec(text)?.[1];
    return method === undefined ? null : { method, status: null };
  }
  const method = /^CSeq:\s*\d+\s+([A-Z]+)/im.exec(text)?.[1] ?? "";
  return { method, status: Number(status) };
}

/** Makes a message unreadable in one place. */
export function malform(text: string, part: "cseq" | "startLine" | "truncate"): string {
  if (part === "cseq") return text.replace(/^CSeq:.*$/im, "CSeq: unreadable");
  if (part === "startLine") return text.replace("SIP/2.0", "SIP?2.0");
  return text.slice(0, Math.floor(text.indexOf("\r\n\r\n") / 2));
}

/** The answer of rule "reply", written without the help of a parser. */
export function replyTo(request: string, fault: Extract<MessageFault, { do: "reply" }>): string {
  const copied = request
    .split("\r\n")
    .filter((line) => /^(Via|v|From|f|To|t|Call-ID|i|CSeq)\s*:/i.test(line))
    .map((line) =>
      /^(To|t)\s*:/i.test(line) && !line.includes("tag=") ? `${line};tag=fault` : line,
    );
  const startLine = `SIP/2.0 ${fault.status} ${fault.reason ?? "Fault"}`;
  const lines = [startLine, ...copied, ...(fault.headers ?? []), "Content-Length: 0", "", ""];
  return lines.join("\r\n");
}

type MessageRule = Extract<FaultRule, { on: "message" }>;

export interface Faults {
  add(rule: FaultRule): string;
  clear(): void;
  /** What to do with a message; null: nothing is wrong with it. */
  forMessage(
    direction: "fromClient" | "toClient",
    text: string,
    user: string | null,
  ): MessageFault | null;
  /** HTTP status to refuse a WebSocket with, or null. */
  forUpgrade(): number | null;
  lossPercent(
    leg: { id: string; user: string | null },
    direction: "fromClient" | "toClient",
  ): number;
  /** Whether nothing passes to and from an address that was first seen then. */
  isPathCut(leg: { id: string; user: string | null }, seenAtMs: number): boolean;
}

interface Entry {
  id: string;
  rule: FaultRule;
  matches: number;
  addedAtMs: number;
}

function fits(
  rule: MessageRule,
  direction: string,
  message: SipText,
  user: string | null,
): boolean {
  return (
    rule.direction === direction &&
    (rule.status ?? null) === message.status &&
    (rule.method === undefined || rule.method === message.method) &&
    (rule.user === undefined || rule.user === user)
  );
}

export function createFaults(): Faults {
  let entries: Entry[] = [];
  let lastId = 0;

  /** Counts the match and says whether the rule works this time. */
  function works(entry: Entry, nth: number, times: number): boolean {
    entry.matches += 1;
    return entry.matches >= nth && entry.matches < nth + times;
  }

  return {
    add(rule) {
      lastId += 1;
      const id = `fault-${lastId}`;
      entries.push({ id, rule, matches: 0, addedAtMs: performance.now() });
      return id;
    },
    clear() {
      entries = [];
    },
    forMessage(direction, text, user) {
      const message = entries.length === 0 ? null : readSipText(text);
      if (message === null) return null;
      let fault: MessageFault | null = null;
      for (const entry of entries) {
        const { rule } = entry;
        if (rule.on !== "message" || !fits(rule, direction, message, user)) continue;
        if (works(entry, rule.nth ?? 1, rule.times ?? Infinity)) fault ??= rule.action;
      }
      return fault;
    },
    forUpgrade() {
      for (const entry of entries) {
        if (entry.rule.on !== "upgrade") continue;
        if (works(entry, 1, entry.rule.times ?? Infinity)) return entry.rule.status;
      }
      return null;
    },
    lossPercent(leg, direction) {
      const losses = entries.map(({ rule }) => {
        if (rule.on !== "rtp") return 0;
        const isMeant =
          (rule.direction ?? direction) === direction &&
          (rule.user ?? leg.user) === leg.user &&
          (rule.leg ?? leg.id) === leg.id;
        return isMeant ? rule.lossPercent : 0;
      });
      return Math.max(0, ...losses);
    },
    isPathCut(leg, seenAtMs) {
      return entries.some(({ rule, addedAtMs }) => {
        if (rule.on !== "path") return false;
        const isMeant = (rule.user ?? leg.user) === leg.user && (rule.leg ?? leg.id) === leg.id;
        return isMeant && (rule.ways === "all" || seenAtMs < addedAtMs);
      });
    },
  };
}
