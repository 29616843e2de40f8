import { expect, test, vi } from "vitest";

import { signedInPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

test("the next outgoing call is made ready once the microphone was asked for", async () => {
  const agent = await signedInPhone();
  await until(() => agent.media.prepared === 1, "the first one");
});

test("nothing is kept ready for who has signed out", async () => {
  const agent = await signedInPhone();
  await until(() => agent.media.prepared === 1, "the first one");
  await agent.phone.connection.do({ type: "signOut" });
  expect(agent.media.prepared).toBe(0);
  agent.network();
  expect(agent.media.prepared).toBe(0);
});

test("another network, another way and a call that took it make it anew", async () => {
  const agent = await signedInPhone();
  await until(() => agent.media.prepared === 1, "the first one");
  agent.network();
  expect(agent.media.prepared).toBe(2);
  agent.phone.settings.do({ type: "change", change: { relayOnly: true } });
  expect(agent.media.prepared).toBe(3);
  vi.useFakeTimers();
  agent.dials("1002");
  vi.advanceTimersByTime(1_000);
  vi.useRealTimers();
  expect(agent.media.prepared).toBe(4);
});
