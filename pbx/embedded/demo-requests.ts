import type { IncomingMessage, ServerResponse } from "node:http";

import * as v from "valibot";

import type { CustomerAction, CustomerOrder, SwitchControl } from "./control";
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

const deedSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/)),
  action: v.union([
    v.strictObject({ type: v.literal("hangUp") }),
    v.strictObject({
      type: v.literal("sendDigits"),
      digits: v.pipe(v.string(), v.regex(/^[0-9*#]{1,20}$/)),
    }),
    v.strictObject({ type: v.literal("speak"), phrase: phraseId }),
  ]),
});

/** What a customer is to do in its call. */
interface CustomerDeed {
  readonly id: string;
  readonly action: CustomerAction;
}

type Mistake = { readonly error: string };

function read<Value>(schema: v.GenericSchema<unknown, Value>, body: string): Value | Mistake {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { error: "not JSON" };
  }
  const result = v.safeParse(schema, parsed);
  if (result.success) return result.output;
  const [issue] = result.issues;
  return { error: `${v.getDotPath(issue) ?? "request"}: ${issue.message}` };
}

/** A customer order of a stranger, or why it is none. */
export function readOrder(body: string): CustomerOrder | Mistake {
  return read(orderSchema, body);
}

function readDeed(body: string): CustomerDeed | Mistake {
  return read(deedSchema, body);
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

/** What a page of this server's own posts; null: it has been refused. */
async function readPost(
  request: IncomingMessage,
  response: ServerResponse,
  allowedHosts: readonly string[],
): Promise<string | null> {
  const fail = (status: number, error: string): null => {
    sendJson(response, status, { error });
    return null;
  };
  if (request.method !== "POST") return fail(405, "POST only");
  if (!isWelcome(request.headers, allowedHosts)) return fail(403, "another site's page");
  const isJson = /^application\/json\b/i.test(request.headers["content-type"] ?? "");
  if (!isJson) return fail(415, "application/json only");
  return (await readBody(request)) ?? fail(413, "too long");
}

/** POST: a simulated customer calls. Only pages of this server's own may ask for one. */
export async function answerCustomerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  control: Promise<Pick<SwitchControl, "customerCalls">>,
  allowedHosts: readonly string[],
): Promise<void> {
  const body = await readPost(request, response, allowedHosts);
  if (body === null) return;
  const order = readOrder(body);
  if ("error" in order) return sendJson(response, 400, order);
  sendJson(response, 200, await (await control).customerCalls(order));
}

/** POST: a simulated customer does something. 501: not at this phone system. */
export async function answerDeedRequest(
  request: IncomingMessage,
  response: ServerResponse,
  control: Promise<Partial<Pick<SwitchControl, "customerDoes">>>,
  allowedHosts: readonly string[],
): Promise<void> {
  const body = await readPost(request, response, allowedHosts);
  if (body === null) return;
  const deed = readDeed(body);
  if ("error" in deed) return sendJson(response, 400, deed);
  const { customerDoes } = await control;
  if (customerDoes === undefined) return sendJson(response, 501, { error: "not here" });
  try {
    await customerDoes(deed.id, deed.action);
    sendJson(response, 200, {});
  } catch (error) {
    sendJson(response, 404, { error: String(error) });
  }
}

/** GET: what a customer can say. */
export function answerPhrasesRequest(response: ServerResponse): void {
  const list = phrases.map(({ id, language, text }) => ({ id, language, text }));
  sendJson(response, 200, list);
}
