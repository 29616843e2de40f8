import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

import { expect, test } from "./support/fixtures";

const script = fileURLToPath(new URL("../scripts/check-pbx.mjs", import.meta.url));

/** What the command prints, and how it ends. */
async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env } });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => (text += String(chunk)));
  }
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { text, code };
}

test("check:pbx finds that everything the client offers can be done here", async ({
  pbx,
  dialect,
}) => {
  test.setTimeout(180_000);
  const server = `ws://127.0.0.1:${pbx.port}${pbx.path}`;
  const numbers = ["--answering", "600", "--early", "603"];
  const { text, code } = await run(
    ["--server", server, "--extension", "1003", "--second", "1004", ...numbers],
    { HAMSA_PASSWORD: "pw1003", HAMSA_SECOND_PASSWORD: "pw1004" },
  );
  expect(code, text).toBe(0);
  expect(text).not.toContain("CANNOT");
  expect(text).toContain(`not tried (dialect ${dialect.name})`);
  // What takes eyes, and a mailbox that nobody has spoken into.
  const skipped = text.split("\n").filter((line) => / {2}not tried {2}/.test(line));
  expect(skipped.length, text).toBeLessThanOrEqual(2);
});

test("check:pbx says why nobody could sign in", async ({ pbx }) => {
  const server = `ws://127.0.0.1:${pbx.port}${pbx.path}`;
  const { text, code } = await run(["--server", server, "--extension", "1003"], {
    HAMSA_PASSWORD: "wrong",
  });
  expect(text).toContain("Extension or password is wrong");
  expect(code).toBe(1);
});
