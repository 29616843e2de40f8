import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";

import { isWelcome } from "../origin";
import { createRawClient } from "../testing/raw-client";
import { createScene } from "../testing/scene";

describe("who may connect", () => {
  test.each([
    ["no browser", undefined, "127.0.0.1:5173", true],
    ["the page of this server", "http://localhost:5173", "localhost:5173", true],
    ["the same by address", "http://127.0.0.1:5173", "127.0.0.1:5173", true],
    ["the same by IPv6", "http://[::1]:5173", "[::1]:5173", true],
    ["under https", "https://localhost:5173", "localhost:5173", true],
    ["a name below localhost", "http://demo.localhost:5173", "demo.localhost:5173", true],
    ["another port", "http://localhost:3000", "localhost:5173", false],
    ["another site", "https://evil.example", "localhost:5173", false],
    ["a site whose name leads here", "http://evil.example:5173", "evil.example:5173", false],
    ["a name that looks like an address", "http://127.evil.example", "127.evil.example", false],
    ["a listed host", "http://192.0.2.7:5173", "192.0.2.7:5173", true],
    ["a listed host's other port", "http://192.0.2.7:80", "192.0.2.7", false],
    ["no host at all", "http://localhost:5173", undefined, false],
    ["an opaque origin", "null", "localhost:5173", false],
  ])("%s", (_name, origin, host, welcome) => {
    const headers = {
      ...(origin === undefined ? {} : { origin }),
      ...(host === undefined ? {} : { host }),
    };
    expect(isWelcome(headers, ["192.0.2.7:5173"])).toBe(welcome);
  });
});

describe("the socket", () => {
  const statusOf = (port: number, protocol: string, origin?: string) =>
    new Promise<number>((resolve) => {
      const options = origin === undefined ? {} : { origin };
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, protocol, options);
      socket.on("error", () => undefined);
      socket.on("open", () => {
        socket.terminate();
        resolve(101);
      });
      socket.on("unexpected-response", (_request, response) => {
        response.destroy();
        resolve(response.statusCode ?? 0);
      });
    });

  test("takes subprotocol sip from its own page and nobody else", async () => {
    const { pbx } = await createScene();
    const own = `http://127.0.0.1:${pbx.port}`;
    expect(await statusOf(pbx.port, "sip", own)).toBe(101);
    expect(await statusOf(pbx.port, "sip", "https://evil.example")).toBe(403);
    expect(await statusOf(pbx.port, "chat", own)).toBe(400);
  });

  test("answers a browser that opens it as a page", async () => {
    const { pbx } = await createScene();
    expect((await fetch(`http://127.0.0.1:${pbx.port}/`)).status).toBe(426);
  });

  test("is refused while a fault says so, as often as it says", async () => {
    const { pbx } = await createScene();
    await pbx.addFault({ on: "upgrade", status: 503, times: 2 });
    expect(await statusOf(pbx.port, "sip")).toBe(503);
    expect(await statusOf(pbx.port, "sip")).toBe(503);
    expect(await statusOf(pbx.port, "sip")).toBe(101);
  });

  test("is counted", async () => {
    const { pbx } = await createScene();
    const client = await createRawClient(pbx.port);
    expect((await pbx.snapshot()).counts.sockets).toBe(1);
    client.close();
  });
});
