import { type Account, accountKey } from "./connection/account";
import { createDirectory, type Directory } from "./directory/directory";
import { searchWords } from "./directory/search-words";
import { createHistory, type History } from "./history/history";
import type { Ports } from "./ports";
import { createSettings, type SettingsModule } from "./settings/settings";
import { createStorage, type Storage } from "./storage/storage";

/** What is kept in the browser: each tab reads and writes it for itself, whichever has the phone. */
export interface Shelves {
  readonly settings: SettingsModule;
  readonly storage: Storage;
  readonly directory: Directory;
  readonly history: History;
  /** Whose tables are open (`accountKey`). */
  account(): string | null;
  /** Opens what belongs to an account. */
  open(account: Account): Promise<void>;
  close(): void;
}

export function createShelves(ports: Ports): Shelves {
  const { config, now, instanceId } = ports;
  const settings = createSettings(ports.settings);
  const storage = createStorage(ports.openTables);
  let agent = "";
  let open: string | null = null;
  const directory = createDirectory({
    table: () => storage.contacts,
    company: () => storage.company,
    region: () => config.region,
    now,
  });
  const history = createHistory({
    table: () => storage.history,
    owner: () => ({ agent, instance: instanceId }),
    isColleague: (number) => config.team.some(({ extension }) => extension === number),
    searchWords,
    now,
  });
  return {
    settings,
    storage,
    directory,
    history,
    async open(account) {
      agent = account.extension;
      open = accountKey(account);
      await storage.use(open);
    },
    account: () => open,
    close() {
      open = null;
      storage.close();
    },
  };
}
