/** What a call is and where it comes from; travels with it through transfers. */
export interface CallKind {
  /** X-Call-UUID: the same on every leg of a call. */
  readonly uuid: string;
  readonly kind: "direct" | "queue" | "parked" | "returned";
  readonly queue: string | null;
  readonly waitedSeconds: number;
  readonly queueLabel?: string;
  /** What the caller has pressed before the queue. */
  readonly menu?: { readonly key: string; readonly label: string };
  /** Nobody has fetched it from this slot. */
  readonly parkedIn?: string;
  /** The client is asked to answer by itself. */
  readonly autoAnswer?: boolean;
}

/** The headers Asterisk's pre-dial handler adds to an INVITE for a client. */
export function kindHeaders(call: CallKind): string[] {
  const { uuid, kind, queue, waitedSeconds, parkedIn, autoAnswer = false } = call;
  const headers = [`X-Call-UUID: ${uuid}`, `X-Call-Kind: ${kind}`];
  if (parkedIn !== undefined) headers.push(`X-Parked: ${parkedIn}`);
  if (autoAnswer) {
    headers.push("Alert-Info: <http://localhost>;info=alert-autoanswer;delay=0");
    headers.push("Call-Info: <sip:localhost>;answer-after=0");
  }
  if (queue === null) return headers;
  headers.push(`X-Queue: ${queue}`, `X-Queue-Wait: ${Math.round(waitedSeconds)}`);
  if (call.queueLabel !== undefined) headers.push(`X-Queue-Label: ${call.queueLabel}`);
  if (call.menu === undefined) return headers;
  return [...headers, `X-Menu: ${call.menu.key}`, `X-Menu-Label: ${call.menu.label}`];
}
