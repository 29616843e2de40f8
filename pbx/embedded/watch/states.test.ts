import { describe, expect, test } from "vitest";

import type { Phone } from "../testing/phone";
import { createScene, type Scene } from "../testing/scene";
import { watch } from "../testing/subscriber";
import { until } from "../testing/until";

/** Layla watches Omar, by both packages. */
async function office(options = {}) {
  const scene = await createScene(options);
  const digium = { userAgent: "Hamsa digium" };
  const [aino, omar, layla] = [
    await scene.phone("1001"),
    await scene.phone("1002"),
    await scene.phone("1005", digium),
  ];
  const presence = watch(layla, "1002", "presence");
  const dialog = watch(layla, "1002", "dialog");
  await presence.says("Ready");
  await dialog.says("terminated");
  return { scene, aino, omar, layla, presence, dialog };
}

const maria = (to: string, name = "Maria") => ({
  to,
  name,
  number: "+358401234567",
  voice: { silent: true } as const,
});

const notesOf = (bodies: readonly string[]) =>
  bodies.map((body) => /<note>(.*)<\/note>/.exec(body)?.[1]);
const wordsOf = (bodies: readonly string[]) =>
  bodies.map((body) => /<state>(.*)<\/state>/.exec(body)?.[1]);

describe("a colleague's call", () => {
  test("rings with the caller's name, is answered, held, resumed and over", async () => {
    const { scene, aino, omar, presence, dialog } = await office();
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await presence.says("Ringing");
    const early = await dialog.says("early");
    expect(early).toContain('<identity display="Aino Virtanen">sip:1001@127.0.0.1</identity>');
    expect(early).toContain('<dialog id="1002" direction="recipient">');
    await scene.answer(incoming);
    await call.established();
    await presence.says("On the phone");
    expect(await dialog.says("confirmed")).not.toContain("remote");
    await call.hold(true);
    await presence.says("On hold");
    await dialog.says("+sip.rendering");
    await call.hold(false);
    await presence.says("On the phone");
    // Who holds is not the one who is on hold.
    await incoming.hold(true);
    await until("held", async () => (await scene.legOf("1002")).holding);
    await incoming.hold(false);
    await call.bye();
    await incoming.ended();
    await presence.says("Ready");
    await dialog.says("terminated");
    expect(notesOf(presence.bodies)).toEqual([
      "Ready",
      "Ringing",
      "On the phone",
      "On hold",
      "On the phone",
      "Ready",
    ]);
  });

  test("a caller is on the phone as soon as it has dialled", async () => {
    const { omar, aino, presence, dialog } = await office();
    const call = await omar.dial("1001");
    await aino.rings();
    await presence.says("On the phone");
    await dialog.says("confirmed");
    await call.cancel();
    await presence.says("Ready");
    await dialog.says("terminated");
    expect(wordsOf(dialog.bodies)).toEqual(["terminated", "confirmed", "terminated"]);
  });

  test("a second call that rings is early again, and then confirmed", async () => {
    const { scene, aino, omar, presence, dialog } = await office();
    const call = await aino.dial("1002");
    const first = await omar.rings();
    await dialog.says("early");
    await scene.answer(first);
    await call.established();
    await dialog.says("confirmed");
    await scene.pbx.customerCalls(maria("1002", 'Maria <b>&"\n'));
    const second = await omar.rings();
    const early = await dialog.says("early");
    expect(early).toContain('display="Maria &lt;b&gt;&amp;&quot;">sip:+358401234567@127.0.0.1<');
    await presence.says("Ringing");
    // The caller whose call has rung longest stays.
    await scene.pbx.customerCalls(maria("1002", "Ali"));
    const third = await omar.rings();
    await until("it rings twice", async () => {
      const { legs } = await scene.pbx.snapshot();
      return legs.filter(({ user, state }) => user === "1002" && state === "ringing").length === 2;
    });
    await second.refuse(486);
    expect(await dialog.says("Ali")).toContain("early");
    await third.refuse(486);
    await dialog.says("confirmed");
    await presence.says("On the phone");
    expect(wordsOf(dialog.bodies)).toEqual([
      "terminated",
      "early",
      "confirmed",
      "early",
      "early",
      "confirmed",
    ]);
  });

  test("a phone that refuses at once never rings", async () => {
    const scene = await createScene();
    const [omar, client] = [await scene.phone("1002"), await scene.rawClient()];
    await client.ask("REGISTER", "sip:127.0.0.1");
    const presence = watch(omar, "1001", "presence");
    await presence.says("Ready");
    const call = await omar.dial("1001");
    client.answer(await client.next("INVITE", (text) => text.startsWith("INVITE")), "486 Busy");
    expect((await call.final()).statusCode).toBe(486);
    await scene.quiet();
    client.close();
    await presence.says("Unavailable");
    expect(notesOf(presence.bodies)).toEqual(["Ready", "Unavailable"]);
  });

  test("after a transfer who waits for its BYE is free", async () => {
    const { scene, aino, omar, presence } = await office();
    const sara = await scene.phone("1003");
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await scene.answer(incoming);
    await call.established();
    await presence.says("On the phone");
    await incoming.refer("1003");
    await scene.answer(await sara.rings());
    await presence.says("Ready");
    expect((await scene.legOf("1002")).state).toBe("up");
  });

  test("a call that is declined", async () => {
    const { aino, omar, presence } = await office();
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await presence.says("Ringing");
    await incoming.refuse(603);
    await call.final();
    await presence.says("Ready");
  });

  test("two devices ring as one, and signing out of both is unavailable", async () => {
    const { scene, aino, omar, presence } = await office();
    const other = await scene.phone("1002");
    const call = await aino.dial("1002");
    await omar.rings();
    await other.rings();
    await presence.says("Ringing");
    await call.cancel();
    await presence.says("Ready");
    await omar.unregister();
    other.cut();
    await presence.says("<note>Unavailable</note>");
    expect(notesOf(presence.bodies)).toEqual(["Ready", "Ringing", "Ready", "Unavailable"]);
  });
});

describe("what a colleague says of himself", () => {
  async function says(phone: Phone, words: string): Promise<string> {
    return phone.command(`presence ${words}`);
  }

  test("goes to who watches, and to nobody's dialogs", async () => {
    const { omar, presence, dialog } = await office();
    await presence.says('<digium_presence type="not_set" />');
    expect(await says(omar, "away,pause,lunch <&>")).toBe("OK");
    await presence.says('type="away" subtype="pause">lunch &lt;&amp;&gt;</digium_presence>');
    expect(await says(omar, "sleeping,a,b")).toBe("UNKNOWN");
    expect(await says(omar, "available,,")).toBe("OK");
    await presence.says('<digium_presence type="available" />');
    expect(presence.bodies).toHaveLength(3);
    expect(dialog.bodies).toHaveLength(1);
  });

  test("stays when he signs out", async () => {
    const { omar, presence } = await office();
    await says(omar, "dnd,,");
    await presence.says('type="dnd"');
    await omar.unregister();
    expect(await presence.says("Unavailable")).toContain('type="dnd"');
  });
});

describe("in a conference", () => {
  test("who is put on hold there talks on", async () => {
    const { scene, aino, omar, presence } = await office();
    const sara = await scene.phone("1003");
    const calls = [await aino.dial("800"), await omar.dial("800"), await sara.dial("800")];
    for (const call of calls) await call.established();
    await allIn(scene, 3);
    await calls[0]?.hold(true);
    await until("held", async () => (await scene.legOf("1001")).holding);
    await presence.says("On the phone");
    await calls[2]?.bye();
    await presence.says("On hold"); // nobody else is left to hear
    expect(notesOf(presence.bodies)).toEqual(["Ready", "On the phone", "On hold"]);
  });
});

async function allIn(scene: Scene, count: number): Promise<void> {
  await until("all are in", async () => {
    const { legs } = await scene.pbx.snapshot();
    return legs.filter(({ peers }) => peers.length === count - 1).length === count;
  });
}
