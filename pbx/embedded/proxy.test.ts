import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";

import { onTestFinished, describe, expect, test } from "vitest";

import { pipeUpgrade } from "./proxy";
import { createRawClient } from "./testing/raw-client";
import { createScene } from "./testing/scene";
import { until } from "./testing/until";

/** A page server that hands its WebSockets on. */
async function serve(target: () => number): Promise<{ server: Server; port: number }> {
  const server = createServer();
  server.on("upgrade", (request, socket, head) => pipeUpgrade(request, socket, head, target()));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

describe("the way through the page's own server", () => {
  test("carries SIP both ways, with Origin and Host as the browser wrote them", async () => {
    const { pbx } = await createScene();
    const { port } = await serve(() => pbx.port);
    const client = await createRawClient(port, { origin: `http://127.0.0.1:${port}` });
    client.send(client.request("OPTIONS"));
    expect(await client.next("200", () => true)).toContain("SIP/2.0 200");
    await expect(createRawClient(port, { origin: "https://evil.example" })).rejects.toThrow("403");
    client.close();
  });

  test("when the switch closes, so does the client's side", async () => {
    const { pbx } = await createScene();
    const { port } = await serve(() => pbx.port);
    const client = await createRawClient(port);
    await pbx.close();
    await until("closed", () => client.closeCode !== null);
  });

  test("when the client breaks off, the switch notices", async () => {
    const { pbx } = await createScene();
    const { port } = await serve(() => pbx.port);
    const client = await createRawClient(port);
    await until("one socket", async () => (await pbx.snapshot()).counts.sockets === 1);
    client.close();
    await until("none", async () => (await pbx.snapshot()).counts.sockets === 0);
  });

  test("nobody at the other end is no exception", async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => void closed.listen(0, "127.0.0.1", resolve));
    const { port: nobody } = closed.address() as AddressInfo;
    await new Promise((resolve) => void closed.close(resolve));
    const { port } = await serve(() => nobody);
    await expect(createRawClient(port)).rejects.toThrow();
  });
});
