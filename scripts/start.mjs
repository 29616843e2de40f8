// npm start: a working phone with demo people and a customer who calls. Arguments go to Vite (--port, --host, …).
import { spawn } from "node:child_process";

import { commandOf, ensureDependencies, root } from "./ensure.mjs";

ensureDependencies();
const vite = spawn(process.execPath, [commandOf("vite"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => vite.kill(signal));
vite.on("exit", (code) => process.exit(code ?? 0));
