import type { Calls } from "./calls/calls";
import { type Account, accountKey } from "./connection/account";
import type { Ports } from "./ports";
import type { Recovery } from "./recovery/recovery";
import type { Shelves } from "./shelves";
import type { SipLine } from "./sip/line";

interface OwnAccountOptions {
  readonly shelves: Shelves;
  readonly recovery: () => Pick<Recovery, "claim">;
  readonly calls: Pick<Calls, "restore">;
  readonly line: () => Pick<SipLine, "expect"> | null;
  readonly ports: Pick<Ports, "livingInstances" | "instanceId">;
}

/** Whose tables are open in the tab that has the phone. */
export function createOwnAccount({ shelves, recovery, calls, line, ports }: OwnAccountOptions) {
  let current: string | null = null;
  let opening: Promise<Account> | null = null;

  async function open(account: Account, key: string): Promise<Account> {
    await shelves.open(account);
    const others = (await ports.livingInstances()).filter((id) => id !== ports.instanceId);
    const saved = await recovery().claim(others);
    // Signed out meanwhile: the next page of this account finds them.
    if (current !== key) return account;
    line()?.expect(saved.map(({ lost }) => lost));
    calls.restore(saved.map(({ call }) => call));
    // A row that is still open and whose call is not here belongs to a call that is gone.
    await shelves.history.closeAbandoned(others);
    return account;
  }

  return {
    key: () => current ?? "",
    /** Once in each shift: what comes before is the page's, or the tab's, before this one. */
    open(account: Account): Promise<Account> {
      const key = accountKey(account);
      if (opening === null || current !== key) {
        current = key;
        opening = open(account, key);
      }
      return opening;
    },
    close() {
      current = null;
      shelves.close();
    },
  };
}
