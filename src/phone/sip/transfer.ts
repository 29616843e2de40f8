import type { Core, Notification, Session, URI } from "sip.js";

import type { EdgeFact } from "@/phone/calls/sink";
import { PhoneError } from "@/phone/errors";

import { readRefusal } from "./end-reason";

/** What a NOTIFY of a transfer says (RFC 3515 section 2.4.5). */
export type TransferNews =
  | { readonly kind: "progress"; readonly status: number }
  | { readonly kind: "success" }
  | { readonly kind: "failure"; readonly status: number }
  /** The subscription ended and nobody said how it went. */
  | { readonly kind: "unknown" };

/** Reads the sipfrag body and the state of the subscription; `null` when there is nothing new in it. */
export function readTransferNews(
  body: string,
  subscriptionState: string | null,
): TransferNews | null {
  const status = Number(/^\s*SIP\/2\.0\s+(\d{3})\b/.exec(body.slice(0, 500))?.[1] ?? Number.NaN);
  if (status >= 300) return { kind: "failure", status };
  if (status >= 200) return { kind: "success" };
  if (/^\s*terminated/i.test(subscriptionState ?? "")) return { kind: "unknown" };
  return status > 100 ? { kind: "progress", status } : null;
}

/** Longer than a target may ring on any sensible phone system. */
const longestWaitMs = 120_000;

export interface TransferOptions {
  readonly session: Session;
  /** A number, or the call whose other party is to have this one (Replaces). */
  readonly target: URI | Session;
  /** As it is told to people. */
  readonly targetName: string;
  readonly tell: (fact: EdgeFact) => void;
  readonly signal: AbortSignal;
  /** Whether a failure with this status ends our leg, and the call is offered again. */
  readonly comesBack: (status: number) => boolean;
}

/**
 * Sends REFER; resolves when it was accepted, rejects with `transferFailed`. What becomes of it is told as facts:
 * the outcome always comes, if need be as `transferUnknown` after two minutes. Ending our own leg is the engine's.
 */
export async function refer(options: TransferOptions): Promise<void> {
  const { session, target, targetName, tell, signal } = options;
  let over = false;
  const finish = (fact: EdgeFact): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    tell(fact);
  };
  const unknown = { code: "transferUnknown", detail: { target: targetName } } as const;
  const timer = setTimeout(
    () => finish({ type: "transferFailed", problem: unknown, comesBack: false }),
    longestWaitMs,
  );
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });

  function hear(notification: Notification): void {
    void notification.accept().catch(() => undefined);
    const { request } = notification;
    const news = readTransferNews(request.body, request.getHeader("Subscription-State") ?? null);
    switch (news?.kind) {
      case "progress":
        return over ? undefined : tell({ type: "transferProgressed" });
      case "success":
        return finish({ type: "transferSucceeded" });
      case "failure":
        return finish({
          type: "transferFailed",
          problem: transferProblem(targetName, news.status),
          comesBack: options.comesBack(news.status),
        });
      case "unknown":
        return finish({ type: "transferFailed", problem: unknown, comesBack: false });
      case undefined:
    }
  }

  await new Promise<void>((resolve, reject) => {
    const refused = ({ message }: Core.IncomingResponse): void => {
      over = true;
      clearTimeout(timer);
      const { code, detail } = transferProblem(targetName, message.statusCode ?? 0);
      reject(new PhoneError(code, detail));
    };
    session
      .refer(target, {
        onNotify: hear,
        requestDelegate: { onAccept: () => resolve(), onReject: refused },
      })
      .catch(reject);
  });
}

function transferProblem(target: string, status: number) {
  const detail = { target, status, reason: readRefusal(status, []) };
  return { code: "transferFailed", detail } as const;
}
