import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { onTestFinished, describe, expect, test } from "vitest";

import type { CustomerAction, CustomerOrder, SwitchControl } from "./control";
import { answerCustomerRequest, answerDeedRequest, readOrder } from "./demo-requests";

const order = {
  to: "1001",
  name: "Maria",
  number: "+358401234567",
  voice: { phrase: "en-invoice" },
};

describe("an order of a stranger", () => {
  test.each<[string, object]>([
    ["the least", {}],
    ["a queue", { queue: "support", waitedSeconds: 12, ringSeconds: 20 }],
    ["a tone", { voice: { toneHz: 437 } }],
    ["silence", { voice: { silent: true } }],
    ["a number of the outside", { to: "+358401234567" }],
    ["a code", { to: "**1002" }],
  ])("%s is taken", (_name, more) => {
    expect(readOrder(JSON.stringify({ ...order, ...more }))).toEqual({ ...order, ...more });
  });

  test.each<[string, unknown]>([
    ["no JSON", "{"],
    ["nothing", null],
    ["no voice", { ...order, voice: undefined }],
    ["two voices", { ...order, voice: { silent: true, toneHz: 437 } }],
    ["an unknown phrase", { ...order, voice: { phrase: "../../etc/passwd" } }],
    ["a number with a line break", { ...order, number: "1\r\nX: y" }],
    ["an address for a number", { ...order, to: "sip:x@evil.example" }],
    ["a plus in the middle", { ...order, to: "1+1" }],
    ["a queue with a header in it", { ...order, queue: "a\r\nX: y" }],
    ["a name without end", { ...order, name: "x".repeat(81) }],
    ["a wait below zero", { ...order, waitedSeconds: -1 }],
    ["something more", { ...order, password: "x" }],
  ])("%s is not", (_name, value) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    expect(readOrder(text)).toHaveProperty("error");
  });
});

describe("POST /__demo/customer", () => {
  async function serve() {
    const orders: CustomerOrder[] = [];
    const control = {
      customerCalls: async (given: CustomerOrder) => {
        orders.push(given);
        return { id: "customer-1" };
      },
    } as unknown as SwitchControl;
    const server = createServer((request, response) => {
      void answerCustomerRequest(request, response, Promise.resolve(control), []);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(url, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json", ...headers },
      });
    return { url, orders, post };
  }

  test("makes a customer call", async () => {
    const { orders, post, url } = await serve();
    const answer = await post(JSON.stringify(order), { Origin: url });
    expect([answer.status, await answer.json()]).toEqual([200, { id: "customer-1" }]);
    expect(orders).toEqual([order]);
  });

  test.each<[string, string, Record<string, string>, number]>([
    ["another site's page", JSON.stringify(order), { Origin: "https://evil.example" }, 403],
    ["a form", JSON.stringify(order), { "Content-Type": "text/plain" }, 415],
    ["a bad order", "{}", {}, 400],
    ["too much", JSON.stringify({ ...order, name: "x".repeat(5_000) }), {}, 413],
  ])("refuses %s", async (_name, body, headers, status) => {
    const { orders, post } = await serve();
    expect((await post(body, headers)).status).toBe(status);
    expect(orders).toEqual([]);
  });

  test("refuses GET", async () => {
    const { url } = await serve();
    expect((await fetch(url)).status).toBe(405);
  });
});

describe("POST /__demo/customer-does", () => {
  async function serve(isPossible: boolean) {
    const deeds: [string, CustomerAction][] = [];
    const customerDoes = async (id: string, action: CustomerAction): Promise<void> => {
      if (id === "customer-9") throw new Error("no customer");
      deeds.push([id, action]);
    };
    const system = Promise.resolve(isPossible ? { customerDoes } : {});
    const server = createServer((request, response) => {
      void answerDeedRequest(request, response, system, []);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const headers = { "Content-Type": "application/json" };
    const post = async (deed: unknown) =>
      (await fetch(url, { method: "POST", headers, body: JSON.stringify(deed) })).status;
    return { deeds, post };
  }

  test.each<[string, unknown, number]>([
    ["keys", { id: "customer-1", action: { type: "sendDigits", digits: "1*#" } }, 200],
    ["its end", { id: "customer-1", action: { type: "hangUp" } }, 200],
    ["a phrase", { id: "customer-1", action: { type: "speak", phrase: "en-thanks" } }, 200],
    ["nobody", { id: "customer-9", action: { type: "hangUp" } }, 404],
    ["letters", { id: "customer-1", action: { type: "sendDigits", digits: "1a" } }, 400],
    ["a deed of our own", { id: "customer-1", action: { type: "close" } }, 400],
    ["no id", { action: { type: "hangUp" } }, 400],
  ])("%s", async (_name, deed, status) => {
    const { deeds, post } = await serve(true);
    expect(await post(deed)).toBe(status);
    expect(deeds).toHaveLength(status === 200 ? 1 : 0);
  });

  test("says where it is not possible", async () => {
    const { post } = await serve(false);
    expect(await post({ id: "customer-1", action: { type: "hangUp" } })).toBe(501);
  });
});
