import { createReporter, type Reporter } from "@/phone/reports/reporter";

import { readReportRows } from "./read-report-rows";

/** Counts in the page: where no worker can be had. */
export const reportHere: Reporter = createReporter(readReportRows);
