import { log } from "@/lib/log";
import { PhoneError, type Problem } from "@/phone/errors";
import type { ReportAnswer, Reporter, ReportOrder } from "@/phone/reports/reporter";

interface Asked {
  readonly order: ReportOrder;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Told =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly problem: Problem };

/** Counts in a worker, or in the page where no worker can be had. */
export function openReporter(): Reporter {
  const asked = new Map<number, Asked>();
  let count = 0;
  let worker: Worker | null = null;

  function fallBack(why: string): void {
    log("warn", "reports", "no worker", { error: why });
    worker?.terminate();
    worker = null;
    for (const { order, resolve, reject } of asked.values()) {
      askHere(order).then(resolve, reject);
    }
    asked.clear();
  }

  try {
    worker = new Worker(new URL("./reports.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      const question = asked.get(data.id);
      asked.delete(data.id);
      if ("answer" in data) question?.resolve(data.answer);
      else question?.reject(new PhoneError(data.problem.code, data.problem.detail));
    });
    worker.addEventListener("error", ({ message }) => fallBack(message), { once: true });
  } catch (error) {
    fallBack(String(error));
  }

  return {
    ask: <Order extends ReportOrder>(order: Order) =>
      new Promise<ReportAnswer<Order>>((resolve, reject) => {
        if (worker === null) {
          askHere(order).then(resolve as (answer: unknown) => void, reject);
          return;
        }
        const id = (count += 1);
        asked.set(id, { order, resolve: resolve as Asked["resolve"], reject });
        worker.postMessage({ id, order });
      }),
  };
}

async function askHere(order: ReportOrder): Promise<unknown> {
  return (await import("./report-here")).reportHere.ask(order);
}
