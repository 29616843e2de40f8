import type { IncomingMessage, ServerResponse } from "node:http";

import * as v from "valibot";

import type { CustomerOrder, SwitchControl } from "./control";
import { isWelcome } from "./origin";
import { findPhrase, type PhraseId, phrases } from "./phrases";

const mostBytes = 4_096;

const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(36_000));
const phraseId = v.pipe(
  v.string(),
  v.check((id) => findPhrase(id) !== null, "no such phrase"),
  v.transform((id) => id as PhraseId),
);

const orderSchema = v.strictObject({
  to: v.pipe(v.string(), v.regex(/^\+?[0-9*#]{1,20}$/)),
  name: v.pipe(v.string(), v.maxLength(80)),
  number: v.pipe(v.string(), v.regex(/^\+?[0-9]{1,20}$/)),
  voice: v.union([
    v.strictObject({ phrase: phraseId }),
    v.strictObject({ toneHz: v.pipe(v.number(), v.minValue(50), v.maxValue(3_800)) }),
    v.strictObject({ silent: v.literal(true) }),
  ]),
  queue: v.exactOptional(v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/))),
  waitedSeconds: v.exactOptional(seconds),
  ringSeconds: v.exactOptional(seconds),
});

/** A customer order of a stranger, or why it is none. */
export function readOrder(body: string): CustomerOrder | { readonly error: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { error: "not JSON" };
  }
  const result = v.safeParse(orderSchema, parsed);
  if (result.success) return result.output;
  const [issue] = result.issues;
  return { error: `${v.getDotPath(issue) ?? "order"}: ${issue.message}` };
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  response.writeHead(status, headers).end(JSON.stringify(value));
}

/** POST: a simulated customer calls. Only pages of this server's own may ask for one. */
export async function answerCustomerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  control: Promise<Pick<SwitchControl, "customerCalls">>,
  allowedHosts: readonly string[],
): Promise<void> {
  const fail = (status: number, error: string) => sendJson(response, status, { error });
  if (request.method !== "POST") return fail(405, "POST only");
  if (!isWelcome(request.headers, allowedHosts)) return fail(403, "another site's page");
  const isJson = /^application\/json\b/i.test(request.headers["content-type"] ?? "");
  if (!isJson) return fail(415, "application/json only");
  const body = await readBody(request);
  if (body === null) return fail(413, "too long");
  const order = readOrder(body);
  if ("error" in order) return fail(400, order.error);
  sendJson(response, 200, await (await control).customerCalls(order));
}

/** GET: what a customer can say. */
export function answerPhrasesRequest(response: ServerResponse): void {
  const list = phrases.map(({ id, language, text }) => ({ id, language, text }));
  sendJson(response, 200, list);
}
