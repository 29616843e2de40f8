import { toProblem } from "@/phone/errors";
import { createReporter, type ReportOrder } from "@/phone/reports/reporter";

import { readReportRows } from "./read-report-rows";

/** Reads and counts: two hundred thousand rows take seconds, which a page with a call has not got. */
const reporter = createReporter(readReportRows);

addEventListener("message", ({ data }: MessageEvent<{ id: number; order: ReportOrder }>) => {
  const { id, order } = data;
  reporter.ask(order).then(
    (answer) => postMessage({ id, answer }),
    (error: unknown) => postMessage({ id, problem: toProblem(error) }),
  );
});
