import type { FunctionComponent } from "react";

import { loadLaterWords } from "@/i18n/i18n";
import { type LazyPart, lazyPart } from "@/ui/lazy-part";

/** A page whose words load with it: nobody needs them for a call (`i18n/later`). */
export function laterPage<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
): LazyPart<Props> {
  return lazyPart(async () => (await Promise.all([load(), loadLaterWords()]))[0]);
}
