import { describe, expect, test } from "vitest";

import { type CallCentre, createCallCentre, headersOf, withPolicy } from "../testing/call-centre";
import { until } from "../testing/until";

const isUp = (centre: CallCentre, id: string) =>
  until("it is answered", async () => {
    const { legs } = await centre.pbx.snapshot();
    return legs.some(({ customer, state }) => customer === id && state === "up");
  });

const press = (centre: CallCentre, id: string, digits: string) =>
  centre.pbx.customerDoes(id, { type: "sendDigits", digits });

describe("the menu in front of the queues", () => {
  test.each([
    ["1", ["support", "Support", "1", "Support"]],
    ["2", ["sales", "Sales", "2", "Sales"]],
    ["72", ["sales", "Sales", "2", "Sales"]],
  ])("who presses %s", async (digits, expected) => {
    const centre = await createCallCentre();
    await centre.aino.command("login support");
    await centre.aino.command("login sales");
    const id = await centre.calls({ to: "550" });
    await isUp(centre, id);
    await press(centre, id, digits);
    const call = await centre.aino.rings();
    const names = ["x-queue", "x-queue-label", "x-menu", "x-menu-label"];
    expect(headersOf(call, names)).toEqual(expected);
    await centre.pbx.customerDoes(id, { type: "hangUp" });
    await call.ended();
    await centre.quiet();
  });

  test("who presses nothing is asked three times, and led to the first one", async () => {
    const centre = await createCallCentre();
    await centre.aino.command("login support");
    const id = await centre.calls({ to: "550" });
    await isUp(centre, id);
    centre.listen(12); // the question takes 5 s, and 5 s are given for an answer
    expect((await centre.pbx.snapshot()).legs).toHaveLength(1);
    centre.listen(24);
    const call = await centre.aino.rings();
    expect(headersOf(call, ["x-queue", "x-menu"])).toEqual(["support", null]);
  });

  test("who hangs up in it is in no queue and lost to nobody", async () => {
    const centre = await createCallCentre();
    await centre.aino.command("login support");
    const id = await centre.calls({ to: "550" });
    await isUp(centre, id);
    await centre.pbx.customerDoes(id, { type: "hangUp" });
    await centre.quiet();
    await centre.aino.command("state");
    expect(centre.told(centre.aino, "lost")).toEqual([]);
    expect((await centre.pbx.snapshot()).counts.rooms).toBe(0);
  });
});

async function withCallback() {
  const centre = await createCallCentre();
  const { aino, omar } = centre;
  await aino.command("login support");
  await aino.command("pause lunch");
  const id = await centre.calls();
  await isUp(centre, id);
  await press(centre, id, "1");
  const line = await centre.isTold(omar, "callback");
  const uuid = line.split(" ")[1] ?? "";
  return { ...centre, id, line, uuid };
}

describe("a callback that is asked for in the queue", () => {
  test("is told to all who may answer it, and the caller hears so and is hung up", async () => {
    const centre = await withCallback();
    expect(centre.line).toMatch(
      /^callback [0-9a-f-]{36} support \+358401234567 \d{10} Maria%20%C3%96%C3%B6$/,
    );
    await centre.isTold(centre.aino, "callback", centre.uuid);
    centre.listen(1);
    expect((await centre.pbx.snapshot()).legs).toHaveLength(1);
    centre.listen(6);
    await centre.quiet();
    await centre.aino.command("unpause");
    expect(centre.told(centre.aino, "lost")).toEqual([]);
    const { customers } = await centre.pbx.snapshot();
    expect(customers[0]).toMatchObject({ outcome: "answered", endedBy: "other" });
  });

  test("while a phone rings: it stops", async () => {
    const centre = await createCallCentre();
    await centre.aino.command("login support");
    const id = await centre.calls();
    const call = await centre.aino.rings();
    await press(centre, id, "1");
    await call.ended();
    await centre.isTold(centre.aino, "callback");
  });

  test("not without a number: the caller stays in the line", async () => {
    const centre = await createCallCentre();
    await centre.aino.command("login support");
    await centre.aino.command("pause lunch");
    const id = await centre.calls({ number: "anonymous" });
    await isUp(centre, id);
    await press(centre, id, "1");
    await centre.aino.command("unpause");
    await centre.aino.rings();
    expect(centre.told(centre.aino, "callback")).toEqual([]);
    await centre.pbx.customerDoes(id, { type: "hangUp" });
    expect(await centre.isTold(centre.aino, "lost")).toContain(" support - ");
  });

  test("not where policy has none, and not by another key", async () => {
    const centre = await createCallCentre({ queues: withPolicy("support", { callback: false }) });
    await centre.aino.command("login support");
    await centre.aino.command("pause lunch");
    const id = await centre.calls();
    await isUp(centre, id);
    await press(centre, id, "1");
    await centre.aino.command("unpause");
    await centre.aino.rings();
    expect(centre.told(centre.aino, "callback")).toEqual([]);
  });

  test("is taken by one, given back, and done", async () => {
    const { aino, omar, uuid, line, ...centre } = await withCallback();
    expect(await aino.command("callbacks")).toBe("1");
    expect(await aino.command(`take ${uuid}`)).toBe("OK");
    expect(await aino.command(`take ${uuid}`)).toBe("OK");
    expect(await omar.command(`take ${uuid}`)).toBe("TAKEN 1001");
    await centre.isTold(omar, "taken", `${uuid} 1001`);
    expect(await aino.command(`back ${uuid}`)).toBe("OK");
    await until("told again", () => centre.told(omar, "callback").length === 2);
    expect(centre.told(omar, "callback")).toEqual([line, line]);
    expect(await omar.command(`take ${uuid}`)).toBe("OK");
    expect(await aino.command("callbacks")).toBe("1");
    await centre.isTold(aino, "taken", `${uuid} 1002`);
    expect(await omar.command(`done ${uuid}`)).toBe("OK");
    await centre.isTold(aino, "done", `${uuid} 1002`);
    expect(await omar.command(`done ${uuid}`)).toBe("UNKNOWN");
    expect(await aino.command("callbacks")).toBe("0");
    expect(await aino.command("take")).toBe("UNKNOWN");
  });

  test("is no matter of those who may not answer the queue", async () => {
    const centre = await createCallCentre();
    const layla = await centre.phone("1005");
    await centre.aino.command("login sales");
    await centre.aino.command("pause lunch");
    const id = await centre.calls({ to: "501" });
    await isUp(centre, id);
    await press(centre, id, "1");
    const uuid = (await centre.isTold(centre.omar, "callback")).split(" ")[1];
    expect(await layla.command("callbacks")).toBe("0");
    expect(await layla.command(`take ${uuid}`)).toBe("UNKNOWN");
    expect(centre.told(layla, "callback")).toEqual([]);
  });
});

async function afterTheCall() {
  const centre = await createCallCentre();
  const { aino, pbx } = centre;
  await aino.command("login support");
  const id = await centre.calls();
  const call = await aino.rings();
  await centre.answer(call);
  const uuid = call.request?.getHeader("x-call-uuid") ?? "";
  const legs = async () => (await pbx.snapshot()).legs.length;
  return { ...centre, id, call, uuid, legs };
}

describe("the survey", () => {
  test("asks when the agent has hung up first, and tells the agent, at once and with the next state", async () => {
    const { aino, call, id, uuid, legs, ...centre } = await afterTheCall();
    await call.bye();
    await until("the agent's leg is gone", async () => (await legs()) === 1);
    centre.listen(1);
    await press({ ...centre, aino }, id, "94");
    expect(await centre.isTold(aino, "survey")).toBe(`survey ${uuid} csat=4`);
    await press({ ...centre, aino }, id, "5"); // once is enough
    centre.listen(4);
    await centre.quiet();
    await aino.command("state");
    await until("told again", () => centre.told(aino, "survey").length === 2);
    await aino.command("state");
    await aino.command("state");
    expect(centre.told(aino, "survey")).toEqual(Array(2).fill(`survey ${uuid} csat=4`));
    expect((await centre.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("is kept for an agent who is not there", async () => {
    const { aino, call, id, uuid, legs, ...centre } = await afterTheCall();
    await call.bye();
    await until("the agent's leg is gone", async () => (await legs()) === 1);
    await aino.unregister();
    await press({ ...centre, aino }, id, "1");
    await aino.register();
    await aino.command("state");
    expect(await centre.isTold(aino, "survey")).toBe(`survey ${uuid} csat=1`);
  });

  test("asks twice, and then hangs up", async () => {
    const { call, legs, aino, ...centre } = await afterTheCall();
    await call.bye();
    await until("the agent's leg is gone", async () => (await legs()) === 1);
    centre.listen(15);
    expect(await legs()).toBe(1);
    centre.listen(15);
    await centre.quiet();
    expect(centre.told(aino, "survey")).toEqual([]);
  });

  test("not when the customer has hung up, when the phone is gone, and after a transfer", async () => {
    const { aino, omar, call, id, pbx, ...centre } = await afterTheCall();
    await pbx.customerDoes(id, { type: "hangUp" });
    await call.ended();
    await centre.quiet();

    await centre.calls();
    const second = await aino.rings();
    await centre.answer(second);
    centre.media.legs.at(-1)?.setQuietMs(60_000);
    await centre.quiet();

    await centre.calls();
    const third = await aino.rings();
    await centre.answer(third);
    await third.refer("1002");
    const there = await omar.rings();
    await centre.answer(there);
    await until("done", () => third.sipfrags.at(-1) === "SIP/2.0 200 OK");
    await third.bye();
    await there.bye();
    await centre.quiet();
  });
});
