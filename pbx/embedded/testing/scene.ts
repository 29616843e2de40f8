import { Timers } from "sip.js/lib/core/timers";
import { onTestFinished } from "vitest";

import type { LegSnapshot, SwitchControl } from "../control";
import type { SwitchOptions } from "../options";
import { createSwitch } from "../switch";
import { createFakeMedia, type FakeMedia } from "./fake-media";
import { createManualClock, type ManualClock } from "./manual-clock";
import { type Call, createPhone, type Phone, type PhoneOptions } from "./phone";
import { createRawClient, type RawClient } from "./raw-client";
import { until } from "./until";

// Finished transactions stay for 32 s by the RFC, which no test wants to see the end of.
for (const timer of ["TIMER_H", "TIMER_L", "TIMER_M"] as const) {
  Object.assign(Timers, { [timer]: 3_000 });
}
// How long an answer is waited for. Longer than a machine that runs other tests may stand still: a
// client that gives up on its first INVITE takes no second one to a challenge.
for (const timer of ["TIMER_B", "TIMER_F"] as const) Object.assign(Timers, { [timer]: 10_000 });

/** A switch without sound of its own, and phones around it. Closed when the test is over. */
export interface Scene {
  readonly pbx: SwitchControl;
  readonly media: FakeMedia;
  readonly clock: ManualClock;
  /** A phone that has registered. */
  phone(extension: string, options?: Partial<PhoneOptions>): Promise<Phone>;
  /** A phone that is connected only. */
  stranger(extension: string, options?: Partial<PhoneOptions>): Promise<Phone>;
  rawClient(): Promise<RawClient>;
  /** The one leg of a user. */
  legOf(user: string): Promise<LegSnapshot>;
  /** Answers, and waits until the switch has heard it. */
  answer(call: Call): Promise<void>;
  /** Two phones that talk. */
  talk(from: Phone, number: string, to: Phone): Promise<[Call, Call]>;
  /** Until there is no leg left. */
  quiet(): Promise<void>;
}

export async function createScene(options: Partial<SwitchOptions> = {}): Promise<Scene> {
  const media = createFakeMedia();
  const clock = createManualClock();
  const pbx = await createSwitch(
    { quiet: true, ...options },
    { createMediaLeg: media.create, clock },
  );
  const phones: Phone[] = [];
  const rawClients: RawClient[] = [];
  onTestFinished(async () => {
    for (const phone of phones) await phone.stop();
    for (const client of rawClients) client.close();
    await pbx.close();
  });

  async function stranger(extension: string, given: Partial<PhoneOptions> = {}): Promise<Phone> {
    const phone = await createPhone({ port: pbx.port, extension, ...given });
    phones.push(phone);
    return phone;
  }

  async function answer(call: Call): Promise<void> {
    await call.answer();
    await until("the switch knows it", async () => {
      const { legs } = await pbx.snapshot();
      return legs.some(({ callId, state }) => callId === call.request?.callId && state === "up");
    });
  }

  return {
    pbx,
    media,
    answer,
    clock,
    stranger,
    async phone(extension, given) {
      const phone = await stranger(extension, given);
      const { statusCode } = await phone.register();
      if (statusCode !== 200) throw new Error(`${extension} got ${statusCode} for its REGISTER`);
      return phone;
    },
    async rawClient() {
      const client = await createRawClient(pbx.port);
      rawClients.push(client);
      return client;
    },
    async legOf(user) {
      const { legs } = await pbx.snapshot();
      const own = legs.filter((leg) => leg.user === user);
      const [leg] = own;
      if (leg === undefined || own.length > 1) throw new Error(`${user} has ${own.length} legs`);
      return leg;
    },
    async talk(from, number, to) {
      const call = await from.dial(number);
      const incoming = await to.rings();
      await answer(incoming);
      await call.established();
      return [call, incoming];
    },
    quiet: async () =>
      void (await until("every leg is gone", async () => (await pbx.snapshot()).legs.length === 0)),
  };
}
