import type { Calls } from "./calls/calls";
import type { Config } from "./config/config";
import { type DeskConfig, readDeskConfig } from "./config/desk-config";
import type { ConfigProblem } from "./config/read-fields";
import type { Shelves } from "./shelves";

/**
 * What makes a phone an agent's workplace and is not needed to make a call: loaded when it is first wanted. Each tab has
 * its own, over what is kept in the browser: what it writes when a call changes must come out the same when several
 * tabs write it. What belongs to the one phone and its phone system is not here.
 */
export interface Desk {
  readonly config: DeskConfig;
  /** Fields of `config.json` that could not be read. */
  readonly problem: ConfigProblem | null;
}

export interface DeskOptions {
  readonly config: Config;
  readonly shelves: Shelves;
  readonly calls: Calls["store"];
  readonly now: () => number;
}

export function createDesk({ config }: DeskOptions): Desk {
  const { fields, problem } = readDeskConfig(config.whole);
  return { config: fields, problem };
}
