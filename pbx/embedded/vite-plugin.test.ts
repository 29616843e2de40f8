import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

import { createServer } from "vite";
import { onTestFinished, afterEach, describe, expect, test, vi } from "vitest";

import { clientConfig } from "./client-config";
import { createRawClient } from "./testing/raw-client";
import { until } from "./testing/until";
import { embeddedSwitch, type EmbeddedSwitchOptions } from "./vite-plugin";

afterEach(() => void vi.unstubAllEnvs());

async function serve(options: EmbeddedSwitchOptions = {}) {
  vi.stubEnv("VITEST", undefined);
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const silent = () => undefined;
  const server = await createServer({
    configFile: false,
    envFile: false,
    root: fileURLToPath(new URL("testing", import.meta.url)),
    cacheDir: fileURLToPath(
      new URL("../../node_modules/.cache/hamsa-plugin-test", import.meta.url),
    ),
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, host: "127.0.0.1", ws: false },
    plugins: [embeddedSwitch({ switch: { quiet: true }, ...options })],
    customLogger: {
      info: log,
      warn: silent,
      warnOnce: silent,
      error: log,
      clearScreen: silent,
      hasErrorLogged: () => false,
      hasWarned: false,
    },
  });
  await server.listen();
  onTestFinished(() => server.close());
  const { port } = (server.httpServer?.address() ?? { port: 0 }) as AddressInfo;
  return { server, lines, port, url: `http://127.0.0.1:${port}` };
}

describe("the dev server with the switch in it", () => {
  test("carries SIP on its own port, serves the configuration and customers, and stops", async () => {
    const { server, lines, port, url } = await serve();
    const client = await createRawClient(port, { origin: url });
    client.send(client.request("OPTIONS"));
    expect(await client.next("200", () => true)).toContain("SIP/2.0 200");

    const config = await fetch(`${url}/config.json?x=1`);
    expect(await config.json()).toEqual(clientConfig);
    expect(config.headers.get("cache-control")).toBe("no-store");
    const phrases = (await (await fetch(`${url}/__demo/phrases`)).json()) as { id: string }[];
    expect(phrases.map(({ id }) => id)).toContain("ar-invoice");
    const order = { to: "1001", name: "Maria", number: "1", voice: { silent: true } };
    const answer = await fetch(`${url}/__demo/customer`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(order),
    });
    expect(await answer.json()).toEqual({ id: "customer-1" });
    const hangsUp = await fetch(`${url}/__demo/customer-does`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id: "customer-1", action: { type: "hangUp" } }),
    });
    expect(hangsUp.status).toBe(200);

    await until("it has said how to use it", () => lines.some((line) => line.includes("pw1001")));
    expect(lines.join("\n")).toMatch(
      /1005 Layla Mansour \(supervisor\)[\s\S]*600 Echo[\s\S]*501 Sales[\s\S]*800 conference[\s\S]*curl http/,
    );

    await server.close();
    await until("the socket is closed", () => client.closeCode !== null);
  });

  test("the configuration can be given", async () => {
    const { url } = await serve({ config: { server: "/sip", region: "SA" } });
    expect(await (await fetch(`${url}/config.json`)).json()).toEqual({
      server: "/sip",
      region: "SA",
    });
  });

  test("is only for the dev server", () => {
    const { apply } = embeddedSwitch();
    const applies = (command: "serve" | "build", isPreview: boolean) =>
      typeof apply === "function" && apply({}, { command, isPreview, mode: "x" });
    expect([applies("serve", false), applies("build", false)]).toEqual([false, false]); // a unit test
    vi.stubEnv("VITEST", undefined);
    expect(applies("serve", false)).toBe(true);
    expect([applies("serve", true), applies("build", false)]).toEqual([false, false]);
  });
});
