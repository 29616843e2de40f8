// npm run asterisk: a real Asterisk for the phone to talk to, until Ctrl-C. A port as argument replaces 8088.
import { describeSite } from "../pbx/asterisk/describe-site.mjs";
import { readSiteFile } from "../pbx/asterisk/generate.mjs";
import { startAsterisk } from "../pbx/asterisk/run.mjs";

const httpPort = Number(process.argv[2] ?? 8088);
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

async function main() {
  if (!Number.isInteger(httpPort) || httpPort < 0 || httpPort > 65_535) {
    throw new Error(`${process.argv[2]} is not a port.`);
  }
  const site = readSiteFile();
  const asterisk = await startAsterisk({ httpPort, site, say: console.log });
  let isAsked = false;
  const stop = () => {
    isAsked = true;
    void asterisk.stop();
  };
  for (const signal of signals) process.on(signal, stop);
  console.log(
    [
      "",
      `  Asterisk listens on ws://127.0.0.1:${asterisk.port}/ws`,
      ...describeSite(site).map((line) => `  ${line}`),
      `  Log       ${asterisk.folder}/log/messages.log`,
      "  Ctrl-C ends it.",
      "",
    ].join("\n"),
  );
  await asterisk.ended;
  if (!isAsked) console.error("Asterisk has ended by itself.");
  await asterisk.stop();
  process.exitCode = isAsked ? 0 : 1;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
