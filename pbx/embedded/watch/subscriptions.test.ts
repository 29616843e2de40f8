import { describe, expect, test } from "vitest";

import type { RawClient } from "../testing/raw-client";
import { createScene, type Scene } from "../testing/scene";
import { watch } from "../testing/subscriber";
import { until } from "../testing/until";
import { waitLong } from "../testing/wait-long";

const statusOf = (answer: string) => Number(answer.split(" ")[1]);
const counted = async (scene: Scene) => (await scene.pbx.snapshot()).counts.subscriptions;
const gone = (scene: Scene) => until("no subscription", async () => (await counted(scene)) === 0);

/** NOTIFYs that a raw client has got. */
const notifies = (client: RawClient) => client.received.filter((text) => text.startsWith("NOTIFY"));

describe("a subscription", () => {
  test("is told the state at once, and every change of it", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const watching = watch(aino, "1002", "presence");
    expect(await watching.status()).toBe(200);
    expect(watching.expires).toBe("300");
    await watching.says("<note>Ready</note>");
    expect(watching.states).toEqual(["active;expires=299"]);
    const call = await omar.dial("600");
    await watching.says("<note>On the phone</note>");
    await call.established();
    await call.bye();
    await watching.says("<note>Ready</note>");
    await omar.unregister();
    await watching.says("<basic>closed</basic>");
    expect(watching.sequence).toEqual([1, 2, 3, 4]);
  });

  test("versions of dialog-info rise by one from 0", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const watching = watch(aino, "1002", "dialog");
    await watching.says("terminated");
    const call = await omar.dial("600");
    await watching.says("confirmed");
    await call.established();
    await call.bye();
    await watching.says("terminated");
    expect(await watching.refresh(300)).toBe(200);
    await until("told again", () => watching.bodies.length === 4);
    const versions = watching.bodies.map((body) => /version="(\d+)"/.exec(body)?.[1]);
    expect(versions).toEqual(["0", "1", "2", "3"]);
  });

  test("a refresh is told everything again, and Expires: 0 is the end", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const watching = watch(aino, "1002", "presence", { expires: 60 });
    await watching.says("Unavailable");
    expect(await watching.refresh(200)).toBe(200);
    await until("told again", () => watching.bodies.length === 2);
    expect(watching.states).toEqual(["active;expires=59", "active;expires=199"]);
    expect(watching.bodies[1]).toBe(watching.bodies[0]);
    expect(await watching.refresh(0)).toBe(200);
    await until("the last one", () => watching.bodies.length === 3);
    expect(watching.states[2]).toBe("terminated;reason=timeout");
    expect(watching.bodies[2]).toBe(watching.bodies[0]);
    await gone(scene);
  });

  test("runs out by itself", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const watching = watch(aino, "1001", "presence", { expires: 1 });
    await until("the last one", () => watching.states.at(-1) === "terminated;reason=timeout");
    expect(watching.bodies.at(-1)).toContain("<note>Ready</note>");
    await gone(scene);
  });

  test("dies with its socket: SUBSCRIBE in its dialog gets 481", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const watching = watch(aino, "1002", "presence");
    await watching.says("Unavailable");
    aino.cut();
    await gone(scene);
    await aino.reconnect();
    expect(await watching.refresh(300)).toBe(481);
  });

  test("a refresh on another socket takes it there", async () => {
    const scene = await createScene();
    await scene.phone("1002");
    const [old, fresh] = [await scene.rawClient(), await scene.rawClient()];
    const headers = { Event: "presence", Contact: "<sip:raw@raw.invalid;transport=ws>" };
    const accepted = await old.ask("SUBSCRIBE", "sip:1002@127.0.0.1", headers);
    const first = await old.next("NOTIFY", (text) => text.startsWith("NOTIFY"));
    old.answer(first, "200 OK");
    const To = /^To: (.*)\r$/m.exec(accepted)?.[1] ?? "";
    const callId = /^Call-ID: (.*)\r$/m.exec(accepted)?.[1] ?? "";
    const again = { ...headers, To, "Call-ID": callId, CSeq: "9 SUBSCRIBE", Expires: "300" };
    fresh.send(fresh.request("SUBSCRIBE", again, "", "sip:1002@127.0.0.1"));
    await fresh.next("NOTIFY", (text) => text.startsWith("NOTIFY"));
    old.close();
    await until("the old socket is gone", async () => {
      const { counts } = await scene.pbx.snapshot();
      return counts.sockets === 2;
    });
    expect(await counted(scene)).toBe(1);
    fresh.close();
    await gone(scene);
  });

  test.each([481, 489, 500])("ends when a NOTIFY is answered with %i", async (status) => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const watching = watch(aino, "1002", "presence");
    await watching.says("Unavailable");
    watching.answerWith(status);
    await scene.phone("1002");
    await gone(scene);
    expect(await watching.refresh(300)).toBe(481);
  });

  test("ends when a NOTIFY is never answered", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const watching = watch(aino, "1002", "presence");
    await watching.says("Unavailable");
    watching.answerWith(null);
    await scene.phone("1002");
    await gone(scene);
  });

  test("Expires: 0 does not wait for an answer that is due", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const watching = watch(aino, "1002", "presence");
    await watching.says("Unavailable");
    watching.answerWith(null);
    await scene.phone("1002");
    await watching.says("Ready");
    expect(await watching.refresh(0)).toBe(200);
    await until("the last one", () => watching.states.at(-1) === "terminated;reason=timeout");
    watching.resume();
    await gone(scene);
  });
});

describe("who is slow to answer", () => {
  waitLong();

  test("gets the newest state and not all of them", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const watching = watch(aino, "1002", "dialog");
    await watching.says("terminated");
    watching.answerWith(null);
    for (let i = 0; i < 3; i++) {
      const call = await omar.dial("600");
      await call.established();
      await call.bye();
      await scene.quiet();
    }
    expect(watching.bodies).toHaveLength(2);
    expect(watching.bodies[1]).toContain("confirmed");
    watching.resume();
    await watching.says("terminated");
    const versions = watching.bodies.map((body) => /version="(\d+)"/.exec(body)?.[1]);
    expect(versions).toEqual(["0", "1", "2"]);
    expect(watching.sequence).toEqual([1, 2, 3]);
  });

  test("and asks again is told once more after its answer", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const watching = watch(aino, "1002", "presence");
    await watching.says("Unavailable");
    watching.answerWith(null);
    expect(await watching.refresh(300)).toBe(200);
    await until("told again", () => watching.bodies.length === 2);
    expect([await watching.refresh(300), await watching.refresh(300)]).toEqual([200, 200]);
    expect(watching.bodies).toHaveLength(2);
    watching.resume();
    await until("and once more", () => watching.bodies.length === 3);
    expect(await watching.refresh(0)).toBe(200);
    await until("the last one", () => watching.states.at(-1) === "terminated;reason=timeout");
    expect(watching.sequence).toEqual([1, 2, 3, 4]);
  });

  test("is told nothing when all is again as it was told", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const watching = watch(aino, "1002", "presence");
    await watching.says("Ready");
    watching.answerWith(null);
    await watching.refresh(300);
    await until("told again", () => watching.bodies.length === 2);
    const call = await omar.dial("600");
    await call.established();
    await call.bye();
    await scene.quiet();
    watching.resume();
    await omar.unregister();
    await watching.says("Unavailable");
    const notes = watching.bodies.map((body) => /<note>(.*)</.exec(body)?.[1]);
    expect(notes).toEqual(["Ready", "Ready", "Unavailable"]);
  });
});

describe("what cannot be watched", () => {
  test.each<[string, string, Record<string, string | null>, number]>([
    ["an extension", "1002", { Event: "presence" }, 200],
    ["an extension without a digium phone", "1002", { Event: "dialog", "User-Agent": "x" }, 200],
    ["an event with an id", "1002", { Event: "presence;id=7" }, 200],
    ["a parking slot", "720", { Event: "dialog" }, 200],
    ["one's own mailbox", "1001", { Event: "message-summary" }, 200],
    ["another one's mailbox", "1002", { Event: "message-summary" }, 404],
    ["the mailbox of a slot", "701", { Event: "message-summary" }, 404],
    ["nobody", "7777", { Event: "presence" }, 404],
    ["a service", "600", { Event: "presence" }, 404],
    ["a slot that does not exist", "721", { Event: "presence" }, 404],
    ["no event", "1002", {}, 489],
    ["an unreadable event", "1002", { Event: "<<>>" }, 489],
    ["another event", "1002", { Event: "conference" }, 489],
    ["an event of JavaScript's", "1002", { Event: "constructor" }, 489],
    ["another type", "1002", { Event: "presence", Accept: "text/html" }, 489],
    ["an unreadable type", "1002", { Event: "presence", Accept: ";;;" }, 489],
    ["an unreadable time", "1002", { Event: "presence", Expires: "soon" }, 400],
    ["less than no time", "1002", { Event: "presence", Expires: "-1" }, 400],
    ["no time at all", "1002", { Event: "presence", Expires: "0" }, 400],
    ["no contact", "1002", { Event: "presence", Contact: null }, 400],
  ])("%s", async (_name, resource, headers, status) => {
    const scene = await createScene();
    const client = await scene.rawClient();
    const reply = await client.ask("SUBSCRIBE", `sip:${resource}@127.0.0.1`, headers);
    expect(statusOf(reply)).toBe(status);
    expect(await counted(scene)).toBe(status === 200 ? 1 : 0);
  });

  test.each([
    [null, "3600"],
    ["99999999999", "3600"],
    ["77", "77"],
  ])("Expires: %s is answered with %s", async (wished, given) => {
    const scene = await createScene();
    const client = await scene.rawClient();
    const headers = { Event: "presence", Expires: wished };
    const reply = await client.ask("SUBSCRIBE", "sip:1002@127.0.0.1", headers);
    expect(reply).toContain(`\r\nExpires: ${given}\r\n`);
  });

  test("the id of an event is repeated, and another one is not this subscription", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    const headers = { Event: "presence;id=7" };
    const reply = await client.ask("SUBSCRIBE", "sip:1002@127.0.0.1", headers);
    const notify = await client.next("NOTIFY", (text) => text.startsWith("NOTIFY"));
    expect(notify).toContain("\r\nEvent: presence;id=7\r\n");
    const To = /^To: (.*)\r$/m.exec(reply)?.[1] ?? "";
    const callId = /^Call-ID: (.*)\r$/m.exec(reply)?.[1] ?? "";
    const inDialog = { To, "Call-ID": callId };
    const refused: [string, Record<string, string>, number][] = [
      ["SUBSCRIBE", { Event: "presence;id=8", CSeq: "20 SUBSCRIBE" }, 489],
      ["SUBSCRIBE", { CSeq: "21 SUBSCRIBE" }, 489],
      ["SUBSCRIBE", { Event: "presence;id=7", Expires: "x", CSeq: "22 SUBSCRIBE" }, 400],
      ["SUBSCRIBE", { Event: "presence;id=7", CSeq: "2 SUBSCRIBE" }, 500],
      ["INFO", { CSeq: "23 INFO" }, 405],
      ["BYE", { CSeq: "24 BYE" }, 405],
    ];
    for (const [method, more, status] of refused) {
      client.send(client.request(method, { ...inDialog, ...more }, "", "sip:1002@127.0.0.1"));
      const answered = await client.next("an answer", (text) => text.startsWith("SIP/2.0"));
      expect([method, more, statusOf(answered)]).toEqual([method, more, status]);
    }
    expect(await counted(scene)).toBe(1);
    // Once it is over there is no such dialog, whether the last NOTIFY has been answered or not.
    const over = { ...inDialog, Event: "presence;id=7", Expires: "0", CSeq: "30 SUBSCRIBE" };
    for (const [headers, status] of [
      [over, 200],
      [{ ...over, CSeq: "31 SUBSCRIBE" }, 481],
    ] as const) {
      client.send(client.request("SUBSCRIBE", headers, "", "sip:1002@127.0.0.1"));
      const answered = await client.next("an answer", (text) => text.startsWith("SIP/2.0"));
      expect(statusOf(answered)).toBe(status);
    }
  });

  test("presence of the agent's own is for digium phones only", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    const has = async (agent: string | null) => {
      const headers = { Event: "presence", "User-Agent": agent };
      await client.ask("SUBSCRIBE", "sip:1002@127.0.0.1", headers);
      return (await client.next("NOTIFY", (text) => text.startsWith("NOTIFY"))).includes("digium");
    };
    expect([await has("Hamsa Digium/1"), await has("SIP.js"), await has(null)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("many subscriptions", () => {
  waitLong();

  test(
    "more than two hundred of one user are refused with 503, and others are not",
    { timeout: 60_000 },
    async () => {
      const scene = await createScene();
      const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
      const watches = Array.from({ length: 210 }, (_, i) =>
        watch(aino, `${1_001 + (i % 5)}`, "dialog"),
      );
      const statuses = await Promise.all(watches.map((each) => each.status()));
      expect(statuses.filter((status) => status === 200)).toHaveLength(200);
      expect(statuses.filter((status) => status === 503)).toHaveLength(10);
      expect(await watch(omar, "1001", "dialog").status()).toBe(200);
      aino.cut();
      await until("only Omar's is left", async () => (await counted(scene)) === 1);
      await aino.reconnect();
      expect(await watch(aino, "1001", "dialog").status()).toBe(200);
    },
  );

  test("a flood without a signature leaves nothing", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    for (let i = 0; i < 500; i++) client.send(client.request("SUBSCRIBE", { Event: "presence" }));
    await until("all are challenged", () => client.received.length === 500);
    expect(client.received.every((text) => text.startsWith("SIP/2.0 401"))).toBe(true);
    expect(notifies(client)).toEqual([]);
    expect(await counted(scene)).toBe(0);
  });
});
