import type { SwitchControl, SwitchSnapshot } from "../../pbx/embedded/control";
import type { SwitchOptions } from "../../pbx/embedded/options";
import { startSwitch } from "../../pbx/embedded/worker-host";

/** What the stories see of a phone system at work. */
export interface PhoneSystemSnapshot extends Pick<SwitchSnapshot, "customers"> {
  readonly legs: readonly { readonly user: string | null; readonly digits: string }[];
  readonly registrations: readonly { readonly user: string; readonly contact: string }[];
}

/** What the stories need of a phone system, whichever it is. */
export interface PhoneSystem extends Pick<
  SwitchControl,
  "port" | "customerCalls" | "customerDoes" | "close"
> {
  readonly name: "embedded" | "asterisk";
  /** Where its WebSocket is. */
  readonly path: string;
  /** What `/config.json` says. */
  readonly config: object;
  snapshot(): Promise<PhoneSystemSnapshot>;
  /** How loud a tone is in what a customer hears; with the embedded switch anybody's by extension. */
  levelHeard(party: string, toneHz: number): Promise<number>;
}

/** The embedded switch, with the patience of a test. */
export interface EmbeddedSystem
  extends PhoneSystem, Pick<SwitchControl, "levels" | "addFault" | "clearFaults"> {}

export function isEmbedded(pbx: PhoneSystem): pbx is EmbeddedSystem {
  return pbx.name === "embedded";
}

export async function startEmbedded(options: Partial<SwitchOptions> = {}): Promise<EmbeddedSystem> {
  const control = await startSwitch({
    quiet: true,
    rtpTimeoutMs: 3_000,
    rtpTimeoutOnHoldMs: 3_000,
    transferorWaitMs: 3_000,
    earlyMediaMs: 1_500,
    earlyMediaTalkMs: 500,
    ...options,
  });
  return {
    ...control,
    name: "embedded",
    path: "/sip",
    config: { server: "/sip", dialect: "embedded", region: "FI" },
    async levelHeard(leg, toneHz) {
      const query = { leg, side: "sent", frequenciesHz: [toneHz] } as const;
      const [db = -120] = await control.levels(query).catch(() => [-120]);
      return db;
    },
  };
}
