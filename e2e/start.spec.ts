import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

import { Agent } from "./support/agent";
import { expect, test } from "./support/fixtures";

const root = fileURLToPath(new URL("..", import.meta.url));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}

/** The README's command. */
function npmStart(port: number): { readonly child: ChildProcess; said(): string } {
  const { NODE_ENV: _, ...env } = process.env;
  const child = spawn("npm", ["start", "--", "--port", String(port), "--strictPort"], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said };
}

test("npm start gives a newcomer a talking phone and a customer who calls", async ({
  browserOf,
}) => {
  // A development server starts, and compiles what it serves.
  test.slow();
  const port = await freePort();
  const { child, said } = npmStart(port);
  try {
    await expect.poll(said, { timeout: 30_000 }).toMatch(/A customer calls/);
    expect(said()).toContain(`http://localhost:${port}/`);
    expect(said()).toContain("1001");
    const context = await (
      await browserOf("first")
    ).newContext({
      permissions: ["microphone"],
      locale: "en-GB",
    });
    const aino = await Agent.open(context, "1001", `http://localhost:${port}/`);
    await aino.signsIn();
    await aino.isConnected();
    // It comes a moment later, compiled when it is first wanted, and moves what is below it.
    await expect(aino.page.getByRole("region", { name: "Your state" })).toBeVisible();
    await aino.dials("600");
    await aino.talksWith("Echo");
    await expect(aino.call("Echo").getByRole("timer")).toHaveText(/0:(?:0[1-9]|[1-5]\d)/);
    await aino.hangsUp("Echo");

    await aino.presses("Open the demo panel");
    await aino.presses("Ring me");
    await aino.answers("Maria Virtanen");
    // The question is spoken: sound comes, though no single tone.
    await expect.poll(() => [...aino.ear.playing]).toContain("voice");
    await expect.poll(() => aino.ear.loudest()).toBeGreaterThan(-60);
    await aino.presses("Hold", aino.call("Maria Virtanen"));
    await expect(aino.call("Maria Virtanen").getByText("On hold for")).toBeVisible();
    await aino.presses("Resume", aino.call("Maria Virtanen"));
    await expect(aino.call("Maria Virtanen").getByText("They hear you")).toBeVisible();
    await aino.hangsUp("Maria Virtanen");
    await aino.page.reload();
    await aino.isConnected();
    await aino.goesTo("History");
    await expect(
      aino.page.getByRole("listitem").filter({ hasText: "Maria Virtanen" }),
    ).toBeVisible();
    await context.close();
    expect(aino.faults).toEqual([]);
  } finally {
    // npm and what it started are one process group.
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
});
