import { afterEach, describe, expect, test, vi } from "vitest";

import { createRawClient } from "./testing/raw-client";
import { until } from "./testing/until";
import { startSwitch } from "./worker-host";

afterEach(() => void vi.unstubAllEnvs());

describe("the switch in a thread of its own", () => {
  test("is bundled, takes commands and sockets, and goes away", async () => {
    const pbx = await startSwitch({ quiet: true });
    const client = await createRawClient(pbx.port);
    client.send(client.request("OPTIONS"));
    expect(await client.next("200", () => true)).toContain("SIP/2.0 200");

    const order = {
      to: "604",
      name: "Maria",
      number: "+358401234567",
      voice: { phrase: "fi-invoice" },
    } as const;
    const { id } = await pbx.customerCalls(order);
    await until(
      "the menu answers",
      async () => (await pbx.snapshot()).customers[0]?.outcome === "answered",
    );
    await until("its clips are found and spoken", async () => {
      const frequenciesHz = Array.from({ length: 40 }, (_, i) => 100 + 25 * i);
      const levels = await pbx.levels({ leg: id, side: "sent", frequenciesHz });
      return Math.max(...levels) > -60;
    });
    await pbx.customerDoes(id, { type: "hangUp" });
    await pbx.customerCalls({ ...order, to: "0401234567" });
    await until("somebody outside is called", async () => {
      const { outside, counts } = await pbx.snapshot();
      return outside[0]?.number === "0401234567" && counts.subscriptions === 0;
    });
    await pbx.endCalls();
    await until("every call has ended", async () => (await pbx.snapshot()).legs.length === 0);
    await pbx.setVoiceMessages("1001", 2);
    await expect(pbx.setVoiceMessages("1999", 2)).rejects.toThrow("no user");
    await expect(pbx.customerDoes("customer-9", { type: "hangUp" })).rejects.toThrow("no customer");
    const { id: fault } = await pbx.addFault({ on: "upgrade", status: 503 });
    expect(fault).toBe("fault-1");
    await pbx.clearFaults();

    const another = startSwitch({ quiet: true, port: pbx.port });
    await expect(another).rejects.toThrow("EADDRINUSE");

    await pbx.close();
    await until("the socket is closed", () => client.closeCode !== null);
    await expect(pbx.snapshot()).rejects.toThrow("has stopped");
    await pbx.close();
  });

  test("does not start in production", async () => {
    vi.stubEnv("NODE_ENV", "production");
    await expect(startSwitch()).rejects.toThrow("NODE_ENV=production");
  });
});
