/** What a call is and where it comes from; travels with it through transfers. */
export interface CallKind {
  /** X-Call-UUID: the same on every leg of a call. */
  readonly uuid: string;
  readonly kind: "direct" | "queue";
  readonly queue: string | null;
  readonly waitedSeconds: number;
}

/** The headers Asterisk's pre-dial handler adds to an INVITE for a client. */
export function kindHeaders({ uuid, kind, queue, waitedSeconds }: CallKind): string[] {
  const headers = [`X-Call-UUID: ${uuid}`, `X-Call-Kind: ${kind}`];
  if (queue === null) return headers;
  return [...headers, `X-Queue: ${queue}`, `X-Queue-Wait: ${Math.round(waitedSeconds)}`];
}
