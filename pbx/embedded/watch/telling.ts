import type { Source } from "./sources";

/** The body of a NOTIFY, and the headers that belong to it. */
export interface Told {
  readonly contentType: string;
  readonly content: string;
  readonly headers: readonly string[];
}

/** What the NOTIFYs of one subscription say, one after the other. */
export interface Telling {
  /**
   * The next one; null: nothing is new. `isFull`: everything, new or not. `version` counts from 0 those that have been
   * handed out.
   */
  next(version: number, isFull: boolean): Told | null;
  /** Changes are gathered for so long before they are told. */
  readonly gatherMs: number;
}

/** Every NOTIFY is the whole document. */
export function tellWhole(source: Source, contentType: string): Telling {
  let told: string | null = null;
  return {
    gatherMs: 0,
    next(version, isFull) {
      const unnumbered = source.body(0);
      if (!isFull && unnumbered === told) return null;
      told = unnumbered;
      return { contentType, content: source.body(version), headers: [] };
    },
  };
}
