import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const nft = async (...words: string[]): Promise<string> => (await run("nft", words)).stdout;

const prefix = "hamsa_drop_";
let count = 0;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Removes what a process that is no more has left behind. */
async function sweep(): Promise<void> {
  const tables = await nft("list", "tables", "inet");
  for (const [, name = "", pid] of tables.matchAll(/table inet (hamsa_drop_(\d+)_\d+)/g)) {
    if (!isAlive(Number(pid))) await nft("delete", "table", "inet", name);
  }
}

/**
 * Drops every UDP packet of this machine to and from these ports (numbers and ranges, such as `24000-24999`), as a cable
 * does that is pulled: nobody is told. Needs root and nftables. Resolves with what ends it.
 */
export async function dropUdp(ports: readonly (number | string)[]): Promise<() => Promise<void>> {
  await sweep();
  count += 1;
  const table = ["inet", `${prefix}${process.pid}_${count}`];
  const chain = [...table, "input"];
  await nft("add", "table", ...table);
  await nft("add", "chain", ...chain, "{ type filter hook input priority 0 ; }");
  for (const end of ["sport", "dport"]) {
    await nft("add", "rule", ...chain, "udp", end, `{ ${ports.join(", ")} }`, "drop");
  }
  return async () => void (await nft("delete", "table", ...table));
}
