import type { CheckPort } from "./check/check-port";
import type { Config } from "./config/config";
import type { PageOrigin } from "./connection/account";
import type { SignInStores } from "./connection/stored-sign-in";
import type { Diagnostics } from "./diagnostics/diagnostics";
import type { FilesPort } from "./directory/files-port";
import type { PhoneError } from "./errors";
import type { AudioPort } from "./media/audio-port";
import type { MediaPort } from "./media/media-session";
import type { WatchTicks } from "./media/quality/ticks";
import type { Reporter } from "./reports/reporter";
import type { SettingsStorage } from "./settings/settings";
import type { OpenSocket } from "./sip/wire-transport";
import type { OpenTables } from "./storage/account-tables";
import type { Stop } from "./store";

/** What the engine needs of the world. `app/browser-ports.ts` has the browser's, `testing/test-phone.ts` the fakes. */
export interface Ports {
  readonly config: Config;
  /** What addresses in the configuration are relative to. */
  readonly page: PageOrigin;
  readonly openSocket: OpenSocket;
  readonly media: MediaPort;
  readonly audio: AudioPort;
  /** What the check before the shift needs; loaded when it is wanted. */
  readonly openCheck: () => Promise<CheckPort>;
  readonly signIn: SignInStores;
  readonly settings: SettingsStorage;
  /** Opens the tables of one account; rejects where nothing can be kept. */
  readonly openTables: OpenTables;
  /** Loads what counts an agent's figures. */
  readonly openReporter: () => Promise<Reporter>;
  /** Reads and fetches files of people; loaded when it is wanted. */
  readonly openFiles: () => Promise<FilesPort>;
  /** The UUID of this tab, known before the phone is made. */
  readonly instanceId: string;
  /** The tabs of this browser that live, this one included. */
  readonly livingInstances: () => Promise<readonly string[]>;
  /** Tells of the network coming back, and of the page being looked at again. */
  readonly watchNetwork: (listener: () => void) => Stop;
  /** Loads what tells the seconds of a call; wanted with the first one. */
  readonly loadTicks: () => Promise<WatchTicks>;
  /** Finds out more about a server that could not be reached. */
  readonly explainUnreachable: (error: PhoneError) => Promise<PhoneError>;
  /** Records what happens; it is there before the phone is. */
  readonly diagnostics: Diagnostics;
  readonly now: () => number;
  /** Delays between attempts to come back, for tests; the engine's own table without it. */
  readonly reconnectDelaysMs?: readonly number[];
  /** How often the first server is looked for while another is in use, for tests; else the configuration says. */
  readonly returnMs?: number;
}
