import type { SwitchOptions } from "../options";
import type { Call, Phone } from "./phone";
import { createScene, type Scene } from "./scene";
import { until } from "./until";

/** What everybody says, so that it can be measured who hears whom. */
const tones = { agent: 437, layla: 611, mikko: 1_004, customer: 1_177, music: 324 } as const;
export type Voice = keyof typeof tones;

const presentDb = -45;
/** Fewer than the meters of the switch remember, so that nothing passes between two looks. */
const framesPerLook = 10;
/** After so many nothing of what was before is remembered. */
const framesToForget = 15;

const keyOf = { monitor: "4", whisper: "5", barge: "6" } as const;
export type Mode = keyof typeof keyOf;

/** An agent who talks with a customer, and supervisors, all of whom speak. */
export interface ListeningScene extends Scene {
  readonly aino: Phone;
  /** Supervisor over all. */
  readonly layla: Phone;
  /** Supervisor over 1001 and 1002. */
  readonly mikko: Phone;
  readonly customer: string;
  /** The agent's call with the customer. */
  readonly call: Call;
  /** Dials the code, and waits until it is up. */
  spy(who: "layla" | "mikko", extension?: string): Promise<Call>;
  /** Asks for a mode by INFO; the status of its answer. */
  press(call: Call, mode: Mode): Promise<number>;
  /** Whose voices a party hears, by their names in alphabetical order. */
  heard(party: string): Promise<string>;
  /** What has been heard by a party at any time until something is over. */
  everHeard(party: string, until: Promise<unknown>): Promise<string>;
  speaks(who: Voice): void;
}

export async function createListeningScene(
  options: Partial<SwitchOptions> = {},
): Promise<ListeningScene> {
  const rights = { "1004": { role: "supervisor", over: ["1001", "1002"] } } as const;
  const scene = await createScene({ rights, ...options });
  const { pbx, clock, media } = scene;
  const phones = {
    aino: await scene.phone("1001"),
    layla: await scene.phone("1005"),
    mikko: await scene.phone("1004"),
  };
  const speaks = (who: Voice): void => media.legs.at(-1)?.speak(tones[who]);

  async function look(party: string): Promise<readonly Voice[]> {
    const names = (Object.keys(tones) as Voice[]).toSorted();
    const frequenciesHz = names.map((name) => tones[name]);
    const levels = await pbx.levels({ leg: party, side: "sent", frequenciesHz });
    return names.filter((_name, at) => (levels[at] ?? -120) > presentDb);
  }

  const { id: customer } = await pbx.customerCalls({
    to: "1001",
    name: "Maria Öö",
    number: "+358401234567",
    voice: { toneHz: tones.customer },
    queue: "support",
    waitedSeconds: 3,
  });
  const call = await phones.aino.rings();
  await scene.answer(call);
  // A re-INVITE of sip.js's that the ACK crosses ends the call.
  await until("the ACK", () => phones.aino.received.some((text) => text.startsWith("ACK")));
  speaks("agent");

  return {
    ...scene,
    ...phones,
    customer,
    call,
    speaks,
    async spy(who, extension = "1001") {
      const spying = await phones[who].dial(`*23${extension}`);
      await spying.established();
      speaks(who);
      const { callId } = spying.session.dialog ?? { callId: "" };
      await until("the switch knows it", async () => {
        const { legs } = await pbx.snapshot();
        return legs.some((leg) => leg.callId === callId && leg.state === "up");
      });
      return spying;
    },
    press: (spying, mode) =>
      spying.info("application/dtmf-relay", `Signal=${keyOf[mode]}\r\nDuration=160\r\n`),
    async heard(party) {
      clock.advance(framesToForget);
      return (await look(party)).join(" ");
    },
    async everHeard(party, over) {
      clock.advance(framesToForget);
      const heard = new Set<Voice>();
      const state = { isOver: false };
      const ending = over.finally(() => {
        state.isOver = true;
      });
      for (;;) {
        const { isOver } = state;
        clock.advance(framesPerLook);
        // oxlint-disable-next-line no-await-in-loop -- one look after the other
        for (const voice of await look(party)) heard.add(voice);
        if (isOver) break;
        // oxlint-disable-next-line no-await-in-loop -- what goes on meanwhile has its turn
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await ending;
      return [...heard].toSorted().join(" ");
    },
  };
}
