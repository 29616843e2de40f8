// npm start: a working phone with demo people and a customer who calls. `--pbx asterisk` puts a real Asterisk in the place
// of the embedded switch; other arguments go to Vite (--port, --host, …).
import { spawn } from "node:child_process";

import { commandOf, ensureDependencies, root } from "./ensure.mjs";

const phoneSystems = ["embedded", "asterisk"];

/** The phone system that was asked for, and the arguments that are Vite's. */
function readArguments(all) {
  const at = all.findIndex((argument) => argument === "--pbx" || argument.startsWith("--pbx="));
  if (at < 0) return { pbx: phoneSystems[0], rest: all };
  const isOne = all[at].includes("=");
  const pbx = isOne ? all[at].slice("--pbx=".length) : all[at + 1];
  if (!phoneSystems.includes(pbx)) {
    console.error(`--pbx takes ${phoneSystems.join(" or ")}.`);
    process.exit(1);
  }
  return { pbx, rest: all.toSpliced(at, isOne ? 1 : 2) };
}

const { pbx, rest } = readArguments(process.argv.slice(2));
ensureDependencies();
const vite = spawn(process.execPath, [commandOf("vite"), ...rest], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, HAMSA_PBX: pbx },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => vite.kill(signal));
vite.on("exit", (code) => process.exit(code ?? 0));
