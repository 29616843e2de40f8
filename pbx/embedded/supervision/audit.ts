import { nowSeconds } from "../now-seconds";

/** Something that a supervisor has done to an agent. */
export interface Deed {
  readonly supervisor: string;
  readonly agent: string;
  /** One word. */
  readonly act: string;
  readonly detail: string | null;
  /** Percent-encoded. */
  readonly text: string | null;
}

/** What supervisors have done, for as long as the switch runs. */
export interface Audit {
  write(deed: Deed): void;
  /** How many there are of those that somebody may read, and the lines of one page, newest first. */
  read(mayRead: (deed: Deed) => boolean, page: number): { count: number; lines: readonly string[] };
}

const mostKept = 2_000;
const linesPerPage = 50;

export function createAudit(): Audit {
  let kept: readonly { readonly deed: Deed; readonly line: string }[] = [];
  return {
    write(deed) {
      const { supervisor, agent, act, detail, text } = deed;
      const line = `audit ${nowSeconds()} ${supervisor} ${agent} ${act} ${detail ?? "-"} ${text ?? "-"}`;
      kept = [{ deed, line }, ...kept].slice(0, mostKept);
    },
    read(mayRead, page) {
      const own = kept.filter(({ deed }) => mayRead(deed));
      const shown = own.slice(page * linesPerPage, (page + 1) * linesPerPage);
      return { count: own.length, lines: shown.map(({ line }) => line) };
    },
  };
}
