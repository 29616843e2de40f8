import type { DevelopmentSystem } from "../embedded/vite-plugin";
import { clientConfig } from "./client-config";
import { callAsCustomer } from "./customers";
import { describeSite } from "./describe-site.mjs";
import { readSiteFile } from "./generate.mjs";
import { startAsterisk } from "./run.mjs";

/** A real Asterisk behind the development server, with a free port of its own. */
export async function startAsteriskForDevelopment(
  say: (line: string) => void,
): Promise<DevelopmentSystem> {
  const asterisk = await startAsterisk({ say });
  let customers = 0;
  return {
    port: asterisk.port,
    path: "/ws",
    config: { ...clientConfig(readSiteFile()), server: "/sip", region: "FI" },
    welcome: ["A real Asterisk runs beside this server.", ...describeSite(readSiteFile())],
    async customerCalls(order) {
      customers += 1;
      const id = `demo${customers}`;
      await callAsCustomer(asterisk.cli, id, order);
      return { id };
    },
    close: asterisk.stop,
  };
}
