import { PhoneError } from "./errors";
import type { Phone } from "./phone";
import type { SipLine } from "./sip/line";
import {
  createSupervision,
  type Supervision,
  type SupervisionOptions,
} from "./supervision/supervision";
import type { SupervisionQueries } from "./supervision/supervision-state";
import type { Controls } from "./tabs/controls";

/** Where nobody is signed in. */
export { noSupervision } from "./supervision/supervision";

/** Helping others in their calls; what it is done with is loaded where that is possible. */
export function supervisionOf(
  wiring: Omit<SupervisionOptions, "sendDigit">,
  line: () => Pick<SipLine, "calls"> | null,
): Supervision {
  const options: SupervisionOptions = {
    ...wiring,
    async sendDigit(id, digit) {
      const now = line();
      if (now === null) throw new PhoneError("notConnected");
      await now.calls.sendInfoDigit(id, digit);
    },
  };
  return createSupervision(options, async (store) =>
    (await import("./supervision/supervision-work")).createSupervisionWork(options, store),
  );
}

/** The same in a tab, wherever the phone is. */
export function sharedSupervision({ stores, do: perform }: Controls): Phone["supervision"] {
  return {
    store: stores.supervision,
    do: async (command) => void (await perform({ part: "supervision", command })),
    // What `controlsOf` gives for it, here or as a letter of another tab.
    audit: async (page) =>
      (await perform({ part: "audit", page })) as Awaited<ReturnType<SupervisionQueries["audit"]>>,
  };
}
