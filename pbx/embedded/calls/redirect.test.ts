import { describe, expect, test } from "vitest";

import type { SwitchOptions } from "../options";
import type { Call, Phone } from "../testing/phone";
import { createScene } from "../testing/scene";
import { until } from "../testing/until";
import { redirectTo } from "./redirect";

test.each<[string, string | null, string[], string | null]>([
  ["a colleague", "1003", ["1002"], "1003"],
  ["itself", "1002", ["1002"], null],
  ["somebody who has been tried", "1002", ["1002", "1003"], null],
  ["nowhere", null, ["1002"], null],
  ["nobody", "7777", ["1002"], null],
  ["a service", "600", ["1002"], null],
  ["the outside", "0401234567", ["1002"], null],
  ["a conference", "800", ["1002"], null],
  ["the fifth on the way", "1005", ["1", "2", "3", "4", "5"], "1005"],
  ["the sixth", "1005", ["1", "2", "3", "4", "5", "6"], null],
])("a call is sent on to %s", (_name, number, tried, expected) => {
  expect(redirectTo(number, tried)?.extension ?? null).toBe(expected);
});

const order = {
  to: "1002",
  name: "Maria",
  number: "+358401234567",
  voice: { toneHz: 1_177 },
} as const;

async function office(options: Partial<SwitchOptions> = {}) {
  const scene = await createScene(options);
  const [aino, omar, sara] = [
    await scene.phone("1001"),
    await scene.phone("1002"),
    await scene.phone("1003"),
  ];
  return { scene, aino, omar, sara };
}

/** The call is offered once more to who has sent it on, and says where it has been. */
async function comesBack(phone: Phone, failed: string | undefined): Promise<Call> {
  const back = await phone.rings();
  expect(back.request?.getHeader("x-call-kind")).toBe("returned");
  expect(back.request?.getHeader("x-transfer-failed")).toBe(failed);
  expect(back.request?.getHeader("diversion")).toBeUndefined();
  return back;
}

describe("a phone that sends a ringing call on", () => {
  test("the call rings there instead, with who sent it, and nowhere else", async () => {
    const { scene, aino, omar, sara } = await office();
    const other = await scene.phone("1002");
    const call = await aino.dial("1002");
    const [incoming, elsewhere] = [await omar.rings(), await other.rings()];
    await incoming.redirect("1003");
    await elsewhere.ended();
    expect(elsewhere.reasons).toEqual([
      'SIP;cause=200;text="Call completed elsewhere"',
      "Q.850;cause=26",
    ]);
    const next = await sara.rings();
    expect(next.request?.getHeader("diversion")).toBe(
      '"Omar Haddad" <sip:1002@127.0.0.1>;reason=unknown',
    );
    expect(next.request?.getHeader("p-asserted-identity")).toContain("Aino Virtanen");
    expect(next.request?.getHeader("x-call-uuid")).toBe(incoming.request?.getHeader("x-call-uuid"));
    expect(next.request?.getHeader("x-call-kind")).toBe("direct");
    await scene.answer(next);
    await call.established();
    expect((await call.final()).getHeader("p-asserted-identity")).toContain("Sara Nasser");
    await call.bye();
    await next.ended();
    await scene.quiet();
  });

  test("the last one who did stands in the header, and who rings there may decline", async () => {
    const { scene, aino, omar, sara } = await office();
    const mikko = await scene.phone("1004");
    const call = await aino.dial("1002");
    await (await omar.rings()).redirect("1003");
    await (await sara.rings()).redirect("1004");
    const last = await mikko.rings();
    expect(last.request?.getHeaders("diversion")).toEqual([
      '"Sara Nasser" <sip:1003@127.0.0.1>;reason=unknown',
    ]);
    await last.refuse(603);
    await (await comesBack(sara, "1004;cause=21")).refuse(603);
    expect((await call.final()).statusCode).toBe(603);
    await scene.quiet();
  });

  test("what the first phones have said counts no more", async () => {
    const { scene, aino, omar, sara } = await office();
    const other = await scene.phone("1002");
    const call = await aino.dial("1002");
    const [incoming, busy] = [await omar.rings(), await other.rings()];
    await busy.refuse(486);
    await until("that one is gone", async () => {
      return (await scene.pbx.snapshot()).legs.length === 2;
    });
    await incoming.redirect("1003");
    await (await sara.rings()).refuse(480);
    const again = await comesBack(omar, "1003;cause=20");
    await again.refuse(480);
    await (await other.rings()).refuse(480);
    expect((await call.final()).statusCode).toBe(480);
  });

  test("a circle ends where it closes: the call comes back to the last one, once", async () => {
    const { scene, aino, omar, sara } = await office();
    const call = await aino.dial("1002");
    await (await omar.rings()).redirect("1003");
    await (await sara.rings()).redirect("1002");
    await (await comesBack(sara, "1002;cause=20")).redirect("1002");
    const final = await call.final();
    expect([final.statusCode, final.getHeader("reason")]).toEqual([480, "Q.850;cause=20"]);
    await scene.quiet();
  });

  test("whoever does not want it there: it comes back, and can be answered", async () => {
    const { scene, aino, omar, sara } = await office();
    const call = await aino.dial("1002");
    await (await omar.rings()).redirect("1003");
    await (await sara.rings()).refuse(486);
    const back = await comesBack(omar, "1003;cause=17");
    await scene.answer(back);
    await call.established();
    expect((await call.final()).getHeader("p-asserted-identity")).toContain("Omar Haddad");
    await call.bye();
    await scene.quiet();
  });

  test("nobody answers there: it rings as long again", async () => {
    const { scene, aino, omar, sara } = await office({ ringTimeoutMs: 1_000 });
    const call = await aino.dial("1002");
    await (await omar.rings()).redirect("1003");
    await sara.rings();
    await comesBack(omar, "1003;cause=19");
    expect((await call.final()).statusCode).toBe(480);
    await scene.quiet();
  });

  test.each([
    ["somebody who is not there", "1005"],
    ["nobody", "7777"],
    ["a service", "600"],
    ["the outside", "0401234567"],
    ["a code", "*701"],
    ["itself", "1002"],
    ["no address", []],
    ["an address without a number", ["Contact: <sip:127.0.0.1>"]],
    ["garbage", ["Contact: <<<>>>;;;"]],
    ["everything", ["Contact: *"]],
    ["another kind of address", ["Contact: <tel:+358401234567>"]],
    ["broken escapes", ["Contact: <sip:%zz%@127.0.0.1>"]],
  ])("%s: it comes back", async (_name, to) => {
    const { scene, aino, omar } = await office();
    const call = await aino.dial("1002");
    await (await omar.rings()).redirect(to);
    const digits = typeof to === "string" ? to : "";
    const back = await comesBack(omar, digits === "" ? undefined : `${digits};cause=20`);
    await back.refuse(603);
    expect((await call.final()).statusCode).toBe(603);
    await scene.quiet();
  });

  test("the first of several addresses counts", async () => {
    const { aino, omar, sara } = await office();
    await aino.dial("1002");
    const contacts = ["Contact: <sip:1003@127.0.0.1>;q=1, <sip:1005@127.0.0.1>;q=0.5"];
    await (await omar.rings()).redirect(contacts);
    await sara.rings();
  });

  test("an answer of another device that overtakes it wins", async () => {
    const { scene, aino, omar, sara } = await office();
    const other = await scene.phone("1002");
    await scene.pbx.addFault({
      on: "message",
      direction: "fromClient",
      status: 302,
      action: { do: "delay", delayMs: 300 },
    });
    const call = await aino.dial("1002");
    const [incoming, elsewhere] = [await omar.rings(), await other.rings()];
    await incoming.redirect("1003");
    await elsewhere.answer();
    await call.established();
    await call.bye();
    await scene.quiet();
    await until("the late answer has come", async () => {
      return (await scene.pbx.snapshot()).counts.transactions === 0;
    });
    expect(sara.received.some((text) => text.startsWith("INVITE"))).toBe(false);
  });

  test("a transferred call keeps what the transfer said", async () => {
    const { scene, aino, omar, sara } = await office();
    const mikko = await scene.phone("1004");
    const [call] = await scene.talk(aino, "1002", omar);
    await aino.command("note urgent");
    await call.refer("1003");
    await (await sara.rings()).redirect("1004");
    const last = await mikko.rings();
    expect(last.request?.getHeader("x-transfer-note")).toBe("urgent");
    expect(last.request?.getHeader("diversion")).toContain("Sara Nasser");
    await scene.answer(last);
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
  });

  test("a customer's call, and the caller gives up", async () => {
    const { scene, omar, sara } = await office();
    const { id } = await scene.pbx.customerCalls(order);
    await (await omar.rings()).redirect("1003");
    const next = await sara.rings();
    await scene.pbx.customerDoes(id, { type: "hangUp" });
    await next.ended();
    expect(next.reasons[0]).toBe("Q.850;cause=127");
    await scene.quiet();
  });
});
