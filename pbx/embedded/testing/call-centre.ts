import type { CustomerOrder } from "../control";
import type { SwitchOptions } from "../options";
import { type Queue, queues } from "../queues/table";
import type { Call, Phone } from "./phone";
import { createScene, type Scene } from "./scene";
import { until } from "./until";

/** Everything that a queue may have. */
const everything: Partial<Queue> = {
  survey: true,
  callback: true,
  announcePosition: true,
  mostWaiting: 20,
  whenNobody: "dismiss",
};

/** The queues of the table with other policies: support with everything, sales without the survey. */
export function withPolicy(name: string, policy: Partial<Queue>): readonly Queue[] {
  return queues.map((queue) => ({
    ...queue,
    ...(queue.name === "support" ? everything : { survey: false }),
    ...(queue.name === name ? policy : {}),
  }));
}

/** A switch with agents, and customers who call its queues. */
export interface CallCentre extends Scene {
  readonly aino: Phone;
  readonly omar: Phone;
  /** A customer calls a queue; its id. */
  calls(more?: Partial<CustomerOrder>): Promise<string>;
  /** Lines that the switch has told a phone, oldest first. */
  told(phone: Phone, word: string): readonly string[];
  /** Until a phone has been told a line with this in it; the line. */
  isTold(phone: Phone, word: string, part?: string): Promise<string>;
  /** Lets so much time of sound pass. */
  listen(seconds: number): void;
  hears(party: string, frequencyHz: number): Promise<boolean>;
}

const maria: CustomerOrder = {
  to: "500",
  name: "Maria Öö",
  number: "+358401234567",
  voice: { toneHz: 1_177 },
};

const framesPerSecond = 50;

export async function createCallCentre(options: Partial<SwitchOptions> = {}): Promise<CallCentre> {
  const scene = await createScene({
    queueRetryMs: 30,
    queues: withPolicy("support", {}),
    ...options,
  });
  const aino = await scene.phone("1001");
  const omar = await scene.phone("1002");
  const told = (phone: Phone, word: string): readonly string[] =>
    phone.messages.map(({ request }) => request.body).filter((body) => body.startsWith(`${word} `));
  return {
    ...scene,
    aino,
    omar,
    told,
    calls: async (more = {}) => (await scene.pbx.customerCalls({ ...maria, ...more })).id,
    isTold: (phone, word, part = "") =>
      until(`${word} … ${part}`, () => told(phone, word).find((line) => line.includes(part))),
    listen: (seconds) => scene.clock.advance(Math.round(seconds * framesPerSecond)),
    async hears(party, frequencyHz) {
      scene.clock.advance(20);
      const query = { leg: party, side: "sent", frequenciesHz: [frequencyHz] } as const;
      return ((await scene.pbx.levels(query))[0] ?? -120) > -45;
    },
  };
}

/** Values of headers of a call that has come in; null: there is none. */
export function headersOf(call: Call, names: readonly string[]): readonly (string | null)[] {
  return names.map((name) => call.request?.getHeader(name) ?? null);
}
