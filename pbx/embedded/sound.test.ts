import { onTestFinished, describe, expect, test } from "vitest";

import { createSwitch } from "./switch";
import { createPhone, type Call, type Phone } from "./testing/phone";
import { until } from "./testing/until";
import { createWeriftDescription, type WeriftDescription } from "./testing/werift-description";

// Whole stories with real sound: sip.js and werift on the client's side, the switch with its own clock
// and its own werift legs in between.

async function createOffice() {
  const pbx = await createSwitch({ quiet: true });
  const phones: Phone[] = [];
  onTestFinished(async () => {
    for (const phone of phones) await phone.stop();
    await pbx.close();
  });
  return {
    pbx,
    async phone(extension: string, toneHz: number): Promise<Phone> {
      const descriptions = () => createWeriftDescription(toneHz);
      const phone = await createPhone({ port: pbx.port, extension, descriptions });
      phones.push(phone);
      await phone.register();
      return phone;
    },
  };
}

const soundOf = (call: Call) => call.session.sessionDescriptionHandler as WeriftDescription;

describe("two browsers with sound", () => {
  test("hear each other, press keys, hold, restart ICE", async () => {
    const office = await createOffice();
    const [aino, omar] = [await office.phone("1001", 437), await office.phone("1002", 611)];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await incoming.answer();
    await call.established();
    const [atAino, atOmar] = [soundOf(call), soundOf(incoming)];
    await until("they hear each other", () => atAino.hears(611) && atOmar.hears(437));
    expect([atAino.hears(437), atOmar.hears(611)]).toEqual([false, false]);

    atAino.press("1234567890*#");
    await until("all keys have come", () => atOmar.heardDigits.length >= 12);
    const { legs } = await office.pbx.snapshot();
    expect(legs[0]?.digits).toBe("1234567890*#");
    expect(atOmar.heardDigits).toBe("1234567890*#");

    atAino.restartIce();
    expect(await call.reinvite()).toBe(200);
    const before = [atAino.received, atOmar.received];
    await until(
      "sound goes on",
      () => atAino.received > before[0]! + 25 && atOmar.received > before[1]! + 25,
    );
    await until("and it is theirs", () => atAino.hears(611) && atOmar.hears(437));

    expect(legs.every(({ rtpReceived, rtpSent }) => rtpReceived > 0 && rtpSent > 0)).toBe(true);
    await call.bye();
    await incoming.ended();
  });

  test("a customer is heard, and hears", async () => {
    const office = await createOffice();
    const aino = await office.phone("1001", 437);
    const order = { to: "1001", name: "Maria", number: "+358401234567", voice: { toneHz: 1_177 } };
    const { id } = await office.pbx.customerCalls(order);
    const call = await aino.rings();
    await call.answer();
    await until("the agent hears the customer", () => soundOf(call).hears(1_177));
    await until("the customer hears the agent", async () => {
      const [level] = await office.pbx.levels({ leg: id, side: "sent", frequenciesHz: [437] });
      return (level ?? -120) > -45;
    });
    await office.pbx.customerDoes(id, { type: "hangUp" });
    await call.ended();
  });

  test("three in a conference hear each other and not themselves", async () => {
    const office = await createOffice();
    const [aino, omar] = [await office.phone("1001", 437), await office.phone("1002", 611)];
    const order = { to: "1001", name: "Maria", number: "+358401234567", voice: { toneHz: 1_177 } };
    const { id } = await office.pbx.customerCalls(order);
    const first = await aino.rings();
    await first.answer();
    const second = await aino.dial("1002");
    const incoming = await omar.rings();
    await incoming.answer();
    await second.established();
    const maker = await aino.dial("*55123456780");
    await maker.established();
    expect(await first.refer("*55123456781")).toBe(202);
    expect(await second.refer("*55123456782")).toBe(202);
    const [atAino, atOmar] = [soundOf(maker), soundOf(incoming)];
    await until("Aino hears both", () => atAino.hears(611) && atAino.hears(1_177));
    await until("Omar hears both", () => atOmar.hears(437) && atOmar.hears(1_177));
    const atMaria = async () => {
      const frequenciesHz = [437, 611, 1_177];
      const levels = await office.pbx.levels({ leg: id, side: "sent", frequenciesHz });
      return levels.map((level) => level > -45);
    };
    await until("Maria hears both", async () => (await atMaria()).slice(0, 2).every(Boolean));
    expect([atAino.hears(437), atOmar.hears(611), (await atMaria())[2]]).toEqual([
      false,
      false,
      false,
    ]);
    expect([atAino.hears(243), atOmar.hears(243)]).toEqual([false, false]);
  });

  test("a supervisor is heard by whom the mode says, over the wire too", async () => {
    const office = await createOffice();
    const [aino, omar, layla] = [
      await office.phone("1001", 437),
      await office.phone("1002", 611),
      await office.phone("1005", 1_177),
    ];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await incoming.answer();
    await call.established();
    const spying = await layla.dial("*231001");
    await spying.established();
    const [atAino, atOmar, atLayla] = [soundOf(call), soundOf(incoming), soundOf(spying)];
    await until("she hears both", () => atLayla.hears(437) && atLayla.hears(611));
    expect([atAino.hears(1_177), atOmar.hears(1_177)]).toEqual([false, false]);
    const press = (key: string) => spying.info("application/dtmf-relay", `Signal=${key}\r\n`);
    expect(await press("5")).toBe(200);
    await until("the agent hears her", () => atAino.hears(1_177) && atAino.hears(611));
    expect(atOmar.hears(1_177)).toBe(false);
    expect(await press("6")).toBe(200);
    await until("the other one hears her", () => atOmar.hears(1_177) && atOmar.hears(437));
    expect(await press("4")).toBe(200);
    await until("nobody hears her", () => !atAino.hears(1_177) && !atOmar.hears(1_177));
    expect([atAino.hears(611), atOmar.hears(437)]).toEqual([true, true]);
  });

  test("a parked party hears the hold music, and then whoever fetches it", async () => {
    const office = await createOffice();
    const [aino, omar, sara] = [
      await office.phone("1001", 437),
      await office.phone("1002", 611),
      await office.phone("1003", 1_177),
    ];
    const call = await aino.dial("1002");
    const parked = await omar.rings();
    await parked.answer();
    await call.established();
    const atOmar = soundOf(parked);
    await until("they hear each other", () => soundOf(call).hears(611) && atOmar.hears(437));
    expect(await call.refer("*701")).toBe(202);
    await until("Omar hears music", () => atOmar.hears(243) && atOmar.hears(324));
    await until("and nobody else", () => !atOmar.hears(437));
    const fetched = await sara.dial("701");
    await fetched.established();
    await until("they talk", () => soundOf(fetched).hears(611) && atOmar.hears(1_177));
    await until("and the music is over", () => !atOmar.hears(243));
  });

  test("after a pickup the caller hears who has taken the call", async () => {
    const office = await createOffice();
    const [aino, omar, sara] = [
      await office.phone("1001", 437),
      await office.phone("1002", 611),
      await office.phone("1003", 1_177),
    ];
    const call = await aino.dial("1002");
    const ringing = await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    const taken = await sara.dial("**1002");
    await ringing.ended();
    await taken.established();
    await call.established();
    await until(
      "they hear each other",
      () => soundOf(call).hears(1_177) && soundOf(taken).hears(437),
    );
    expect([soundOf(call).hears(611), soundOf(taken).hears(611)]).toEqual([false, false]);
  });

  test("lost packets are lost for one user and one direction", async () => {
    const office = await createOffice();
    const [aino, omar] = [await office.phone("1001", 437), await office.phone("1002", 611)];
    await office.pbx.addFault({
      on: "rtp",
      user: "1002",
      direction: "fromClient",
      lossPercent: 100,
    });
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await incoming.answer();
    await call.established();
    await until("Omar hears", () => soundOf(incoming).hears(437));
    expect(soundOf(call).hears(611)).toBe(false);
    await office.pbx.clearFaults();
    await until("and now Aino hears as well", () => soundOf(call).hears(611));
  });
});
