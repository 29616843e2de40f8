import { describe, expect, test } from "vitest";

import { createScene } from "../testing/scene";
import { until } from "../testing/until";

describe("what no client should send", () => {
  test.each([
    ["noise", "\u0000\u0001\u0002 not SIP at all"],
    ["an empty line and text", "\r\nhello\r\n\r\n"],
    ["half a request", "INVITE sip:1002@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/WS x"],
    ["a request without headers", "REGISTER sip:127.0.0.1 SIP/2.0\r\n\r\n"],
    ["a response to nothing", "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n"],
    ["another protocol", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["10 kB of the same letter", "x".repeat(10_000)],
  ])("%s is dropped and the next request is answered", async (_name, text) => {
    const scene = await createScene();
    const client = await scene.rawClient();
    client.send(text);
    client.send(client.request("OPTIONS"));
    await client.next("200", (answer) => answer.startsWith("SIP/2.0 200"));
  });

  test.each<[string, string, Record<string, string | null>]>([
    ["no Call-ID", "dropped", { "Call-ID": null }],
    ["no Via", "dropped", { Via: null }],
    ["no tag in From", "400", { From: "<sip:1001@127.0.0.1>" }],
    ["a CSeq of another method", "400", { CSeq: "1 BYE" }],
    ["an unreadable CSeq", "dropped", { CSeq: "many" }],
    ["a body shorter than announced", "400", { "Content-Length": "5" }],
    ["an unreadable Contact", "dropped", { Contact: "<sip:" }],
    ["an unreadable From", "dropped", { From: ";;;" }],
    ["an unknown method's tag", "481", { To: "<sip:1001@127.0.0.1>;tag=unknown" }],
  ])("%s: %s", async (_name, result, headers) => {
    const scene = await createScene();
    const client = await scene.rawClient();
    client.send(client.request("INVITE", headers));
    client.send(client.request("OPTIONS"));
    const first = await client.next("an answer", () => true);
    expect(first).toContain(result === "dropped" ? "SIP/2.0 200" : `SIP/2.0 ${result}`);
  });

  test.each([
    ["UPDATE", "405"],
    ["PUBLISH", "405"],
    ["INFO", "405"],
    ["REFER", "405"],
    ["NOTIFY", "405"],
    ["BYE", "481"],
    ["CANCEL", "481"],
  ])("%s outside of a call is answered with %s", async (method, status) => {
    const scene = await createScene();
    const client = await scene.rawClient();
    client.send(client.request(method));
    expect(await client.next("an answer", () => true)).toContain(`SIP/2.0 ${status}`);
  });

  test("a message of more than 64 kB closes the socket and nothing else", async () => {
    const scene = await createScene();
    const [client, other] = [await scene.rawClient(), await scene.rawClient()];
    client.send("x".repeat(70_000));
    await until("closed", () => client.closeCode === 1009);
    other.send(other.request("OPTIONS"));
    await other.next("200", (answer) => answer.startsWith("SIP/2.0 200"));
  });

  test("nothing of it stays behind", async () => {
    const scene = await createScene();
    const before = (await scene.pbx.snapshot()).counts;
    const client = await scene.rawClient();
    for (const method of ["UPDATE", "INFO", "REFER", "BYE", "NOTIFY", "MESSAGE", "SUBSCRIBE"]) {
      client.send(client.request(method));
    }
    await until("all answered", () => client.received.length === 7);
    client.close();
    await until("as before", async () => {
      const { counts } = await scene.pbx.snapshot();
      return counts.transactions === 0 && counts.timers === before.timers && counts.sockets === 0;
    });
  });
});
