import { type ColumnNames, exportCards, exportTable } from "./export";
import { createImporter, type Importer, type ImporterOptions } from "./import/importer";
import { createMerger, type Merger } from "./merge";

/** What is done to many contacts at a time; loaded when it is wanted. */
export interface People {
  readonly importer: Importer;
  readonly merger: Merger;
  /** In parts, for a `Blob`. */
  exportTable(names: ColumnNames): Promise<readonly string[]>;
  exportCards(): Promise<readonly string[]>;
}

export function createPeople(options: ImporterOptions): People {
  const { contacts } = options;
  return {
    importer: createImporter(options),
    merger: createMerger(options),
    exportTable: (names) => exportTable(contacts, names),
    exportCards: () => exportCards(contacts),
  };
}
